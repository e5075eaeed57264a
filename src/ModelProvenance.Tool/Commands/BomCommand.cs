using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;

using ModelProvenance.Boms;
using ModelProvenance.Export;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Inspection;
using ModelProvenance.Resolution;
using ModelProvenance.Tool.Output;
using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>bom</c>: bills of materials.</summary>
internal sealed class BomCommand : ToolCommand
{
    // reproducible-builds.org/specs/source-date-epoch
    private const string EpochVariable = "SOURCE_DATE_EPOCH";

    public BomCommand(ToolConsole console)
        : base("bom", "Writes a bill of materials of models: CycloneDX ML-BOM or SPDX 3.0.1 with its AI profile, each value with its evidence.")
    {
        Remarks = "A subject is a name, owner/name@commit, a purl (pkg:huggingface/...), a folder or a file of weights; the files of a folder are hashed. With SOURCE_DATE_EPOCH in the environment the same input gives the same bytes.";
        Examples =
        [
            "modelprov bom Qwen/Qwen2.5-7B-Instruct",
            "modelprov bom --manifest models.json --output models.cdx.json",
            "modelprov bom ./my-model --format spdx-3.0.1 --output my-model.spdx3.json",
            "modelprov bom pkg:huggingface/deepseek-ai/DeepSeek-R1@56d4cbbb4d29f4355bab4b9a39ccb717a14ad5ad --format cyclonedx-1.6",
        ];
        var subjects = new Argument<string[]>("SUBJECT") { Description = "Models: names, purls, folders, files; '-' reads one name a line from standard input.", Arity = ArgumentArity.ZeroOrMore };
        var manifest = new Option<string?>("--manifest") { Description = "A manifest of models in use (models.json): each of its models is a subject, at the revision that it pins.", HelpName = "FILE" };
        var folder = new Option<string?>("--output-dir") { Description = "An existing folder that receives one document for each subject, named after it.", HelpName = "DIR" };
        var format = new Option<string>("--format") { Description = "The format of the document.", DefaultValueFactory = _ => BomFormat.CycloneDx17.ToWord() };
        format.AcceptOnlyFromAmong([.. BomFormats.All]);
        var output = new Option<string?>("--output", "-o") { Description = "The file to write. Without it the document goes to standard output.", HelpName = "FILE" };
        var author = new Option<string?>("--author") { Description = "Who makes the document: a person or organization.", HelpName = "NAME" };
        var saidToBe = CommonOptions.As();
        var asOf = CommonOptions.AsOf();
        var layers = CommonOptions.Catalog();
        With(subjects, manifest, format, output, folder, author, saidToBe, asOf, layers);
        Add(new BomCheckCommand(console));
        Add(new BomCoverageCommand(console));
        SetAction(parsed =>
        {
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            var inspector = new ModelInspector(catalog);
            var day = CommonOptions.Day(parsed, asOf);
            var found = parsed.GetValue(subjects)!.SelectMany(subject => subject == "-" ? Names(console) : [subject]).Select(subject => Subject(catalog, inspector, subject, parsed.GetValue(saidToBe), day, console.Cancellation)).ToList();
            if (parsed.GetValue(manifest) is { } path)
                found.AddRange(Listed(path).Select(used => (Subject(catalog, inspector, used.Reference, "name", day, console.Cancellation).Report, used.Revision)));
            if (found.Count == 0)
                throw new ToolException(ExitCodes.Usage, parsed.GetValue(manifest) is null ? "Name a model, a folder or a file, or give a manifest with --manifest." : "The manifest lists no model.");
            var directory = parsed.GetValue(folder);
            if (directory is not null && parsed.GetValue(output) is not null)
                throw new ToolException(ExitCodes.Usage, "--output and --output-dir exclude each other.");
            var bomFormat = BomFormats.Parse(parsed.GetValue(format)!);
            var options = new BomWriteOptions(Created(console)) { Author = parsed.GetValue(author) ?? "" };
            foreach (var document in directory is null ? [found] : found.Select(one => new List<(ProvenanceReport Report, string Revision)> { one }))
            {
                using var buffer = new MemoryStream();
                var missing = ImmutableArray<string>.Empty;
                JsonLines.Document(buffer, json => missing = BomWriter.Write(json, bomFormat, catalog, [.. document.Select(f => f.Report)], options with { Revisions = [.. document.Select(f => f.Revision)] }));
                foreach (var one in missing)
                    console.ErrorLine($"The SPDX profile ai is not claimed: {one}.");
                var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
                if ((directory is null ? parsed.GetValue(output) : Path.Combine(directory, FileName(document[0].Report, bomFormat))) is { } target)
                    AtomicFile.Write(target, bytes);
                else
                    console.Output.Write(bytes);
            }

            return ExitCodes.Done;
        });
    }

    private static string FileName(ProvenanceReport report, BomFormat format) =>
        (report.Identification.Model?.Id.Value ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(report.Input)))) + (format == BomFormat.Spdx301 ? ".spdx3.json" : ".cdx.json");

    // The models of a manifest, each as a subject.
    private static ImmutableArray<UsedModel> Listed(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCodes.Input, $"The manifest '{TextPage.Clean(path)}' cannot be read: {e.Message}");
        }

        var read = ModelsManifest.Read(bytes, path);
        if (!read.HasDocument || read.Findings.Any(f => f.Severity == Severity.Error))
            throw new ToolException(ExitCodes.Input, [.. read.Findings.Take(10).Select(finding => TextPage.Clean(finding.ToString()))]);
        return read.Document.Models;
    }

    private static IEnumerable<string> Names(ToolConsole console)
    {
        using var reader = new LineReader(console.Input);
        while (reader.Read() is { } line)
        {
            if (line.Length > 0)
                yield return line;
        }
    }

    private static (ProvenanceReport Report, string Revision) Subject(ModelCatalog catalog, ModelInspector inspector, string subject, string? saidToBe, DateOnly? day, CancellationToken cancellation)
    {
        if (saidToBe != "name" && (Directory.Exists(subject) || File.Exists(subject)))
        {
            var content = Directory.Exists(subject) ? inspector.InspectFolder(subject, new InspectionOptions { AsOf = day }, cancellation) : inspector.InspectFile(subject, new InspectionOptions { AsOf = day }, cancellation);
            return content.FilesRead > 0 ? (content, "") : throw new ToolException(ExitCodes.Input, [.. content.Findings.Take(10).Select(finding => TextPage.Clean(finding.ToString()))]);
        }

        if (saidToBe == "path")
            throw new ToolException(ExitCodes.Input, $"There is no file or folder '{TextPage.Clean(subject)}'.");
        var (name, revision) = NameAndRevision(subject);
        var report = inspector.Inspect(name, day);
        if (report.Identification.Model is null)
        {
            var near = catalog.Models.Suggest(name.Length <= 120 ? name : "");
            throw new ToolException(ExitCodes.Input, $"'{TextPage.Clean(name)}' names no model of catalog {catalog.CatalogVersion}{(report.Identification.Confidence == ResolutionConfidence.None ? "" : ", only a family or series")}."
                + (near.Count > 0 ? $" Near: {string.Join(", ", near)}." : ""));
        }

        return (report, revision);
    }

    private static (string Name, string Revision) NameAndRevision(string subject)
    {
        if (subject.StartsWith("pkg:", StringComparison.OrdinalIgnoreCase))
        {
            if (!PackageUrl.TryParse(subject, out var purl, out var error))
                throw new ToolException(ExitCodes.Input, $"'{TextPage.Clean(subject)}' is not a package URL: {error}");
            return purl.HuggingFaceRepository is { IsEmpty: false } repository
                ? (repository.Value, purl.Version)
                : throw new ToolException(ExitCodes.Input, $"'{TextPage.Clean(subject)}' is not a model on the Hugging Face Hub; purls of the type huggingface are read here.");
        }

        var at = subject.LastIndexOf('@');
        return at > 0 && at < subject.Length - 1 && subject[(at + 1)..].All(char.IsAsciiHexDigit) ? (subject[..at], subject[(at + 1)..].ToLowerInvariant()) : (subject, "");
    }

    private static DateTimeOffset Created(ToolConsole console)
    {
        if (Environment.GetEnvironmentVariable(EpochVariable) is not { Length: > 0 } text)
            return console.Time.GetUtcNow();
        // The last second of the year 9999.
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new ToolException(ExitCodes.Usage, $"{EpochVariable} is '{text}'. Expected seconds since 1970-01-01.");
    }
}
