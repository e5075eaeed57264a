using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Storage;

/// <summary>Goes through records and counts their facts.</summary>
internal sealed class FactCounter : RecordArchive
{
    public int Facts { get; private set; }

    public int WithoutSource { get; private set; }

    public int Disputed { get; private set; }

    public Dictionary<string, int> ByKind { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, int> Unknown { get; } = new(StringComparer.Ordinal);

    /// <summary>Facts of the release and series of the model that is gone through: counted there.</summary>
    public ImmutableArray<object> Inherited { get; set; } = [];

    protected override bool CollectsFacts => true;

    protected override void Collect(FactState state, string value, ImmutableArray<Citation> sources, IEnumerable<(string Value, ImmutableArray<Citation> Sources, string? Ruling)> conflicts, string? note)
    {
        if (IsInherited(value, sources))
            return;
        if (conflicts.Any())
            Disputed++;
        if (state != FactState.Known)
        {
            Add(Unknown, EnumText<FactState>.Of(state));
            return;
        }

        Facts++;
        if (sources.IsEmpty)
            WithoutSource++;
        else
            Add(ByKind, EnumText<SourceKind>.Of(sources.Min(s => s.Source.Kind)));
    }

    private bool IsInherited(string value, ImmutableArray<Citation> sources)
    {
        foreach (var fact in Inherited)
        {
            var (known, from) = fact switch
            {
                Fact<PartialDate> date => (FactText.Of(date.ValueOrDefault), date.Sources),
                Fact<SpdxExpression> license => (FactText.Of(license.ValueOrDefault), license.Sources),
                Fact<ValueList<OrganizationId>> developers => (developers.IsKnown ? FactText.Of(developers.Value) : "", developers.Sources),
                _ => ("", []),
            };
            if (known == value && from.AsSpan().SequenceEqual(sources.AsSpan()))
                return true;
        }

        return false;
    }

    private static void Add(Dictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    public override string? Text(string name, string? value) => value;

    public override long? Number(string name, long? value) => value;

    public override decimal? Fraction(string name, decimal? value) => value;

    public override bool Flag(string name, bool value) => value;

    protected override int Choice(string name, int value, int absent, EnumNames names) => value;

    public override bool Open(string name, bool present) => present;

    public override void Close()
    {
    }

    protected override int OpenList(string name, int count) => count;

    protected override void OpenItem(int index)
    {
    }

    protected override string TextItem(int index, string? value) => value ?? "";

    protected override void CloseList()
    {
    }

    protected override SourceDocument? Source(string name, SourceDocument? document) => document;

    protected override bool Has(string name, bool present) => present;
}
