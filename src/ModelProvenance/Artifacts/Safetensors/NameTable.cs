using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace ModelProvenance.Artifacts.Safetensors;

/// <summary>Names that stay bytes of the document until somebody asks for one, and a test for names that stand twice.</summary>
/// <remarks>Hashing is the runtime's own keyed hash (Marvin), so that a file cannot be written to make names collide.</remarks>
internal sealed class NameTable(byte[] document)
{
    private readonly List<(int Start, int Length)> _places = new(Estimate(document));
    private readonly Dictionary<int, string> _escaped = [];
    private int[] _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)(Estimate(document) * 2) + 64)];
    private int[] _hashes = new int[Estimate(document) + 64];

    public int Count => _places.Count;

    /// <summary>About how many entries a document of that size has, at the 128 bytes that one takes in real headers: what is set aside for them.</summary>
    public static int Estimate(byte[] document) => document.Length / 128;

    /// <summary>Adds a name by its place in the document; <paramref name="unescaped"/> when it holds escapes. False when it stands there already; it is added all the same.</summary>
    public bool Add(int start, int length, string? unescaped)
    {
        var bytes = unescaped is null ? document.AsSpan(start, length) : Encoding.UTF8.GetBytes(unescaped);
        _places.Add((start, length));
        var index = _places.Count - 1;
        if (unescaped is not null)
            _escaped[index] = unescaped;
        if (_places.Count * 2 > _slots.Length)
            Grow();
        var hash = Hash(bytes);
        if (index >= _hashes.Length)
            Array.Resize(ref _hashes, _hashes.Length * 2);
        _hashes[index] = hash;
        var mask = _slots.Length - 1;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            var other = _slots[slot] - 1;
            if (other < 0)
            {
                _slots[slot] = index + 1;
                return true;
            }

            if (_hashes[other] == hash && bytes.SequenceEqual(BytesAt(other)))
                return false;
        }
    }

    public string this[int index]
    {
        get
        {
            if (_escaped.Count > 0 && _escaped.TryGetValue(index, out var text))
                return text;
            var (start, length) = _places[index];
            return Encoding.UTF8.GetString(document, start, length);
        }
    }

    private ReadOnlySpan<byte> BytesAt(int index)
    {
        if (_escaped.Count > 0 && _escaped.TryGetValue(index, out var text))
            return Encoding.UTF8.GetBytes(text);
        var (start, length) = _places[index];
        return document.AsSpan(start, length);
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        // All but the newest, which is not placed yet. Names that stood twice were never placed, and need not be.
        for (var index = 0; index < _places.Count - 1; index++)
        {
            var slot = _hashes[index] & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = index + 1;
        }
    }

    private static int Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = string.GetHashCode(MemoryMarshal.Cast<byte, char>(bytes));
        return (bytes.Length & 1) == 0 ? hash : hash ^ unchecked(bytes[^1] * (int)0x9E3779B1);
    }
}
