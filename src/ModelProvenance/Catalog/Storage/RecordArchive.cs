using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Storage;

/// <summary>Reads or writes a value under a name; an absent value is <c>default</c>.</summary>
internal delegate T? ValueCodec<T>(RecordArchive archive, string name, T? value);

/// <summary>
/// Goes through the members of a record in a fixed order, in one direction: an archive that writes takes each value and gives it back, an archive that reads ignores the
/// value it is given and gives the stored one. So one description of a record (see <see cref="RecordDescriptions"/>) reads and writes JSON and the binary resource,
/// and lists the members for the schema test and the formatter; the forms cannot drift apart.
/// </summary>
/// <remarks>The virtual members know no generic types on purpose: generic virtual calls would cost the start-up time that the binary resource is there to save.</remarks>
internal abstract class RecordArchive
{
    /// <summary>Text; null and empty mean absent.</summary>
    public abstract string? Text(string name, string? value);

    /// <summary>A whole number.</summary>
    public abstract long? Number(string name, long? value);

    /// <summary>A decimal number.</summary>
    public abstract decimal? Fraction(string name, decimal? value);

    /// <summary>A truth value; false is absent.</summary>
    public abstract bool Flag(string name, bool value);

    /// <summary>One of a closed list: its camelCase name in JSON, its number in the binary resource.</summary>
    protected abstract int Choice(string name, int value, int absent, EnumNames names);

    /// <summary>Begins an object under a name; false when it is absent, and then <see cref="Close"/> must not follow.</summary>
    public abstract bool Open(string name, bool present);

    /// <summary>Ends an object.</summary>
    public abstract void Close();

    /// <summary>Begins a list; gives the number of items.</summary>
    protected abstract int OpenList(string name, int count);

    /// <summary>Begins an item that is an object; ended by <see cref="Close"/>.</summary>
    protected abstract void OpenItem(int index);

    /// <summary>An item that is text.</summary>
    protected abstract string TextItem(int index, string? value);

    /// <summary>Ends a list.</summary>
    protected abstract void CloseList();

    /// <summary>A document, as the file or resource refers to it.</summary>
    protected abstract SourceDocument? Source(string name, SourceDocument? document);

    /// <summary>Whether a value stands under the name of the open object.</summary>
    protected abstract bool Has(string name, bool present);

    /// <summary>Notes that the open object, or a member of it, is wrong. Does nothing where nothing can be wrong.</summary>
    public virtual void Problem(string message, string? member = null)
    {
    }

    /// <summary>Notes that a member that must be there is not.</summary>
    public virtual void Missing(string name)
    {
    }

    /// <summary>A value that only the binary resource stores, because JSON shows it anyhow.</summary>
    protected virtual bool Derived(bool value) => value;

    /// <summary>A part that is read on demand: its place, or -1 when it follows here. A writer calls <paramref name="write"/>.</summary>
    protected virtual long Defer(Action<RecordArchive> write) => -1;

    /// <summary>An archive at a place that <see cref="Defer"/> gave.</summary>
    protected virtual RecordArchive Deferred(long place) => throw new NotSupportedException();

    /// <summary>Whether <see cref="Collect"/> wants to see facts instead of their members.</summary>
    protected virtual bool CollectsFacts => false;

    /// <summary>A fact, its values printed.</summary>
    protected virtual void Collect(FactState state, string value, ImmutableArray<Citation> sources, IEnumerable<(string Value, ImmutableArray<Citation> Sources, string? Ruling)> conflicts, string? note)
    {
    }

    /// <summary>Whether the values come from a document that people edit, and must be looked at closely. Compiled values were.</summary>
    public virtual bool Checks => false;

    /// <summary>Called in front of a record that a test or the formatter may ask for by name.</summary>
    public virtual void Begin(string recordName)
    {
    }

    /// <summary>Text that must be there.</summary>
    public string RequiredText(string name, string? value)
    {
        var text = Text(name, value);
        if (string.IsNullOrEmpty(text))
            Missing(name);
        return text ?? "";
    }

    /// <summary>Text in a certain form; null and empty mean absent.</summary>
    public string? Text(string name, string? value, TextForm form)
    {
        var text = Text(name, value);
        if (Checks && !string.IsNullOrEmpty(text) && !form.Fits(text))
            Problem($"'{text}' is not {form.Expected}.", name);
        return text;
    }

    /// <summary>Text in a certain form that must be there.</summary>
    public string RequiredText(string name, string? value, TextForm form)
    {
        var text = Text(name, value, form);
        if (string.IsNullOrEmpty(text))
            Missing(name);
        return text ?? "";
    }

    /// <summary>A value that prints and parses itself; <c>default</c> is absent.</summary>
    public T Value<T>(string name, T value)
        where T : struct, ISpanParsable<T>
    {
        var text = Text(name, value.ToString());
        if (string.IsNullOrEmpty(text))
            return default;
        if (T.TryParse(text, null, out var parsed))
        {
            // CN and 7B, never cn and 7b: what readers of JSON compare must be spelled in one way.
            if (Checks && parsed.ToString() is { } canonical && canonical != text && canonical.Equals(text, StringComparison.OrdinalIgnoreCase))
                Problem($"'{text}' is written '{canonical}'.", name);
            return parsed;
        }

        try
        {
            return T.Parse(text, null);
        }
        catch (FormatException e)
        {
            Problem(e.Message, name);
            return default;
        }
    }

    /// <summary>A value that must be there.</summary>
    public T RequiredValue<T>(string name, T value)
        where T : struct, ISpanParsable<T>
    {
        if (!Has(name, true))
            Missing(name);
        return Value(name, value);
    }

    /// <summary>One of a closed list; <paramref name="absent"/> is what an absent value means, and is not written.</summary>
    public T Choice<T>(string name, T value, T absent)
        where T : struct, Enum
    {
        var index = Choice(name, Unsafe.BitCast<T, int>(value), Unsafe.BitCast<T, int>(absent), EnumText<T>.Names);
        return Unsafe.BitCast<int, T>(index);
    }

    /// <summary>One of a closed list, of which <paramref name="absent"/> is said by leaving the member out and in no other way.</summary>
    public T ChoiceUnless<T>(string name, T value, T absent)
        where T : struct, Enum
    {
        var chosen = Choice(name, value, absent);
        if (Checks && EqualityComparer<T>.Default.Equals(chosen, absent) && Has(name, false))
            Problem($"\"{name}\" says nothing here; leave it out.", name);
        return chosen;
    }

    /// <summary>One of a closed list that must be there.</summary>
    public T RequiredChoice<T>(string name, T value)
        where T : struct, Enum
    {
        if (!Has(name, true))
            Missing(name);
        return Unsafe.BitCast<int, T>(Choice(name, Unsafe.BitCast<T, int>(value), -1, EnumText<T>.Names));
    }

    /// <summary>A day of the calendar.</summary>
    public DateOnly Day(string name, DateOnly value)
    {
        var date = RequiredValue(name, value == default ? default : new PartialDate(value));
        if (!date.IsEmpty && date.Precision != DatePrecision.Day)
            Problem($"'{date}' must be a day, yyyy-MM-dd.", name);
        return date.Earliest;
    }

    /// <summary>A list of texts.</summary>
    public ImmutableArray<string> Texts(string name, ImmutableArray<string> values)
    {
        values = values.IsDefault ? [] : values;
        var count = OpenList(name, values.Length);
        if (count == 0)
            return [];
        var items = new string[count];
        for (var i = 0; i < count; i++)
            items[i] = TextItem(i, i < values.Length ? values[i] : null);
        CloseList();
        return Immutable(items);
    }

    /// <summary>A list of values that print and parse themselves.</summary>
    public ValueList<T> Values<T>(string name, ValueList<T>? values)
        where T : struct, ISpanParsable<T>, IEquatable<T>
    {
        var given = values is null ? 0 : values.Count;
        var count = OpenList(name, given);
        if (count == 0)
            return ValueList<T>.Empty;
        var items = new T[count];
        for (var i = 0; i < count; i++)
        {
            var text = TextItem(i, i < given ? values![i].ToString() : null);
            if (T.TryParse(text, null, out var item))
                items[i] = item;
            else if (text.Length > 0)
                Problem($"\"{text}\" is not a {typeof(T).Name}.", name);
        }

        CloseList();
        return new ValueList<T>(items);
    }

    /// <summary>A list of texts, not empty.</summary>
    public ImmutableArray<string> RequiredTexts(string name, ImmutableArray<string> values)
    {
        if (!Has(name, true))
            Missing(name);
        return Texts(name, values);
    }

    /// <summary>A whole number that must be there, at least 1.</summary>
    public long RequiredCount(string name, long? value)
    {
        if (!Has(name, true))
            Missing(name);
        var number = Number(name, value) ?? -1;
        if (number == 0)
            Problem($"\"{name}\" must be at least 1.", name);
        return Math.Max(number, 0);
    }

    /// <summary>A list, not empty, of values that print and parse themselves.</summary>
    public ValueList<T> RequiredValues<T>(string name, ValueList<T>? values)
        where T : struct, ISpanParsable<T>, IEquatable<T>
    {
        if (!Has(name, true))
            Missing(name);
        return Values(name, values);
    }

    /// <summary>A list from a closed list of words.</summary>
    public ImmutableArray<T> Choices<T>(string name, ImmutableArray<T> values)
        where T : struct, Enum
    {
        values = values.IsDefault ? [] : values;
        var count = OpenList(name, values.Length);
        if (count == 0)
            return [];
        var items = new T[count];
        for (var i = 0; i < count; i++)
        {
            var text = TextItem(i, i < values.Length ? EnumText<T>.Of(values[i]) : null);
            var index = EnumText<T>.Names.IndexOf(text);
            if (index >= 0)
                items[i] = Unsafe.BitCast<int, T>(index);
            else if (text.Length > 0)
                Problem($"\"{text}\" is none of {EnumText<T>.Names}.", name);
        }

        CloseList();
        return Immutable(items);
    }

    /// <summary>An object that may be absent.</summary>
    public T? Record<T>(string name, T? value, Func<RecordArchive, T?, T> describe)
        where T : class
    {
        if (!Open(name, value is not null))
            return null;
        var record = describe(this, value);
        Close();
        return record;
    }

    /// <summary>A list of objects.</summary>
    public ImmutableArray<T> Records<T>(string name, ImmutableArray<T> values, Func<RecordArchive, T?, T> describe)
        where T : class
    {
        values = values.IsDefault ? [] : values;
        var count = OpenList(name, values.Length);
        if (count == 0)
            return [];
        var items = new T[count];
        for (var i = 0; i < count; i++)
        {
            OpenItem(i);
            items[i] = describe(this, i < values.Length ? values[i] : null);
            Close();
        }

        CloseList();
        return Immutable(items);
    }

    /// <summary>A fact under a name; absent means that nobody has researched it.</summary>
    public Fact<T> Fact<T>(string name, Fact<T>? fact, ValueCodec<T> codec)
    {
        if (!Open(name, fact is not null && fact.IsStored()))
            return FactDefaults<T>.NotResearched;
        var result = FactMembers(fact, codec, inline: false);
        Close();
        return result;
    }

    /// <summary>A list of facts whose values are objects; the members of the value stand beside <c>sources</c>.</summary>
    public ImmutableArray<Fact<T>> Facts<T>(string name, ImmutableArray<Fact<T>> facts, Func<RecordArchive, T?, T> describe)
        where T : class =>
        Records(name, facts, (archive, fact) => archive.FactMembers(
            fact,
            (a, property, value) => property.Length == 0 ? describe(a, value) : a.Record(property, value, describe),
            inline: true));

    /// <summary>The members of a fact inside the open object.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="codec">Stores the value under a name; the empty name means in the open object itself.</param>
    /// <param name="inline">Whether the members of the value stand beside those of the fact.</param>
    public Fact<T> FactMembers<T>(Fact<T>? fact, ValueCodec<T> codec, bool inline)
    {
        if (CollectsFacts && fact is not null)
        {
            Collect(fact.State, fact.IsKnown ? FactText.Of(fact.Value) : "", fact.Sources, fact.Conflicts.Select(c => (FactText.Of(c.Value), c.Sources, c.Ruling)), fact.Note);
            return fact;
        }

        // A list without a known member is no list of facts; only a single value can be unknown.
        var state = inline ? FactState.Known : ChoiceUnless("unknown", fact?.State ?? FactState.Known, FactState.Known);
        var hasValue = inline || Has("value", state == FactState.Known);
        T? value = default;
        if (state == FactState.Known || hasValue)
        {
            if (!hasValue)
                Problem("A fact needs \"value\", or \"unknown\" with the reason.");
            else if (state != FactState.Known)
                Problem("A fact has either \"value\" or \"unknown\", not both.");
            if (hasValue)
                value = codec(this, inline ? "" : "value", fact is null ? default : fact.ValueOrDefault);
        }

        var disputed = Derived(fact?.IsDisputed ?? false);
        var place = Defer(a => a.EvidenceMembers(fact, codec));
        if (place >= 0)
        {
            var note = Text("note", fact?.Note);
            var cold = this;
            if (state == FactState.Known && value is null)
                state = FactState.NotEstablished;
            return ModelProvenance.Facts.Fact<T>.Deferred(state, value, disputed, note, () => cold.Deferred(place).EvidenceMembers(null, codec));
        }

        var evidence = EvidenceMembers(fact, codec);
        var remark = Text("note", fact?.Note);
        if (evidence.Sources.IsEmpty && state is not (FactState.NotApplicable or FactState.NotResearched))
            Problem("A fact needs \"sources\"; only notApplicable and notResearched go without.");
        return state != FactState.Known ? ModelProvenance.Facts.Fact<T>.Unknown(state, evidence, remark)
            : value is null ? ModelProvenance.Facts.Fact<T>.Unknown(FactState.NotEstablished, evidence, remark)
            : ModelProvenance.Facts.Fact<T>.Known(value, evidence, remark);
    }

    private FactEvidence<T> EvidenceMembers<T>(Fact<T>? fact, ValueCodec<T> codec)
    {
        var sources = Citations("sources", fact?.Sources ?? []);
        var conflicts = Records("conflicts", fact?.Conflicts ?? [], (archive, conflict) => archive.Conflict(conflict, codec));
        return sources.IsEmpty && conflicts.IsEmpty ? FactEvidence<T>.None : new FactEvidence<T>(sources, conflicts);
    }

    private ConflictingClaim<T> Conflict<T>(ConflictingClaim<T>? conflict, ValueCodec<T> codec)
    {
        if (!Has("value", true))
            Problem("A conflict needs \"value\".");
        var value = codec(this, "value", conflict is null ? default : conflict.Value);
        var sources = Citations("sources", conflict?.Sources ?? []);
        if (sources.IsEmpty)
            Problem("A conflict needs \"sources\".");
        return new ConflictingClaim<T>(value!, sources, Text("ruling", conflict?.Ruling) is { Length: > 0 } ruling ? ruling : null);
    }

    /// <summary>A list of places in documents.</summary>
    public ImmutableArray<Citation> Citations(string name, ImmutableArray<Citation> citations) => Records(name, citations, static (archive, citation) =>
    {
        var source = archive.Source("source", citation?.Source);
        return new Citation(source ?? UnknownSource, archive.Text("locator", citation?.Locator) ?? "", archive.Text("literal", citation?.Literal, TextForm.Literal) ?? "");
    });

    /// <summary>A list of places in documents, at least one.</summary>
    public ImmutableArray<Citation> RequiredCitations(string name, ImmutableArray<Citation> citations)
    {
        if (!Has(name, true))
            Missing(name);
        return Citations(name, citations);
    }

    private static readonly SourceDocument UnknownSource = new(new Uri("about:blank"), SourceKind.Secondary, default);

    private static ImmutableArray<T> Immutable<T>(T[] items) => ImmutableCollectionsMarshal.AsImmutableArray(items);
}

/// <summary>The camelCase names of a closed list, by number. The numbers run from 0 without gaps. Made when they are first asked for: reading the binary resource needs none.</summary>
internal abstract class EnumNames
{
    private string[]? _names;

    public string[] All => _names ??= Make();

    public string this[int number] => (uint)number < (uint)All.Length ? All[number] : "";

    public int IndexOf(string? name) => Array.IndexOf(All, name);

    public override string ToString() => string.Join(", ", All);

    /// <summary>The first letter in lower case.</summary>
    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    protected abstract string[] Make();
}

internal sealed class EnumText<T> : EnumNames
    where T : struct, Enum
{
    public static EnumText<T> Names { get; } = new();

    public static string Of(T value) => Names[Unsafe.BitCast<T, int>(value)];

    protected override string[] Make()
    {
        var names = Enum.GetNames<T>();
        for (var i = 0; i < names.Length; i++)
            names[i] = Camel(names[i]);
        return names;
    }
}

/// <summary>Prints the value of a fact as JSON would show it.</summary>
internal static class FactText
{
    public static string Of<T>(T? value) => value switch
    {
        null => "",
        string text => text,
        Enum choice => EnumNames.Camel(choice.ToString()),
        System.Collections.IEnumerable list => string.Join(", ", list.Cast<object>()),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

internal static class FactDefaults<T>
{
    public static Fact<T> NotResearched { get; } = Fact<T>.Unknown(FactState.NotResearched, FactEvidence<T>.None);
}

internal static class FactStorage
{
    /// <summary>Whether the fact says more than that nobody has researched it.</summary>
    public static bool IsStored<T>(this Fact<T> fact) => fact.State != FactState.NotResearched || fact.Note is not null || !fact.Sources.IsEmpty;
}
