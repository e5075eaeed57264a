using System.Collections;
using System.Collections.Immutable;

namespace ModelProvenance.Artifacts.Safetensors;

/// <summary>The tensors of one header, kept in a few flat arrays.</summary>
internal sealed class TensorTable(NameTable names, int estimate) : IReadOnlyList<SafetensorsTensor>
{
    private readonly List<Row> _rows = new(estimate);
    private readonly List<long> _dimensions = new(estimate * 2);
    private readonly List<SafetensorsDataType> _types = [];

    public int Count => _rows.Count;

    public SafetensorsTensor this[int index]
    {
        get
        {
            var row = _rows[index];
            return new SafetensorsTensor(names[row.Name], _types[row.Type], ShapeOf(row), row.Elements, row.Start, row.End);
        }
    }

    public long? ElementCount
    {
        get
        {
            UInt128 sum = 0;
            foreach (var row in _rows)
                sum += (UInt128)row.Elements;
            return sum <= long.MaxValue ? (long)sum : null;
        }
    }

    public void Add(int name, SafetensorsDataType type, ReadOnlySpan<ulong> shape, long elements, long start, long end)
    {
        var first = _dimensions.Count;
        foreach (var dimension in shape)
            _dimensions.Add((long)dimension);
        _rows.Add(new Row(name, TypeIndex(type), first, shape.Length, elements, start, end));
    }

    public long StartOf(int index) => _rows[index].Start;

    public long EndOf(int index) => _rows[index].End;

    public string NameOf(int index) => names[_rows[index].Name];

    public SafetensorsDataType? MajorityType()
    {
        var counts = new UInt128[_types.Count];
        foreach (var row in _rows)
            counts[row.Type] += (UInt128)row.Elements;
        var best = -1;
        for (var i = 0; i < counts.Length; i++)
        {
            if (best < 0 || counts[i] > counts[best])
                best = i;
        }

        return best < 0 ? null : _types[best];
    }

    public IEnumerator<SafetensorsTensor> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ImmutableArray<long> ShapeOf(in Row row)
    {
        var builder = ImmutableArray.CreateBuilder<long>(row.Rank);
        for (var i = 0; i < row.Rank; i++)
            builder.Add(_dimensions[row.FirstDimension + i]);
        return builder.MoveToImmutable();
    }

    private int TypeIndex(SafetensorsDataType type)
    {
        for (var i = 0; i < _types.Count; i++)
        {
            if (ReferenceEquals(_types[i].Name, type.Name) || _types[i] == type)
                return i;
        }

        _types.Add(type);
        return _types.Count - 1;
    }

    private readonly record struct Row(int Name, int Type, int FirstDimension, int Rank, long Elements, long Start, long End);
}
