using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Storage;

/// <summary>The members of a kind of object in their order, with the orders of the objects inside. Taken from the descriptions themselves.</summary>
internal sealed class MemberOrder
{
    private static readonly MemberOrder Unknown = new();

    private readonly List<string> _names = [];
    private readonly Dictionary<string, MemberOrder> _inside = new(StringComparer.Ordinal);

    /// <summary>The names, in order; empty when the names are keys.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The order inside every member of an object whose names are keys; null for other objects.</summary>
    private MemberOrder? AnyKey { get; init; }

    /// <summary>Where a member stands; members that are not known stand behind all others.</summary>
    public int Position(string name) => _names.IndexOf(name) is var at and >= 0 ? at : int.MaxValue;

    /// <summary>The order inside a member, or inside the items of its list.</summary>
    public MemberOrder Inside(string name) => AnyKey ?? _inside.GetValueOrDefault(name, Unknown);

    /// <summary>The order of a file of the catalog folder.</summary>
    public static MemberOrder OfFile(string name) => name.Split('/') switch
    {
        ["organizations", _] => Of(a => RecordDescriptions.Organization(a, null)),
        ["licenses", _] => Of(a => RecordDescriptions.License(a, null)),
        ["statements", _] => Of(a => RecordDescriptions.Statement(a, null)),
        ["families", _, "family.json"] => Of(a => RecordDescriptions.Family(a, null)),
        ["families", _, _] => Of(a =>
        {
            RecordDescriptions.Series(a, null);
            a.Records<NestedRelease>("releases", [], static (x, r) => NestedRelease.Describe(x, r, SeriesId.Parse("any")));
        }),
        ["retired-ids.json"] => Of(a => a.Records<RetiredId>("retired", [], RecordDescriptions.Retired)),
        _ => Of(a => a.Text("catalogVersion", null)),
    };

    /// <summary>The order of what a description of a file goes through, with the members that every file has.</summary>
    private static MemberOrder Of(Action<RecordArchive> describe)
    {
        var order = new MemberOrder();
        order._names.AddRange(["$schema", "schemaVersion"]);
        describe(new Lister(order));

        // A file's documents stand behind what identifies it and in front of the long list.
        var source = new MemberOrder();
        RecordDescriptions.Source(new Lister(source), null);
        var releases = order._names.IndexOf("releases");
        order._names.Insert(releases < 0 ? order._names.Count : releases, "sources");
        order._inside["sources"] = new MemberOrder { AnyKey = source };
        return order;
    }

    /// <summary>Goes through a description as a reader that finds everything once, and notes the names.</summary>
    private sealed class Lister : RecordArchive
    {
        private readonly Stack<MemberOrder> _open = new();

        public Lister(MemberOrder order) => _open.Push(order);

        private void Note(string name)
        {
            if (name.Length > 0 && !_open.Peek()._names.Contains(name))
                _open.Peek()._names.Add(name);
        }

        public override string? Text(string name, string? value)
        {
            Note(name);
            return null;
        }

        public override long? Number(string name, long? value)
        {
            Note(name);
            return null;
        }

        public override decimal? Fraction(string name, decimal? value)
        {
            Note(name);
            return null;
        }

        public override bool Flag(string name, bool value)
        {
            Note(name);
            return false;
        }

        protected override int Choice(string name, int value, int absent, EnumNames names)
        {
            Note(name);
            return 0;
        }

        public override bool Open(string name, bool present)
        {
            Enter(name);
            return true;
        }

        public override void Close() => _open.Pop();

        protected override int OpenList(string name, int count)
        {
            Enter(name);
            return 1;
        }

        private void Enter(string name)
        {
            Note(name);
            if (!_open.Peek()._inside.TryGetValue(name, out var inside))
                _open.Peek()._inside[name] = inside = new MemberOrder();
            _open.Push(inside);
        }

        // The items of a list share its order.
        protected override void OpenItem(int index) => _open.Push(_open.Peek());

        protected override string TextItem(int index, string? value) => "";

        protected override void CloseList() => _open.Pop();

        protected override SourceDocument? Source(string name, SourceDocument? document)
        {
            Note(name);
            return null;
        }

        protected override bool Has(string name, bool present)
        {
            Note(name);
            return true;
        }
    }
}
