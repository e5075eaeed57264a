using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Storage;

/// <summary>What sort of value a member holds.</summary>
internal enum MemberType
{
    Text = 0,
    Number,
    Fraction,
    Flag,
    Choice,
    Record,
    List,
}

/// <summary>A member of a record, or an item of a list.</summary>
/// <param name="Name">Its name; empty for an item.</param>
/// <param name="Type">What it holds.</param>
internal sealed record Member(string Name, MemberType Type)
{
    /// <summary>Whether a record without it is refused.</summary>
    public bool IsRequired { get; set; }

    /// <summary>The words of a <see cref="MemberType.Choice"/>; empty for others.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The members of a record in canonical order, or the one item of a list.</summary>
    public List<Member> Members { get; } = [];

    /// <summary>The member of that name, or null.</summary>
    public Member? Find(string name) => Members.Find(member => member.Name == name);
}

/// <summary>Writes down which members a record has, in canonical order, with everything below them: what the schema test compares and the formatter sorts by.</summary>
internal sealed class MemberLister : RecordArchive
{
    private readonly Stack<Member> _open = new();

    private MemberLister(string name) => _open.Push(new Member(name, MemberType.Record));

    /// <summary>An organization, as a file or the exchange form has it.</summary>
    public static Member Organization { get; } = List("organization", static a => RecordDescriptions.Organization(a, null));

    /// <summary>A licence.</summary>
    public static Member License { get; } = List("license", static a => RecordDescriptions.License(a, null));

    /// <summary>A term of a licence, without the members of its kind.</summary>
    public static Member TermOf(LicenseTermKind kind) => List("licenseTerm", a => LicenseTermDescriptions.Members(a, kind, null));

    /// <summary>A family.</summary>
    public static Member Family { get; } = List("family", static a => RecordDescriptions.Family(a, null));

    /// <summary>A series, without the releases that its file holds.</summary>
    public static Member Series { get; } = List("series", static a => RecordDescriptions.Series(a, null));

    /// <summary>A release of the exchange form.</summary>
    public static Member Release { get; } = List("release", static a => RecordDescriptions.Release(a, null, default));

    /// <summary>A release inside its series file, with its models.</summary>
    public static Member NestedRelease { get; } = List("release", static a => Storage.NestedRelease.Describe(a, null, SeriesId.Parse("any")));

    /// <summary>A model of the exchange form.</summary>
    public static Member Model { get; } = List("model", static a => RecordDescriptions.Model(a, null, nested: false));

    /// <summary>A statement.</summary>
    public static Member Statement { get; } = List("statement", static a => RecordDescriptions.Statement(a, null));

    /// <summary>A retired id.</summary>
    public static Member Retired { get; } = List("retiredId", static a => RecordDescriptions.Retired(a, null));

    /// <summary>A document.</summary>
    public static Member Document { get; } = List("source", static a => RecordDescriptions.Source(a, null));

    private static Member List(string name, Action<RecordArchive> describe)
    {
        var lister = new MemberLister(name);
        var record = lister._open.Peek();
        describe(lister);
        return record;
    }

    public override void Missing(string name)
    {
        if (_open.Peek().Find(name) is { } member)
            member.IsRequired = true;
        else
            _required = name;
    }

    // RequiredValue and RequiredChoice ask for a value before they name its type.
    private string? _required;

    private void Add(Member member)
    {
        member.IsRequired = _required == member.Name;
        _required = null;
        _open.Peek().Members.Add(member);
    }

    public override string? Text(string name, string? value)
    {
        Add(new Member(name, MemberType.Text));
        return null;
    }

    public override long? Number(string name, long? value)
    {
        Add(new Member(name, MemberType.Number));
        return null;
    }

    public override decimal? Fraction(string name, decimal? value)
    {
        Add(new Member(name, MemberType.Fraction));
        return null;
    }

    public override bool Flag(string name, bool value)
    {
        Add(new Member(name, MemberType.Flag));
        return false;
    }

    protected override int Choice(string name, int value, int absent, EnumNames names)
    {
        Add(new Member(name, MemberType.Choice) { Words = names.All });
        return Math.Max(absent, 0);
    }

    public override bool Open(string name, bool present)
    {
        Enter(new Member(name, MemberType.Record));
        return true;
    }

    public override void Close() => _open.Pop();

    protected override int OpenList(string name, int count)
    {
        Enter(new Member(name, MemberType.List));
        return 1;
    }

    protected override void OpenItem(int index) => Enter(new Member("", MemberType.Record));

    protected override string TextItem(int index, string? value)
    {
        Add(new Member("", MemberType.Text));
        return "";
    }

    protected override void CloseList() => _open.Pop();

    protected override SourceDocument? Source(string name, SourceDocument? document)
    {
        _required = name;
        Add(new Member(name, MemberType.Text));
        return null;
    }

    // Of a fact both sides are listed: the value, and the word for its absence.
    protected override bool Has(string name, bool present) => name == "value";

    private void Enter(Member member)
    {
        Add(member);
        _open.Push(member);
    }
}
