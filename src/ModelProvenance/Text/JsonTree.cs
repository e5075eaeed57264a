using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ModelProvenance.Text;

/// <summary>A place in a JSON document that is wrong.</summary>
/// <param name="Pointer">RFC 6901 pointer.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units.</param>
/// <param name="Message">What is wrong and what is expected.</param>
internal sealed record JsonProblem(string Pointer, int Line, int Column, string Message);

/// <summary>A JSON document (RFC 8259) as a tree whose nodes know their places. For documents that people edit: names in order, duplicates found.</summary>
internal sealed class JsonTree
{
    /// <summary>The deepest nesting that is read; the catalog's own files need 12.</summary>
    public const int MaxDepth = 64;

    /// <summary>The largest document, 256 MiB: a catalog of 100,000 models in exchange form has about 200 MB.</summary>
    public const int MaxBytes = 256 * 1024 * 1024;

    private readonly byte[] _text;
    private readonly LineMap _lines;
    private int _valuesLeft;

    private JsonTree(byte[] text, int maxValues)
    {
        _text = text;
        _lines = new LineMap(text);
        _valuesLeft = maxValues;
    }

    public JsonTreeNode Root { get; private set; } = null!;

    /// <summary>Reads a document. A byte order mark in front is passed over.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="tree">The tree, when it could be read.</param>
    /// <param name="problem">What is wrong, when it could not.</param>
    /// <param name="comments">Whether comments and trailing commas are passed over, which RFC 8259 does not know.</param>
    public static bool TryParse(byte[] utf8, [NotNullWhen(true)] out JsonTree? tree, [NotNullWhen(false)] out JsonProblem? problem, bool comments = false) =>
        TryParse(utf8, int.MaxValue, out tree, out problem, comments);

    /// <summary>Reads a document of a bounded number of values; each takes about 120 bytes here.</summary>
    public static bool TryParse(byte[] utf8, int maxValues, [NotNullWhen(true)] out JsonTree? tree, [NotNullWhen(false)] out JsonProblem? problem, bool comments = false)
    {
        tree = null;
        problem = null;
        var parsed = new JsonTree(utf8, maxValues);
        if (utf8.Length > MaxBytes)
        {
            problem = new JsonProblem("", 1, 1, $"The document has {utf8.Length} bytes; at most {MaxBytes} are read.");
            return false;
        }

        var start = utf8.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(utf8.AsSpan(start), new JsonReaderOptions { MaxDepth = MaxDepth, CommentHandling = comments ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow, AllowTrailingCommas = comments });
        try
        {
            reader.Read();
            parsed.Root = parsed.ReadNode(ref reader, start, null, "", -1);
            // Trailing content is an error of the reader.
            reader.Read();
        }
        catch (JsonException e)
        {
            problem = parsed.Problem((int)reader.BytesConsumed + start, e);
            return false;
        }
        catch (TooManyValuesException)
        {
            var (line, column) = parsed._lines.Position((int)reader.TokenStartIndex + start);
            problem = new JsonProblem("", line, column, $"The document holds more than {maxValues} values.");
            return false;
        }
        catch (DuplicateNameException e)
        {
            problem = parsed.ProblemAt(e.Node, e.Message, e.NameOffset);
            return false;
        }
        catch (InvalidOperationException e)
        {
            // GetString refuses text that is not UTF-8 or holds an unpaired surrogate.
            var (line, column) = parsed._lines.Position((int)reader.TokenStartIndex + start);
            problem = new JsonProblem("", line, column, e.Message);
            return false;
        }

        tree = parsed;
        return true;
    }

    /// <summary>The place of a node.</summary>
    public (int Line, int Column) Position(JsonTreeNode node) => _lines.Position(node.Start);

    /// <summary>The place behind a node.</summary>
    public (int Line, int Column) EndPosition(JsonTreeNode node) => _lines.Position(node.End);

    public JsonProblem ProblemAt(JsonTreeNode node, string message, int offset = -1)
    {
        var (line, column) = _lines.Position(offset >= 0 ? offset : node.Start);
        return new JsonProblem(node.Pointer, line, column, message);
    }

    private JsonProblem Problem(int consumed, JsonException e)
    {
        // LineNumber counts LF from 0, BytePositionInLine counts bytes; ours are as editors show them.
        var offset = consumed;
        if (e.LineNumber is { } lineNumber && e.BytePositionInLine is { } bytes)
        {
            offset = _text.AsSpan().StartsWith("\uFEFF"u8) && lineNumber == 0 ? 3 : 0;
            for (var line = 0L; line < lineNumber; line++)
                offset += _text.AsSpan(offset).IndexOf((byte)'\n') + 1;
            offset += (int)bytes;
        }

        var (l, c) = _lines.Position(offset);
        var message = e.Message;
        var detail = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return new JsonProblem("", l, c, "Not JSON: " + (detail > 0 ? message[..detail] : message));
    }

    private JsonTreeNode ReadNode(ref Utf8JsonReader reader, int shift, JsonTreeNode? parent, string? name, int index)
    {
        if (--_valuesLeft < 0)
            throw new TooManyValuesException();
        var start = (int)reader.TokenStartIndex + shift;
        var node = new JsonTreeNode(reader.TokenType, start, parent, name, index);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var seen = new HashSet<string>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var nameStart = (int)reader.TokenStartIndex + shift;
                    var property = reader.GetString()!;
                    reader.Read();
                    var child = ReadNode(ref reader, shift, node, property, -1);
                    child.NameStart = nameStart;
                    if (!seen.Add(property))
                        throw new DuplicateNameException(child, nameStart, $"The name \"{property}\" stands twice in this object.");
                    node.Add(child);
                }

                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    node.Add(ReadNode(ref reader, shift, node, null, node.Children.Count));
                break;
            case JsonTokenType.String:
                node.Text = reader.GetString();
                break;
            case JsonTokenType.Number:
                node.Text = Encoding.UTF8.GetString(reader.ValueSpan);
                break;
        }

        node.End = (int)reader.BytesConsumed + shift;
        return node;
    }

    private sealed class TooManyValuesException : Exception;

    private sealed class DuplicateNameException(JsonTreeNode node, int nameOffset, string message) : Exception(message)
    {
        public JsonTreeNode Node { get; } = node;

        public int NameOffset { get; } = nameOffset;
    }
}

/// <summary>One value of a <see cref="JsonTree"/>.</summary>
internal sealed class JsonTreeNode
{
    // Objects of people have fewer members; a document that is made to be slow has many.
    private const int ManyMembers = 32;

    private readonly JsonTreeNode? _parent;
    private readonly int _index;
    private List<JsonTreeNode>? _children;
    private Dictionary<string, JsonTreeNode>? _byName;

    public JsonTreeNode(JsonTokenType token, int start, JsonTreeNode? parent, string? name, int index)
    {
        Token = token;
        Start = start;
        Name = name ?? "";
        _parent = parent;
        _index = index;
    }

    /// <summary>StartObject, StartArray, String, Number, True, False or Null.</summary>
    public JsonTokenType Token { get; }

    /// <summary>Offset of the first byte.</summary>
    public int Start { get; }

    /// <summary>Offset behind the last byte.</summary>
    public int End { get; set; }

    /// <summary>Offset of the name of a property; 0 for others.</summary>
    public int NameStart { get; set; }

    /// <summary>The name of a property; empty for others.</summary>
    public string Name { get; }

    /// <summary>The characters of a string, or the digits of a number.</summary>
    public string? Text { get; set; }

    /// <summary>Properties or items, in order.</summary>
    public IReadOnlyList<JsonTreeNode> Children => _children ?? (IReadOnlyList<JsonTreeNode>)[];

    public bool IsObject => Token == JsonTokenType.StartObject;

    public bool IsArray => Token == JsonTokenType.StartArray;

    /// <summary>RFC 6901 pointer to this value.</summary>
    public string Pointer => _parent is null ? "" : _parent.Pointer + "/" + (_index >= 0
        ? _index.ToString(CultureInfo.InvariantCulture)
        : Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));

    /// <summary>The property of that name, or null.</summary>
    public JsonTreeNode? Find(string name)
    {
        if (_children is null || !IsObject)
            return null;
        if (_children.Count > ManyMembers)
        {
            if (_byName is null)
            {
                var names = new Dictionary<string, JsonTreeNode>(_children.Count, StringComparer.Ordinal);
                foreach (var child in _children)
                    names[child.Name] = child;
                _byName = names;
            }

            return _byName.GetValueOrDefault(name);
        }

        foreach (var child in _children)
        {
            if (child.Name == name)
                return child;
        }

        return null;
    }

    /// <summary>What the value is, for messages.</summary>
    public string Describe() => Token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => Text!.Length <= 60 ? $"\"{Text}\"" : $"\"{Text.AsSpan(0, 57)}...\"",
        JsonTokenType.Number => $"the number {(Text!.Length <= 40 ? Text : Text[..37] + "...")}",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "null",
    };

    internal void Add(JsonTreeNode child) => (_children ??= []).Add(child);
}
