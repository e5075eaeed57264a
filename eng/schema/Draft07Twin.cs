using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelProvenance.SchemaTwins;

/// <summary>
/// Derives a draft-07 schema in one file from a 2020-12 schema of ours, for tools that know no newer draft, fetch nothing, and pass over keywords that they do not know.
/// </summary>
/// <remarks>
/// What changes, and why:
/// <list type="bullet">
/// <item><c>$defs</c> becomes <c>definitions</c>; what another file defines is copied in.</item>
/// <item><c>unevaluatedProperties: false</c> becomes <c>additionalProperties: false</c> over the members of all parts of <c>allOf</c>, put together.</item>
/// <item><c>if</c>, <c>then</c>, <c>else</c> stay, and stand again as <c>anyOf</c> with <c>not</c>: NJsonSchema 10 passes over the former.</item>
/// <item><c>const</c> stays, and stands again as <c>enum</c>, for the same reason.</item>
/// <item><c>$ref</c> beside other keywords moves into <c>allOf</c>: draft-07 ignores what stands beside it.</item>
/// <item><c>contains</c> with a count goes: draft-07 has no word for it.</item>
/// </list>
/// </remarks>
internal sealed class Draft07Twin
{
    private const string Base = "https://modelprovenance.github.io/schema/v1/";

    private static readonly string[] OfSchemas = ["allOf", "anyOf", "oneOf"];
    private static readonly string[] OfNamedSchemas = ["properties", "patternProperties"];
    private static readonly string[] OfOneSchema = ["items", "additionalProperties", "not", "if", "then", "else"];
    private static readonly string[] Words = ["title", "description", "examples"];

    private readonly Dictionary<string, JsonObject> _files;
    // Where a definition comes from, by the name that it has in the twin.
    private readonly Dictionary<string, (string File, string Pointer)> _names = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, JsonNode?> _definitions = new(StringComparer.Ordinal);

    private Draft07Twin(Dictionary<string, JsonObject> files) => _files = files;

    /// <summary>The twins of all schemas that describe a document that people write (catalog, manifest, policy ...), not of those of outputs: path relative to the folder, and text.</summary>
    /// <param name="folder">The folder <c>schema/v1</c>.</param>
    public static IEnumerable<(string Path, string Text)> Of(string folder)
    {
        var paths = Directory.EnumerateFiles(System.IO.Path.Combine(folder, "catalog"), "*.schema.json")
            .Select(path => "catalog/" + System.IO.Path.GetFileName(path))
            .Concat(Directory.EnumerateFiles(folder, "*.schema.json").Select(path => System.IO.Path.GetFileName(path)))
            .Order(StringComparer.Ordinal)
            .ToList();
        var files = paths.ToDictionary(path => Base + path, path => JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(folder, path)))!.AsObject(), StringComparer.Ordinal);
        return paths.Where(path => !path.EndsWith("/common.schema.json", StringComparison.Ordinal))
            .Select(path => ("draft-07/" + path, new Draft07Twin(files).Text(path)));
    }

    private string Text(string path)
    {
        var file = Base + path;
        var twin = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["$id"] = Base + "draft-07/" + path,
            ["$comment"] = $"Derived from {file} by eng/schema; change that one.",
        };
        foreach (var (name, value) in Convert(_files[file], file).ToList())
        {
            if (name is not ("$schema" or "$id"))
                twin[name] = value?.DeepClone();
        }

        if (_definitions.Count > 0)
            twin["definitions"] = new JsonObject(_definitions.Select(d => KeyValuePair.Create(d.Key, d.Value)));

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            twin.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private JsonObject Convert(JsonObject schema, string file)
    {
        if (schema["unevaluatedProperties"] is not null)
            return Flat(schema, file);

        var twin = new JsonObject();
        var parts = new JsonArray();
        foreach (var (name, value) in schema)
        {
            switch (name)
            {
                case "$defs" or "contains" or "minContains" or "maxContains":
                    break;
                case "$ref":
                    var reference = new JsonObject { ["$ref"] = "#/definitions/" + Define(value!.GetValue<string>(), file) };
                    if (schema.Count == 1)
                        return reference;
                    parts.Add(reference);
                    break;
                case "allOf":
                    foreach (var part in value!.AsArray().Select(part => Convert(part!.AsObject(), file)).Where(part => part.Count > 0))
                        parts.Add(part);
                    break;
                case "const":
                    twin["const"] = value?.DeepClone();
                    twin["enum"] = new JsonArray(value?.DeepClone());
                    break;
                default:
                    twin[name] = Member(name, value, file);
                    break;
            }
        }

        if (twin["if"] is { } condition)
        {
            if (twin["then"] is { } then)
                parts.Add(new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["not"] = condition.DeepClone() }, then.DeepClone()) });
            if (twin["else"] is { } otherwise)
                parts.Add(new JsonObject { ["anyOf"] = new JsonArray(condition.DeepClone(), otherwise.DeepClone()) });
        }

        if (parts.Count > 0)
            twin["allOf"] = parts;
        return twin;
    }

    private JsonNode? Member(string name, JsonNode? value, string file)
    {
        if (Array.IndexOf(OfSchemas, name) >= 0)
            return new JsonArray([.. value!.AsArray().Select(part => Convert(part!.AsObject(), file))]);
        if (Array.IndexOf(OfNamedSchemas, name) >= 0)
            return new JsonObject(value!.AsObject().Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Convert(p.Value!.AsObject(), file))));
        return Array.IndexOf(OfOneSchema, name) >= 0 && value is JsonObject one ? Convert(one, file) : value?.DeepClone();
    }

    // One object with the members of all its parts, closed by additionalProperties.
    private JsonObject Flat(JsonObject schema, string file)
    {
        var properties = new JsonObject();
        var required = new List<string>();
        var conditions = new JsonArray();
        Collect(schema, file, properties, required, conditions);

        var twin = new JsonObject();
        foreach (var word in Words)
        {
            if (schema[word] is { } value)
                twin[word] = value.DeepClone();
        }

        if (schema["$id"] is not null)
        {
            twin["$schema"] = schema["$schema"]?.DeepClone();
            twin["$id"] = schema["$id"]?.DeepClone();
        }

        twin["type"] = "object";
        twin["properties"] = properties;
        if (required.Count > 0)
            twin["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]);
        if (conditions.Count > 0)
            twin["allOf"] = conditions;
        twin["additionalProperties"] = false;
        return twin;
    }

    private void Collect(JsonObject schema, string file, JsonObject properties, List<string> required, JsonArray conditions)
    {
        if (schema["$ref"] is { } reference)
        {
            var (targetFile, pointer) = Target(reference.GetValue<string>(), file);
            Collect(Find(targetFile, pointer), targetFile, properties, required, conditions);
        }

        foreach (var part in schema["allOf"]?.AsArray() ?? [])
            Collect(part!.AsObject(), file, properties, required, conditions);
        foreach (var (name, value) in schema["properties"]?.AsObject() ?? [])
            properties[name] = Both(properties[name], Convert(value!.AsObject(), file));
        foreach (var name in schema["required"]?.AsArray() ?? [])
        {
            if (!required.Contains(name!.GetValue<string>()))
                required.Add(name.GetValue<string>());
        }

        // What is neither members nor words is a condition on the whole.
        var rest = new JsonObject(schema
            .Where(m => m.Key is "oneOf" or "anyOf" or "not" or "if" or "then" or "else")
            .Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        if (rest.Count > 0)
            conditions.Add(Convert(rest, file));
    }

    private static JsonObject Both(JsonNode? first, JsonObject second)
    {
        if (first is not JsonObject { Count: > 0 } one)
            return second;
        // A part without a type or reference of its own only says in words what the other one states.
        if (second.Count == 0)
            return one.DeepClone().AsObject();
        return one.All(m => Array.IndexOf(Words, m.Key) >= 0) ? second : new JsonObject { ["allOf"] = new JsonArray(one.DeepClone(), second) };
    }

    private string Define(string reference, string file)
    {
        var (targetFile, pointer) = Target(reference, file);
        var name = pointer[(pointer.LastIndexOf('/') + 1)..];
        if (_names.TryGetValue(name, out var taken) && taken != (targetFile, pointer))
            name = System.IO.Path.GetFileName(targetFile).Replace(".schema.json", "-" + name, StringComparison.Ordinal);
        if (_names.TryAdd(name, (targetFile, pointer)))
            _definitions[name] = Convert(Find(targetFile, pointer), targetFile);
        return name;
    }

    private static (string File, string Pointer) Target(string reference, string file)
    {
        var target = new Uri(new Uri(file), reference);
        return (target.GetLeftPart(UriPartial.Query), target.Fragment.TrimStart('#'));
    }

    private JsonObject Find(string file, string pointer)
    {
        JsonNode node = _files[file];
        foreach (var part in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
            node = node[part] ?? throw new InvalidOperationException($"{file} has no {pointer}.");
        return node.AsObject();
    }
}
