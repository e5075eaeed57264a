using System.Globalization;
using System.Text.Json;

using ModelProvenance.Facts;
using ModelProvenance.Text;

namespace ModelProvenance.Catalog.Storage;

/// <summary>Reads records from a JSON document. Everything that is wrong is noted with its place; reading goes on.</summary>
internal sealed class JsonRecordReader : RecordArchive
{
    /// <summary>2^53 - 1, the largest whole number that every reader of JSON takes exactly (RFC 8259, section 6).</summary>
    private const long MaxNumber = 9_007_199_254_740_991;

    /// <summary>A number of RFC 8259; 1.0 and 1e0 are whole numbers too.</summary>
    private const NumberStyles JsonNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private readonly JsonTree _tree;
    private readonly Dictionary<string, SourceDocument> _sources;
    private readonly HashSet<JsonTreeNode> _used = [];
    private readonly HashSet<string> _usedSources = new(StringComparer.Ordinal);
    private readonly Stack<JsonTreeNode> _open = new();
    private readonly HashSet<string> _items = new(StringComparer.Ordinal);

    /// <param name="tree">The document.</param>
    /// <param name="sources">The documents that citations may name, by key.</param>
    public JsonRecordReader(JsonTree tree, Dictionary<string, SourceDocument> sources)
    {
        _tree = tree;
        _sources = sources;
        _open.Push(tree.Root);
        _used.Add(tree.Root);
    }

    public List<JsonProblem> Problems { get; } = [];

    /// <summary>Keys of <c>sources</c> that no citation names.</summary>
    public IEnumerable<string> UnusedSources => _sources.Keys.Where(key => !_usedSources.Contains(key));

    /// <summary>Whether records may leave out what they do not change. Set for layers.</summary>
    public bool Partial { get; set; }

    private JsonTreeNode Current => _open.Peek();

    /// <summary>Every member below a node that no description asked for.</summary>
    public IEnumerable<JsonProblem> UnknownMembers(JsonTreeNode node)
    {
        foreach (var child in node.Children)
        {
            if (!_used.Contains(child))
            {
                yield return _tree.ProblemAt(child, $"\"{child.Name}\" is not a member of this record.", child.NameStart);
                continue;
            }

            foreach (var problem in UnknownMembers(child))
                yield return problem;
        }
    }

    /// <summary>Says that a member of the open object is dealt with elsewhere.</summary>
    public void MarkUsed(string name)
    {
        if (Current.Find(name) is { } node)
            MarkAll(node);
    }

    private void MarkAll(JsonTreeNode node)
    {
        _used.Add(node);
        foreach (var child in node.Children)
            MarkAll(child);
    }

    public override bool Checks => true;

    public override void Problem(string message, string? member = null) =>
        Problems.Add(_tree.ProblemAt(member is null ? Current : Current.Find(member) ?? Current, message));

    public override void Missing(string name)
    {
        if (!MayLeaveOut(name))
            Problem($"\"{name}\" is missing.");
    }

    public override string? Text(string name, string? value)
    {
        var node = Take(name);
        if (node is null)
            return null;
        if (node.Token == JsonTokenType.String)
        {
            if (node.Text!.Length == 0)
                Problems.Add(_tree.ProblemAt(node, $"\"{name}\" is empty; leave it out."));
            return node.Text;
        }

        Problems.Add(_tree.ProblemAt(node, $"\"{name}\" must be a string; found {node.Describe()}."));
        return null;
    }

    public override long? Number(string name, long? value)
    {
        var node = Take(name);
        if (node is null)
            return null;
        if (node.Token == JsonTokenType.Number && long.TryParse(node.Text, JsonNumber, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= MaxNumber)
            return number;
        Problems.Add(_tree.ProblemAt(node, $"\"{name}\" must be a whole number from 0 to {MaxNumber}; found {node.Describe()}."));
        return null;
    }

    public override decimal? Fraction(string name, decimal? value)
    {
        var node = Take(name);
        if (node is null)
            return null;
        if (node.Token == JsonTokenType.Number && decimal.TryParse(node.Text, JsonNumber, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1)
            return number;
        Problems.Add(_tree.ProblemAt(node, $"\"{name}\" must be a number from 0 to 1; found {node.Describe()}."));
        return null;
    }

    public override bool Flag(string name, bool value)
    {
        var node = Take(name);
        if (node is null)
            return false;
        if (name == "removed" && !Partial)
            Problems.Add(_tree.ProblemAt(node, "Only a layer can remove a record."));
        if (node.Token is JsonTokenType.True or JsonTokenType.False)
            return node.Token == JsonTokenType.True;
        Problems.Add(_tree.ProblemAt(node, $"\"{name}\" must be true or false; found {node.Describe()}."));
        return false;
    }

    protected override int Choice(string name, int value, int absent, EnumNames names)
    {
        var node = Take(name);
        if (node is null)
            return Math.Max(absent, 0);
        var index = node.Token == JsonTokenType.String ? names.IndexOf(node.Text) : -1;
        if (index >= 0)
            return index;
        Problems.Add(_tree.ProblemAt(node, $"\"{name}\" must be one of {names}; found {node.Describe()}."));
        return Math.Max(absent, 0);
    }

    public override bool Open(string name, bool present)
    {
        var node = Take(name);
        if (node is null)
            return false;
        if (!node.IsObject)
        {
            Problems.Add(_tree.ProblemAt(node, $"\"{name}\" must be an object; found {node.Describe()}."));
            return false;
        }

        _open.Push(node);
        return true;
    }

    public override void Close() => _open.Pop();

    protected override int OpenList(string name, int count)
    {
        var node = Take(name);
        if (node is null)
            return 0;
        if (!node.IsArray)
        {
            Problems.Add(_tree.ProblemAt(node, $"\"{name}\" must be a list; found {node.Describe()}."));
            return 0;
        }

        if (node.Children.Count == 0)
        {
            Problems.Add(_tree.ProblemAt(node, $"\"{name}\" is empty; leave it out."));
            return 0;
        }

        _open.Push(node);
        return node.Children.Count;
    }

    protected override void OpenItem(int index)
    {
        var node = Current.Children[index];
        _used.Add(node);
        if (!node.IsObject)
            Problems.Add(_tree.ProblemAt(node, $"An object is expected here; found {node.Describe()}."));
        _open.Push(node);
    }

    protected override string TextItem(int index, string? value)
    {
        var node = Current.Children[index];
        _used.Add(node);
        if (index == 0)
            _items.Clear();
        if (node.Token == JsonTokenType.String && node.Text!.Length > 0)
        {
            if (!_items.Add(node.Text))
                Problems.Add(_tree.ProblemAt(node, $"\"{node.Text}\" stands twice in this list."));
            return node.Text;
        }

        Problems.Add(_tree.ProblemAt(node, $"A string that is not empty is expected here; found {node.Describe()}."));
        return "";
    }

    protected override void CloseList() => _open.Pop();

    protected override SourceDocument? Source(string name, SourceDocument? document)
    {
        var key = RequiredText(name, null);
        if (_sources.TryGetValue(key, out var found))
        {
            _usedSources.Add(key);
            return found;
        }

        if (key.Length > 0)
            Problem($"No document \"{key}\" stands under \"sources\" of this file.", name);
        return null;
    }

    protected override bool Has(string name, bool present) => Current.Find(name) is not null;

    // In a layer a record may leave out what it does not change, but not its id, and nothing inside a fact. Statements and retired ids are not put together with those below: whole, or removed.
    private bool MayLeaveOut(string name)
    {
        const int RecordDepth = 3; // document, list, record
        if (!Partial || _open.Count != RecordDepth || name == "id")
            return false;
        return _open.ElementAt(1).Name switch
        {
            "retired" => false,
            "statements" => Current.Find("removed") is { Token: JsonTokenType.True },
            _ => true,
        };
    }

    private JsonTreeNode? Take(string name)
    {
        var node = Current.Find(name);
        if (node is not null)
            _used.Add(node);
        return node;
    }
}
