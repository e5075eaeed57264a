using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

using ModelProvenance.Findings;
using ModelProvenance.Text;

namespace ModelProvenance.Documents;

/// <summary>A JSON document that people edit, read member by member: what is missing, unknown or of another form becomes a finding at its place, and reading goes on.</summary>
internal sealed class EditedDocument
{
    /// <summary>The largest document that is read, 16 MiB: a manifest of 100,000 pinned models has about 12.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>After so many findings reading ends: what follows is more of the same.</summary>
    public const int MaxFindings = 100;

    private readonly ImmutableArray<Finding>.Builder _findings = ImmutableArray.CreateBuilder<Finding>();
    private readonly string _path;
    private readonly RuleDescriptor _rule;
    private JsonTree? _tree;

    private EditedDocument(string path, RuleDescriptor rule)
    {
        _path = path;
        _rule = rule;
    }

    public ImmutableArray<Finding> Findings => _findings.ToImmutable();

    public bool IsFull => _findings.Count >= MaxFindings;

    /// <summary>Opens a document whose root is an object of a version that is read.</summary>
    /// <param name="utf8">The whole file.</param>
    /// <param name="path">The path that findings carry.</param>
    /// <param name="rule">The rule of findings on the form.</param>
    /// <param name="document">Collects the findings.</param>
    /// <param name="root">The root; null when nothing can be read.</param>
    /// <param name="comments">Whether comments and trailing commas are passed over.</param>
    public static bool TryOpen(byte[] utf8, string path, RuleDescriptor rule, out EditedDocument document, [NotNullWhen(true)] out EditedObject? root, bool comments = false)
    {
        document = new EditedDocument(path, rule);
        root = null;
        if (utf8.Length > MaxBytes)
        {
            document._findings.Add(new Finding(rule, $"The file has {utf8.Length} bytes; at most {MaxBytes} are read.", new FindingLocation(path)));
            return false;
        }

        if (!JsonTree.TryParse(utf8, out document._tree, out var problem, comments))
        {
            document._findings.Add(new Finding(rule, problem.Message, new FindingLocation(path) { Line = problem.Line, Column = problem.Column, Pointer = problem.Pointer }));
            return false;
        }

        if (!document._tree.Root.IsObject)
        {
            document.Problem(document._tree.Root, $"Here stands {document._tree.Root.Describe()}; an object is expected.");
            return false;
        }

        root = new EditedObject(document, document._tree.Root);
        root.PassOver("$schema");
        var version = root.Text("schemaVersion", required: true);
        if (version is null)
            return true;
        if (!Version.TryParse(version, out var parsed) || version.Count(c => c == '.') != 1)
            document.Problem(root.Node.Find("schemaVersion")!, $"\"{version}\" is no version; \"1.0\" is expected.");
        else if (parsed.Major != 1)
            document.Problem(root.Node.Find("schemaVersion")!, $"Version {version} is of another major version; this version reads 1.x. Update the package.");
        else
            return true;
        root = null;
        return false;
    }

    public void Problem(JsonTreeNode node, string message, RuleDescriptor? rule = null)
    {
        if (!IsFull)
            _findings.Add(new Finding(rule ?? _rule, message, At(node)));
    }

    public FindingLocation At(JsonTreeNode node)
    {
        var (line, column) = _tree!.Position(node);
        var (endLine, endColumn) = _tree.EndPosition(node);
        return new FindingLocation(_path) { Line = line, Column = column, EndLine = endLine, EndColumn = endColumn, Pointer = node.Pointer };
    }
}

/// <summary>An object of an <see cref="EditedDocument"/>.</summary>
internal sealed class EditedObject(EditedDocument document, JsonTreeNode node)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public JsonTreeNode Node => node;

    public FindingLocation At(string name) => document.At(node.Find(name) ?? node);

    public void PassOver(string name) => _known.Add(name);

    public string? Text(string name, bool required = false)
    {
        if (Member(name, required) is not { } member)
            return null;
        if (member.Text is { Length: > 0 } text && member.Token == System.Text.Json.JsonTokenType.String)
            return text;
        document.Problem(member, $"\"{name}\" is {member.Describe()}; a text is expected.");
        return null;
    }

    /// <summary>A text in the form of a type.</summary>
    public bool Value<T>(string name, bool required, [MaybeNullWhen(false)] out T value, string expected)
        where T : ISpanParsable<T>
    {
        value = default;
        if (Text(name, required) is not { } text)
            return false;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out value))
            return true;
        document.Problem(node.Find(name)!, $"\"{text}\" is not {expected}.");
        return false;
    }

    public DateOnly? Day(string name, bool required = false)
    {
        if (Text(name, required) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        document.Problem(node.Find(name)!, $"\"{text}\" is not a day; yyyy-MM-dd is expected.");
        return null;
    }

    public long? Number(string name, long least, long most, bool required = false)
    {
        if (Member(name, required) is not { } member)
            return null;
        if (member.Token == System.Text.Json.JsonTokenType.Number && long.TryParse(member.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        document.Problem(member, $"\"{name}\" is {member.Describe()}; a whole number from {least} to {most} is expected.");
        return null;
    }

    public bool? Flag(string name)
    {
        if (Member(name, required: false) is not { } member)
            return null;
        if (member.Token is System.Text.Json.JsonTokenType.True or System.Text.Json.JsonTokenType.False)
            return member.Token == System.Text.Json.JsonTokenType.True;
        document.Problem(member, $"\"{name}\" is {member.Describe()}; true or false is expected.");
        return null;
    }

    /// <summary>One of some words.</summary>
    public string? Word(string name, IReadOnlyList<string> words, bool required = false)
    {
        if (Text(name, required) is not { } text)
            return null;
        if (words.Contains(text))
            return text;
        document.Problem(node.Find(name)!, $"\"{text}\" is none of {string.Join(", ", words)}.");
        return null;
    }

    /// <summary>A list of texts; null when it is not there.</summary>
    public IReadOnlyList<(string Text, JsonTreeNode Node)>? Texts(string name, bool required = false)
    {
        if (List(name, required) is not { } items)
            return null;
        var texts = new List<(string, JsonTreeNode)>();
        foreach (var item in items)
        {
            if (item.Text is { Length: > 0 } text && item.Token == System.Text.Json.JsonTokenType.String)
                texts.Add((text, item));
            else
                document.Problem(item, $"An item of \"{name}\" is {item.Describe()}; a text is expected.");
        }

        return texts;
    }

    public EditedObject? Object(string name, bool required = false)
    {
        if (Member(name, required) is not { } member)
            return null;
        if (member.IsObject)
            return new EditedObject(document, member);
        document.Problem(member, $"\"{name}\" is {member.Describe()}; an object is expected.");
        return null;
    }

    public IEnumerable<EditedObject> Objects(string name, bool required = false)
    {
        foreach (var item in List(name, required) ?? [])
        {
            if (document.IsFull)
                yield break;
            if (item.IsObject)
                yield return new EditedObject(document, item);
            else
                document.Problem(item, $"An item of \"{name}\" is {item.Describe()}; an object is expected.");
        }
    }

    /// <summary>Finds members that nobody asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var child in node.Children)
        {
            if (!_known.Contains(child.Name))
                document.Problem(child, $"\"{child.Name}\" is not a member here. Members: {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
        }
    }

    public void Problem(string name, string message, RuleDescriptor? rule = null) => document.Problem(node.Find(name) ?? node, message, rule);

    private IReadOnlyList<JsonTreeNode>? List(string name, bool required)
    {
        if (Member(name, required) is not { } member)
            return null;
        if (member.IsArray)
            return member.Children;
        document.Problem(member, $"\"{name}\" is {member.Describe()}; a list is expected.");
        return null;
    }

    private JsonTreeNode? Member(string name, bool required)
    {
        _known.Add(name);
        var member = node.Find(name);
        if (member is null && required)
            document.Problem(node, $"\"{name}\" is missing.");
        return member;
    }
}
