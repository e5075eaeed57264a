using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Boms;
using ModelProvenance.Export.Boms;
using ModelProvenance.Inspection;

namespace ModelProvenance.Export;

/// <summary>Writes bills of materials from reconciled reports: CycloneDX ML-BOM and SPDX 3.0.1 with its AI profile.</summary>
/// <remarks>What is not known is left out, or <c>noAssertion</c> where the standard has it; nothing is filled in. Which fact stands where: docs/boms.md.</remarks>
public static class BomWriter
{
    /// <summary>The version of this library, as the documents name it.</summary>
    internal static string ToolVersion { get; } = typeof(BomWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>Writes one document about one or several models.</summary>
    /// <param name="json">Receives the document.</param>
    /// <param name="format">The format.</param>
    /// <param name="catalog">The catalog with which the reports were made.</param>
    /// <param name="reports">What is known of the models; at least one. The files of an inspected folder are listed with their SHA-256.</param>
    /// <param name="options">Time, author, revisions.</param>
    /// <param name="cancellationToken">Ends the hashing of files.</param>
    /// <returns>Why the document does not claim the SPDX profile <c>ai</c>; empty when it does, and for CycloneDX.</returns>
    /// <exception cref="ArgumentException">There is no report.</exception>
    /// <exception cref="IOException">A file of a folder cannot be read.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static ImmutableArray<string> Write(Utf8JsonWriter json, BomFormat format, ModelCatalog catalog, IReadOnlyList<ProvenanceReport> reports, BomWriteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(reports);
        ArgumentNullException.ThrowIfNull(options);
        if (reports.Count == 0)
            throw new ArgumentException("A report is needed.", nameof(reports));
        var builder = new BomModelBuilder(catalog);
        ImmutableArray<BomModel> models = [.. reports.Select((report, at) => builder.Build(report, at < options.Revisions.Length ? options.Revisions[at] : "", Files(report, cancellationToken)))];
        if (format == BomFormat.Spdx301)
        {
            var writer = new SpdxWriter(catalog, options);
            Write(json, writer.Write(models));
            return writer.AiProfileMissing;
        }

        Write(json, new CycloneDxWriter(catalog, format == BomFormat.CycloneDx17, options).Write(models));
        return [];
    }

    private static void Write(Utf8JsonWriter json, JsonNode document) => document.WriteTo(json);

    private static ImmutableArray<BomFile> Files(ProvenanceReport report, CancellationToken cancellationToken) => report.Kind switch
    {
        InputKind.Folder => [.. FolderListing.List(report.Input, new FindingSink(report.Input), cancellationToken).AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(file => Digest(file.FullPath, file.Name))],
        InputKind.Artifact => [Digest(report.Input, Path.GetFileName(report.Input))],
        _ => [],
    };

    private static BomFile Digest(string path, string name)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        return new BomFile(name, stream.Length, Convert.ToHexString(SHA256.HashData(stream)).ToLowerInvariant());
    }
}
