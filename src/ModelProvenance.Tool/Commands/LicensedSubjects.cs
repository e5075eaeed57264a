using System.Collections.Immutable;
using System.CommandLine;

using ModelProvenance.Inspection;
using ModelProvenance.Licensing;
using ModelProvenance.Tool.Output;
using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Tool.Commands;

/// <summary>What <c>obligations</c> and <c>notices</c> are asked about: models by name, licence expressions, model cards, licence texts, weights, bills of materials and model folders, in one call.</summary>
internal sealed class LicensedSubjects
{
    private readonly ToolConsole _console;

    /// <param name="console">Standard input, and the clock.</param>
    /// <param name="isOptional">Whether the command also runs without a subject.</param>
    public LicensedSubjects(ToolConsole console, bool isOptional = false)
    {
        _console = console;
        Subjects.Arity = isOptional ? ArgumentArity.ZeroOrMore : ArgumentArity.OneOrMore;
    }

    public Argument<string[]> Subjects { get; } = new("SUBJECT")
    {
        Description = "Models, by any name that determines one (hub id, Ollama tag, file name); licence expressions; paths of model cards, licence texts, weights, bills of materials or model folders; '-' reads one name a line from standard input.",
    };

    public Option<string?> Usage { get; } = new("--usage")
    {
        Description = "A usage profile; 'usage init' writes one to fill in. Without it every term that depends on the use is unknown.",
        HelpName = "FILE",
    };

    public Option<string[]> Cards { get; } = new("--cards")
    {
        Description = "Cards of repositories outside the catalog: a folder, or a dump of one JSON object a line. May be given several times.",
        HelpName = "PATH",
        AllowMultipleArgumentsPerToken = false,
    };

    public Option<string?> Manifest { get; } = new("--manifest")
    {
        Description = "The models of a manifest too; without --usage the use is that of the usage profile that it names. A licence that a decision concluded counts in place of the model's own while the decision holds.",
        HelpName = "FILE",
    };

    public Option<string?> SaidToBe { get; } = CommonOptions.As();

    public Option<string?> AsOf { get; } = CommonOptions.AsOf();

    public Option<string[]> Layers { get; } = CommonOptions.Catalog();

    /// <summary>The terms of each subject, in the order of the arguments.</summary>
    /// <exception cref="ToolException">The profile cannot be read, or a subject is none; the message names all that are none.</exception>
    public List<ObligationReport> Evaluate(ParseResult parsed, out DateOnly day)
    {
        var manifest = parsed.GetValue(Manifest) is { } file ? Listed(file) : null;
        UsagePath = parsed.GetValue(Usage) ?? (manifest is { Usage.Length: > 0 } ? Beside(parsed.GetValue(Manifest)!, manifest.Usage) : null);
        var profile = Profile(UsagePath);
        var works = Read(parsed, out var catalog, out day);
        if (manifest is not null)
            works.AddRange(Works(manifest, catalog, day));
        var asOf = day;
        return works.Count > 0
            ? works.ConvertAll(work => Obligations.Evaluate(catalog, work, profile, asOf))
            : throw new ToolException(ExitCodes.Input, "There is no subject: standard input is empty.");
    }

    /// <summary>The subjects, in the order of the arguments.</summary>
    /// <exception cref="ToolException">A subject is none; the message names all that are none.</exception>
    public List<StatedWork> Read(ParseResult parsed, out ModelCatalog catalog, out DateOnly day)
    {
        catalog = CommonOptions.Open(parsed.GetValue(Layers));
        day = CommonOptions.DayOrToday(parsed, AsOf, _console);
        var inspector = new ModelInspector(catalog);
        var options = new InspectionOptions { AsOf = day, LicenseTexts = CommonOptions.Texts(parsed.GetValue(Layers)), Cards = CheckCommand.Cards(parsed.GetValue(Cards) ?? []) };
        var works = new List<StatedWork>();
        var problems = new List<string>();
        foreach (var subject in (parsed.GetValue(Subjects) ?? []).SelectMany(argument => argument == "-" ? Names() : [argument]))
        {
            var isPath = parsed.GetValue(SaidToBe) switch { "name" => false, "path" => true, _ => File.Exists(subject) || Directory.Exists(subject) };
            if (isPath)
                works.AddRange(AtPath(inspector, subject, options, problems));
            else if (ByName(catalog, inspector, subject, options, problems) is { } work)
                works.Add(work);
        }

        if (problems.Count > 0)
            throw new ToolException(ExitCodes.Input, [.. problems]);
        return works;
    }

    /// <summary>The path of the usage profile that was read last; null when there was none.</summary>
    public string? UsagePath { get; private set; }

    // A path that a file names never leaves its folder.
    private static string Beside(string manifest, string relative)
    {
        var folder = Path.GetDirectoryName(manifest) ?? "";
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Length > 0 ? folder : ".")) + Path.DirectorySeparatorChar;
        return !Path.IsPathRooted(relative) && Path.GetFullPath(Path.Combine(root, relative)).StartsWith(root, StringComparison.Ordinal) ? Path.Combine(folder, relative).Replace('\\', '/')
            : throw new ToolException(ExitCodes.Input, $"'{TextPage.Clean(relative)}' leaves the folder of the manifest; name a file in it or below.");
    }

    private static ModelsManifest Listed(string path)
    {
        if (!File.Exists(path))
            throw new ToolException(ExitCodes.Input, $"There is no manifest '{TextPage.Clean(path)}'. 'modelprov manifest init' drafts one.");
        var read = ModelsManifest.Read(File.ReadAllBytes(path), path);
        return read is { HasDocument: true, HasErrors: false } ? read.Document : throw new ToolException(ExitCodes.Input, [.. read.Findings.Select(f => f.ToString())]);
    }

    // A licence that a decision concluded stands in place of the model's own.
    private static List<StatedWork> Works(ModelsManifest manifest, ModelCatalog catalog, DateOnly day)
    {
        var resolver = new ModelResolver(catalog);
        var works = new List<StatedWork>();
        var problems = new List<string>();
        foreach (var used in manifest.Models)
        {
            var concluded = used.Decision is { } decision && decision.HoldsOn(day) ? decision.License : null;
            var resolution = resolver.Resolve(used.Reference, day);
            if (resolution is { Model: { } model, Confidence: Resolution.ResolutionConfidence.Exact or Resolution.ResolutionConfidence.Strong })
                works.Add(concluded is null ? StatedWork.Of(model) : StatedWork.Concluded(model, concluded, catalog));
            else if (concluded is not null)
                works.Add(new StatedWork(used.Reference) { Licenses = [new StatedLicense("decision") { Expression = concluded }] });
            else
                problems.Add(LineageCommand.NotOneModel(catalog, resolution));
        }

        return problems.Count == 0 ? works : throw new ToolException(ExitCodes.Input, [.. problems]);
    }

    private static StatedWork? ByName(ModelCatalog catalog, ModelInspector inspector, string subject, InspectionOptions options, List<string> problems)
    {
        var report = inspector.Inspect(subject, options);
        // An id on the SPDX list that some model has too is asked for as what it names here: a model.
        if (report.Work is { } work)
            return work;
        if (new LicenseNames(catalog).Resolve(subject).Expression is { } expression)
            return StatedWork.Of(expression);
        problems.Add(LineageCommand.NotOneModel(catalog, report.Identification));
        return null;
    }

    private IEnumerable<StatedWork> AtPath(ModelInspector inspector, string path, InspectionOptions options, List<string> problems)
    {
        ImmutableArray<ProvenanceReport> reports = [];
        try
        {
            if (Directory.Exists(path))
                reports = [inspector.InspectFolder(path, options, _console.Cancellation)];
            else if (File.Exists(path))
                reports = InspectCommand.AtFile(inspector, path, options, _console.Cancellation);
            else
                problems.Add($"There is no file or folder '{TextPage.Clean(path)}'.");
        }
        catch (ToolException e)
        {
            problems.AddRange(e.Lines);
        }

        problems.AddRange(reports.Where(static r => r.FilesRead == 0).SelectMany(InspectCommand.NothingRead));
        return reports.Where(static r => r.FilesRead > 0).Select(static r => r.Work).OfType<StatedWork>();
    }

    private IEnumerable<string> Names()
    {
        using var reader = new LineReader(_console.Input);
        while (reader.Read() is { } line)
        {
            if (line.Length > 0)
                yield return line;
        }
    }

    // The usage profile that was given, or the one that says nothing.
    internal static UsageProfile Profile(string? path)
    {
        if (path is null)
            return new UsageProfile();
        if (!File.Exists(path))
            throw new ToolException(ExitCodes.Input, $"There is no usage profile '{TextPage.Clean(path)}'. 'modelprov usage init' writes one to fill in.");
        var read = UsageProfile.Read(File.ReadAllBytes(path), path);
        return read.Document ?? throw new ToolException(ExitCodes.Input, [.. read.Findings.Select(f => f.ToString())]);
    }
}
