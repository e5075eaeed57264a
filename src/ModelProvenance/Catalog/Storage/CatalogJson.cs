using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

using ModelProvenance.Facts;
using ModelProvenance.Text;

namespace ModelProvenance.Catalog.Storage;

/// <summary>The JSON forms of the catalog: the folder that people edit, and the one file that programs exchange.</summary>
internal static class CatalogJson
{
    /// <summary>Members that every file has beside those of its record.</summary>
    private static readonly string[] Envelope = ["$schema", "schemaVersion", "sources"];

    /// <summary>Reads the folder form. Strict: a member that no record has is a problem.</summary>
    /// <param name="folder">The folder that holds <c>organizations</c>, <c>licenses</c> and so on.</param>
    /// <param name="problems">What is wrong; the contents are usable only when this stays empty.</param>
    /// <param name="cancellationToken">Asked at each file.</param>
    public static CatalogContents ReadFolder(string folder, List<CatalogProblem> problems, CancellationToken cancellationToken = default)
    {
        var contents = new CatalogContents();
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");

        var files = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .OrderBy(file => file.Name, StringComparer.Ordinal);
        foreach (var (path, name) in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadFile(File.ReadAllBytes(path), name, contents, problems);
        }

        contents.Sort();
        return contents;
    }

    /// <summary>Reads one file of the folder form.</summary>
    public static void ReadFile(byte[] bytes, string name, CatalogContents contents, List<CatalogProblem> problems)
    {
        var parts = name.Split('/');
        var stem = parts[^1][..^".json".Length];
        if (Open(bytes, name, problems, name[..^".json".Length], strict: true) is not { } file)
            return;

        var reader = file.Reader;
        switch (parts)
        {
            case ["version.json"]:
                contents.CatalogVersion = reader.RequiredText("catalogVersion", null);
                break;
            case ["retired-ids.json"]:
                if (file.Tree.Root.Find("retired") is null)
                    reader.Missing("retired");
                if (file.Tree.Root.Find("retired") is { IsArray: true, Children.Count: 0 })
                    reader.MarkUsed("retired");
                else
                    contents.Retired.AddRange(reader.Records<RetiredId>("retired", [], RecordDescriptions.Retired));
                break;
            case ["organizations", _]:
                contents.Organizations.Add(Named(reader, RecordDescriptions.Organization(reader, null), o => o.Id.Value, stem));
                break;
            case ["licenses", _]:
                contents.Licenses.Add(Named(reader, RecordDescriptions.License(reader, null), l => l.Id.Value, stem));
                break;
            case ["statements", _]:
                contents.Statements.Add(Named(reader, RecordDescriptions.Statement(reader, null), s => s.Id.Value, stem));
                break;
            case ["families", var folder, "family.json"]:
                contents.Families.Add(Named(reader, RecordDescriptions.Family(reader, null), f => f.Id.Value, folder));
                break;
            case ["families", var folder, _]:
                ReadSeries(reader, folder, stem, contents);
                break;
            default:
                problems.Add(new CatalogProblem(name, "", 0, 0, "No kind of record lives at this place; see docs/catalog/format.md."));
                return;
        }

        Finish(file, name, problems, reportUnusedSources: true);
    }

    private static void ReadSeries(JsonRecordReader reader, string folder, string stem, CatalogContents contents)
    {
        var series = Named(reader, RecordDescriptions.Series(reader, null), s => s.Id.Value, stem);
        if (series.Family.Value != folder)
            reader.Problem($"\"family\" is '{series.Family}', but the file stands in the folder '{folder}'.", "family");
        contents.Series.Add(series);
        foreach (var release in reader.Records<NestedRelease>("releases", [], (a, r) => NestedRelease.Describe(a, r, series.Id)))
        {
            contents.Releases.Add(release.Release);
            foreach (var model in release.Models)
                contents.Models.Add(CatalogContents.Inherit(model, release.Release, series));
        }
    }

    /// <summary>Reads the exchange form. Members of a newer minor version are passed over, a newer major version is refused.</summary>
    /// <exception cref="CatalogFormatException">The document is not such a catalog; names the place and the reason.</exception>
    public static CatalogContents ReadExchange(byte[] bytes, string name)
    {
        var problems = new List<CatalogProblem>();
        var contents = new CatalogContents();
        if (Open(bytes, name, problems, "", strict: false) is { } file)
        {
            var reader = file.Reader;
            contents.IsLayer = reader.Partial = reader.Flag("layer", false);
            contents.CatalogVersion = reader.RequiredText("catalogVersion", null);
            contents.Organizations.AddRange(reader.Records<Organization>("organizations", [], RecordDescriptions.Organization));
            contents.Licenses.AddRange(reader.Records<ModelLicense>("licenses", [], RecordDescriptions.License));
            contents.Families.AddRange(reader.Records<ModelFamily>("families", [], RecordDescriptions.Family));
            contents.Series.AddRange(reader.Records<ModelSeries>("series", [], RecordDescriptions.Series));
            contents.Releases.AddRange(reader.Records<ModelRelease>("releases", [], static (a, r) => RecordDescriptions.Release(a, r, default)));
            contents.Models.AddRange(reader.Records<ModelInfo>("models", [], static (a, m) => RecordDescriptions.Model(a, m, nested: false)));
            contents.Statements.AddRange(reader.Records<Statement>("statements", [], RecordDescriptions.Statement));
            contents.Retired.AddRange(reader.Records<RetiredId>("retired", [], RecordDescriptions.Retired));
            Finish(file, name, problems, reportUnusedSources: false);
        }

        CatalogReferences.Check(contents, name, problems, complete: !contents.IsLayer);
        if (problems.Count > 0)
            throw new CatalogFormatException([.. problems]);
        contents.Sort();
        return contents;
    }

    /// <summary>Writes the exchange form: records sorted by id, every model with what it takes over from its release.</summary>
    public static void WriteExchange(CatalogContents contents, Stream stream, bool indented = true)
    {
        using var json = new Utf8JsonWriter(stream, WriterOptions(indented));
        var writer = new JsonRecordWriter(json);
        json.WriteStartObject();
        json.WriteString("$schema", CatalogSchemas.ExchangeUri);
        json.WriteString("schemaVersion", CatalogContents.SchemaVersion);
        json.WriteString("catalogVersion", contents.CatalogVersion);
        writer.Records("organizations", [.. contents.Organizations], RecordDescriptions.Organization!);
        writer.Records("licenses", [.. contents.Licenses], RecordDescriptions.License!);
        writer.Records("families", [.. contents.Families], RecordDescriptions.Family!);
        writer.Records("series", [.. contents.Series], RecordDescriptions.Series!);
        writer.Records("releases", [.. contents.Releases], static (a, r) => RecordDescriptions.Release(a, r, default));
        writer.Records("models", [.. contents.Models], static (a, m) => RecordDescriptions.Model(a, m, nested: false));
        writer.Records("statements", [.. contents.Statements], RecordDescriptions.Statement!);
        writer.Records("retired", [.. contents.Retired], RecordDescriptions.Retired!);
        json.WriteStartObject("sources");
        foreach (var source in writer.Sources)
        {
            json.WriteStartObject(source.Key);
            RecordDescriptions.Source(writer, source);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    /// <summary>How every document of this library is written: UTF-8 without needless escapes, LF.</summary>
    public static JsonWriterOptions WriterOptions(bool indented) => new()
    {
        Indented = indented,
        // "Unsafe" refers to HTML; the documents are never put into a page unescaped, and Chinese names must stay readable.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The key of an entity over all kinds.</summary>
    public static string Key(EntityKind kind, string id) => $"{EnumText<EntityKind>.Of(kind)}/{id}";

    private static T Named<T>(JsonRecordReader reader, T record, Func<T, string> id, string stem)
    {
        if (id(record) is { Length: > 0 } text && text != stem)
            reader.Problem($"\"id\" is '{text}', but the path says '{stem}'.", "id");
        return record;
    }

    private sealed record OpenFile(JsonTree Tree, JsonRecordReader Reader, bool Strict);

    private static OpenFile? Open(byte[] bytes, string name, List<CatalogProblem> problems, string keyPrefix, bool strict)
    {
        if (!JsonTree.TryParse(bytes, out var tree, out var problem))
        {
            problems.Add(At(name, problem));
            return null;
        }

        if (!tree.Root.IsObject)
        {
            problems.Add(At(name, tree.ProblemAt(tree.Root, $"The document must be an object; found {tree.Root.Describe()}.")));
            return null;
        }

        var version = tree.Root.Find("schemaVersion");
        if (!TryVersion(version?.Text, out var major, out var minor) || version!.Token != JsonTokenType.String)
        {
            problems.Add(At(name, tree.ProblemAt(version ?? tree.Root, "\"schemaVersion\" is missing or not \"major.minor\".")));
            return null;
        }

        TryVersion(CatalogContents.SchemaVersion, out var ourMajor, out var ourMinor);
        if (major != ourMajor || (strict && minor > ourMinor))
        {
            problems.Add(At(name, tree.ProblemAt(version, $"Schema version {version.Text} cannot be read; this library reads {CatalogContents.SchemaVersion}" +
                (major > ourMajor ? ". Use a newer version of ModelProvenance." : "."))));
            return null;
        }

        var sources = new Dictionary<string, SourceDocument>(StringComparer.Ordinal);
        if (tree.Root.Find("sources") is { } sourcesNode)
            ReadSources(tree, sourcesNode, name, keyPrefix, sources, problems, strict || minor <= ourMinor);

        var reader = new JsonRecordReader(tree, sources);
        foreach (var member in Envelope)
            reader.MarkUsed(member);
        return new OpenFile(tree, reader, strict || minor <= ourMinor);
    }

    private static void ReadSources(JsonTree tree, JsonTreeNode node, string name, string keyPrefix, Dictionary<string, SourceDocument> sources, List<CatalogProblem> problems, bool strict)
    {
        if (!node.IsObject)
        {
            problems.Add(At(name, tree.ProblemAt(node, "\"sources\" must be an object of documents by key.")));
            return;
        }

        if (keyPrefix.Length > 0 && node.Children.Count == 0)
            problems.Add(At(name, tree.ProblemAt(node, "\"sources\" is empty; leave it out.")));

        var reader = new JsonRecordReader(tree, []);
        reader.Open("sources", true);
        foreach (var child in node.Children)
        {
            if (keyPrefix.Length > 0 ? !TextForm.SourceKey.Fits(child.Name) : child.Name.Length == 0)
                problems.Add(At(name, tree.ProblemAt(child, $"\"{child.Name}\" is not {TextForm.SourceKey.Expected}.", child.NameStart)));
            if (!reader.Open(child.Name, true))
                continue;
            var document = RecordDescriptions.Source(reader, null);
            reader.Close();
            sources[child.Name] = document with { Key = keyPrefix.Length == 0 ? child.Name : $"{keyPrefix}#{child.Name}" };
        }

        foreach (var problem in reader.Problems)
            problems.Add(At(name, problem));
        if (strict)
            problems.AddRange(reader.UnknownMembers(node).Select(problem => At(name, problem)));
    }

    private static void Finish(OpenFile file, string name, List<CatalogProblem> problems, bool reportUnusedSources)
    {
        problems.AddRange(file.Reader.Problems.Select(problem => At(name, problem)));
        if (file.Strict)
            problems.AddRange(file.Reader.UnknownMembers(file.Tree.Root).Select(problem => At(name, problem)));
        if (reportUnusedSources && file.Tree.Root.Find("sources") is { IsObject: true } sources)
        {
            foreach (var key in file.Reader.UnusedSources)
                problems.Add(At(name, file.Tree.ProblemAt(sources.Find(key) ?? sources, $"No fact cites the document \"{key}\".")));
        }
    }

    internal static CatalogProblem At(string path, JsonProblem problem) => new(path, problem.Pointer, problem.Line, problem.Column, problem.Message);

    private static bool TryVersion(string? text, out int major, out int minor)
    {
        major = minor = 0;
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0 && !HasLeadingZero(text.AsSpan(0, dot)) && !HasLeadingZero(text.AsSpan(dot + 1)) && int.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out major)
            && int.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out minor);
    }

    private static bool HasLeadingZero(ReadOnlySpan<char> digits) => digits.Length > 1 && digits[0] == '0';
}

/// <summary>A release as it stands in a series file, with its models inside.</summary>
internal sealed record NestedRelease(ModelRelease Release, ImmutableArray<ModelInfo> Models)
{
    public static NestedRelease Describe(RecordArchive a, NestedRelease? r, SeriesId series) => new(
        RecordDescriptions.Release(a, r?.Release, series),
        a.Records("models", r?.Models ?? [], static (x, m) => RecordDescriptions.Model(x, m, nested: true)));
}
