using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Storage;

/// <summary>Goes through a record and takes every fact as claims. Writes nothing.</summary>
internal sealed class ClaimCollector : RecordArchive
{
    private static readonly string[] Qualifiers = ["counts", "scope", "kind", "method"];

    private readonly string _subject;
    private readonly string? _wanted;
    private readonly ImmutableArray<ProvenanceClaim>.Builder _claims = ImmutableArray.CreateBuilder<ProvenanceClaim>();
    // The list or property in which facts stand, and what qualifies the one that is open.
    private readonly Stack<(string Name, bool IsList)> _open = new();
    private string _qualifier = "";

    public ClaimCollector(string subject, string? wanted)
    {
        _subject = subject;
        _wanted = wanted;
    }

    public ImmutableArray<ProvenanceClaim> Claims => _claims.ToImmutable();

    /// <summary>A statement is one claim as a whole.</summary>
    public object Add(Statement statement)
    {
        if (Wants("value"))
        {
            _claims.Add(new ProvenanceClaim(_subject, "value", statement.Value, ClaimMethod.Curated) { Sources = [.. statement.StatedBy.Select(ClaimSource.From)], Note = NullIfEmpty(statement.Note) });
            foreach (var beside in statement.Beside)
                _claims.Add(new ProvenanceClaim(_subject, "value", beside.Value, ClaimMethod.Curated) { Sources = [.. beside.Sources.Select(ClaimSource.From)], IsPreferred = false, Note = NullIfEmpty(beside.Note) });
        }

        return statement;
    }

    protected override bool CollectsFacts => true;

    protected override void Collect(FactState state, string value, ImmutableArray<Citation> sources, IEnumerable<(string Value, ImmutableArray<Citation> Sources, string? Ruling)> conflicts, string? note)
    {
        var property = _open.Count == 0 ? "" : _open.Peek().Name;
        if (_qualifier.Length > 0)
            property += "." + _qualifier;
        if (!Wants(property))
            return;
        _claims.Add(new ProvenanceClaim(_subject, property, state == FactState.Known ? value : EnumText<FactState>.Of(state), ClaimMethod.Curated)
        {
            Sources = [.. sources.Select(ClaimSource.From)],
            Note = note,
        });
        foreach (var (other, otherSources, ruling) in conflicts)
            _claims.Add(new ProvenanceClaim(_subject, property, other, ClaimMethod.Curated) { Sources = [.. otherSources.Select(ClaimSource.From)], IsPreferred = false, Ruling = ruling });
    }

    public override string? Text(string name, string? value) => value;

    public override long? Number(string name, long? value) => value;

    public override decimal? Fraction(string name, decimal? value) => value;

    public override bool Flag(string name, bool value) => value;

    protected override int Choice(string name, int value, int absent, EnumNames names)
    {
        if (_open.Count > 0 && _open.Peek().IsList && Array.IndexOf(Qualifiers, name) >= 0 && _open.Peek().Name is "parameters" or "dates" or "licenses" or "trainingCompute")
            _qualifier = names[value];
        return value;
    }

    public override bool Open(string name, bool present)
    {
        if (present)
            _open.Push((name, false));
        return present;
    }

    public override void Close()
    {
        if (_open.Count > 0 && !_open.Peek().IsList)
            _open.Pop();
        else
            _qualifier = "";
    }

    protected override int OpenList(string name, int count)
    {
        if (count > 0)
            _open.Push((name, true));
        return count;
    }

    protected override void OpenItem(int index) => _qualifier = "";

    protected override string TextItem(int index, string? value) => value ?? "";

    protected override void CloseList() => _open.Pop();

    protected override SourceDocument? Source(string name, SourceDocument? document) => document;

    protected override bool Has(string name, bool present) => present;

    private bool Wants(string property) =>
        _wanted is null || property == _wanted || (property.StartsWith(_wanted, StringComparison.Ordinal) && property.Length > _wanted.Length && property[_wanted.Length] == '.');

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
