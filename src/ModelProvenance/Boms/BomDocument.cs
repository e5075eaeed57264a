using System.Collections.Immutable;

using ModelProvenance.Boms.Reading;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Text;

namespace ModelProvenance.Boms;

/// <summary>What a component or element is.</summary>
public enum BomElementKind
{
    /// <summary>Something else: software, hardware, people.</summary>
    Other = 0,

    /// <summary>A model.</summary>
    Model,

    /// <summary>Data.</summary>
    Dataset,

    /// <summary>A file.</summary>
    File,
}

/// <summary>A component (CycloneDX) or element (SPDX) of a bill of materials.</summary>
/// <param name="Reference">Its <c>bom-ref</c> or <c>spdxId</c>; empty when it has none.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Pointer">Where it stands: RFC 6901.</param>
public sealed record BomElement(string Reference, BomElementKind Kind, string Pointer)
{
    /// <summary>Its name; empty when it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The group (CycloneDX); empty when it has none.</summary>
    public string Group { get; init; } = "";

    /// <summary>The version; empty when it has none.</summary>
    public string Version { get; init; } = "";

    /// <summary>The package URL as written; empty when it has none.</summary>
    public string PackageUrlText { get; init; } = "";

    /// <summary>The package URL; <c>default</c> when there is none or the text is none.</summary>
    public PackageUrl PackageUrl => PackageUrl.TryParse(PackageUrlText, null, out var purl) ? purl : default;

    /// <summary>The name under which it can be looked up: the repository of its package URL, else <c>group/name</c>, else its name. Several tools write <c>owner/name</c> as the name.</summary>
    internal string LookupName => PackageUrl.HuggingFaceRepository is { IsEmpty: false } repository ? repository.Value : Group.Length > 0 ? $"{Group}/{Name}" : Name;

    /// <summary>Whether the document is about it: the component of the metadata, a root element.</summary>
    public bool IsSubject { get; init; }

    /// <summary>Whether it stands there only as what another one was made from, or as another build of it.</summary>
    public bool IsRelative { get; init; }

    /// <summary>What the document says about it, with places in the document. Properties are spelled as the catalog has them.</summary>
    public ImmutableArray<ProvenanceClaim> Claims { get; init; } = [];

    internal JsonTreeNode Node { get; init; } = null!;

    /// <summary>The claims about a property.</summary>
    public IEnumerable<ProvenanceClaim> ClaimsOf(string property) => Claims.Where(c => c.Property == property);
}

/// <summary>A bill of materials: CycloneDX JSON or SPDX 3 JSON-LD, from any tool.</summary>
public sealed class BomDocument
{
    internal BomDocument(string path, JsonTree tree)
    {
        Path = path;
        Tree = tree;
    }

    /// <summary>The path or name that was given.</summary>
    public string Path { get; }

    /// <summary>Whether it is SPDX; otherwise CycloneDX.</summary>
    public bool IsSpdx { get; internal init; }

    /// <summary>The version of the format, as the document states it.</summary>
    public string SpecVersion { get; internal init; } = "";

    /// <summary>The profiles that an SPDX document claims to conform to.</summary>
    public ImmutableArray<string> Profiles { get; internal init; } = [];

    /// <summary>Components or elements in the order of the document, at most <see cref="BomLimits.MaxElements"/>.</summary>
    public ImmutableArray<BomElement> Elements { get; internal init; } = [];

    /// <summary>The models among <see cref="Elements"/>.</summary>
    public IEnumerable<BomElement> Models => Elements.Where(e => e.Kind == BomElementKind.Model);

    /// <summary>Everything that has an id: what it is, and where; several places when an id stands twice.</summary>
    internal ILookup<string, JsonTreeNode> Ids { get; init; } = null!;

    /// <summary>Every reference to an id.</summary>
    internal ImmutableArray<JsonTreeNode> References { get; init; } = [];

    internal JsonTree Tree { get; }

    internal JsonTreeNode Root => Tree.Root;

    /// <summary>The value at a JSON pointer; null when there is none.</summary>
    internal JsonTreeNode? At(string pointer) => BomReader.At(Root, pointer);

    /// <summary>Whether a text begins as a bill of materials does: a JSON object that names the format within the first 4,096 bytes. Says nothing of what follows.</summary>
    /// <param name="utf8">The text, or its beginning.</param>
    public static bool IsLikely(ReadOnlySpan<byte> utf8)
    {
        var start = utf8.IndexOfAnyExcept(" \t\r\n\uFEFF"u8);
        if (start < 0 || utf8[start] != '{')
            return false;
        utf8 = utf8[..Math.Min(utf8.Length, 4096)];
        return utf8.IndexOf("\"bomFormat\""u8) >= 0 || utf8.IndexOf("cyclonedx.org/schema/bom-"u8) >= 0 || utf8.IndexOf("spdx.org/rdf/3."u8) >= 0 || utf8.IndexOf("\"spdxVersion\""u8) >= 0;
    }

    /// <summary>Whether a file begins as a bill of materials does; see <see cref="IsLikely(ReadOnlySpan{byte})"/>.</summary>
    /// <param name="path">The file. A pipe or device is never opened, since that could wait for ever: it is none, and so is a file that cannot be opened.</param>
    public static bool IsLikely(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            // Pipes, sockets and devices have the length 0.
            if (new FileInfo(path) is not { Exists: true, Length: > 0 })
                return false;
            var head = new byte[4096];
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return IsLikely(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Asked before each block is read.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ReadResult<BomDocument> Read(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path, cancellationToken);
    }

    /// <summary>Reads a stream to its end or to <see cref="BomLimits.MaxBytes"/>; it is not closed.</summary>
    /// <param name="stream">UTF-8 JSON.</param>
    /// <param name="name">The path or name that findings carry.</param>
    /// <param name="cancellationToken">Asked before each block is read.</param>
    public static ReadResult<BomDocument> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var bytes = new MemoryStream();
        var block = new byte[64 * 1024];
        for (int read; bytes.Length <= BomLimits.MaxBytes && (read = stream.Read(block)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bytes.Write(block, 0, read);
        }

        return BomReader.Read(bytes.ToArray(), name ?? "");
    }

    /// <summary>Reads a document from memory.</summary>
    /// <param name="utf8">The whole document.</param>
    /// <param name="name">The path or name that findings carry.</param>
    public static ReadResult<BomDocument> Read(ReadOnlyMemory<byte> utf8, string name) => BomReader.Read(utf8.ToArray(), name ?? "");
}
