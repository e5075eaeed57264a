using System.CommandLine;
using System.Text;

using ModelProvenance.Boms;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Lineage;
using ModelProvenance.Resolution;
using ModelProvenance.Tool.Output;
using ModelProvenance.Validation;
using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>check</c>: the rules over what is given.</summary>
internal sealed class CheckCommand : ToolCommand
{
    private readonly ToolConsole _console;
    private readonly Argument<string[]> _paths = new("PATH_OR_NAME") { Description = "Files, folders, patterns such as 'models/**/*.md', or names of models; '-' is a card or a bill of materials on standard input. Default: the current folder.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _format = CommonOptions.Format(CheckReport.MoreFormats);
    private readonly Option<string?> _profile = new("--profile") { Description = "Which rules run: 'hub' is what the Hugging Face Hub refuses, in its words; 'strict' makes warnings errors. Default: that of the configuration, or 'provenance'." };
    private readonly Option<string?> _failOn = new("--fail-on") { Description = "The least severity that makes the exit code 1. Default: that of the configuration, or 'error'." };
    private readonly Option<string?> _configuration = new("--config") { Description = $"The configuration. Default: the nearest {ValidationConfiguration.FileName} in the folder of a path or above it.", HelpName = "FILE" };
    private readonly Option<bool> _noConfiguration = new("--no-config") { Description = "Read no configuration." };
    private readonly Option<string?> _baseline = new("--baseline") { Description = "Findings that were there before and are waived.", HelpName = "FILE" };
    private readonly Option<bool> _updateBaseline = new("--update-baseline") { Description = "Write everything that is found to the file of --baseline (or of the configuration), and pass." };
    private readonly Option<string?> _repository = new("--repo") { Description = "The repository whose card is checked; rules compare with its name. A revision is a day, a commit, or a branch or tag: where its day is known, licences are those of that day.", HelpName = "OWNER/NAME[@REV]" };
    private readonly Option<string?> _inputName = new("--stdin-filename") { Description = "The path that findings on standard input carry, and that the configuration is looked for by.", HelpName = "PATH" };
    private readonly Option<string[]> _cards = new("--cards") { Description = "Cards that answer for models outside the catalog: a folder (owner/name/README.md) or a dump, a JSON object a line with 'id' and 'card'.", HelpName = "DIR|FILE" };
    private readonly Option<bool> _fix = new("--fix") { Description = "Repair what needs no person, in the files. Nothing else in them changes." };
    private readonly Option<bool> _diff = new("--diff") { Description = "With --fix: print the repairs as a diff, and write nothing." };
    private readonly Option<string?> _as = CommonOptions.As();
    private readonly Option<string?> _policy = new("--policy") { Description = "What is asked of models: applied to names, to the bases that cards name, to files and folders of models, to the models of bills of materials, and to manifests that name no policy themselves.", HelpName = "FILE" };
    private readonly Option<string?> _usage = new("--usage") { Description = "A usage profile, for rules of a policy about obligations; manifests that name one go by their own.", HelpName = "FILE" };
    private readonly Option<string[]> _manifests = new("--manifest") { Description = "A file to check as a manifest of models, whatever its name.", HelpName = "FILE" };
    private readonly Option<string?> _inputs = new("--inputs") { Description = "Write the files that the findings depend on, one a line: those that were read, and those that were looked for. FILE.state beside it has their times. For builds that keep findings.", HelpName = "FILE" };
    private readonly Option<string?> _maxAge = CommonOptions.MaxAge();
    private readonly Option<string?> _asOf = CommonOptions.AsOf();
    private readonly Option<string[]> _layers = CommonOptions.Catalog();

    public CheckCommand(ToolConsole console)
        : base("check", "Checks model cards, files and folders of models, bills of materials, manifests of models, and models by name: what is wrong, missing, or at odds with the catalog or a policy, with its place and rule.")
    {
        _console = console;
        Remarks = "An argument that is an existing path is a path, otherwise a name; --as decides. A file called models.json is checked as a manifest of the models in use, with the policy that it names; weights and configurations (GGUF, safetensors, ONNX, PyTorch, config.json ...) by their headers and contents, CycloneDX and SPDX documents as bills of materials, any other one as a card. A folder stands for every README.md, models.json, bill of materials (*.cdx.json, *.spdx3.json, *.spdx.json, bom.json), model folder and file of weights in it, at any depth. Exits 1 with findings at or above --fail-on, 3 when there is nothing to check or a name determines no model. With --fix it exits by what remains.";
        Examples =
        [
            "modelprov check README.md",
            "modelprov check models --profile strict --fail-on warning",
            "modelprov check 'models/**/*.md' --format sarif",
            "modelprov check ./my-model weights.gguf",
            "modelprov check README.md --fix --diff",
            "modelprov check models.json --as-of 2026-11-27",
            "modelprov check models.json README.md app.cdx.json Qwen/Qwen3-8B --policy policy.json",
            "modelprov check - --profile hub --repo acme/acme-1-7b < README.md",
        ];
        _profile.AcceptOnlyFromAmong([.. ValidationProfile.All.Select(p => p.Name)]);
        _failOn.AcceptOnlyFromAmong("error", "warning", "info", "never");
        With(_paths, _format, _profile, _failOn, _configuration, _noConfiguration, _baseline, _updateBaseline, _repository, _inputName, _cards, _fix, _diff, _as, _policy, _usage, _manifests, _inputs, _maxAge, _asOf, _layers);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_diff) && !parsed.GetValue(_fix))
            throw new ToolException(ExitCodes.Usage, "--diff shows what --fix would do; it needs --fix.");
        var record = parsed.GetValue(_inputs) is null ? null : new InputRecord();
        var catalog = CommonOptions.Open(parsed.GetValue(_layers));
        var manifests = parsed.GetValue(_manifests) ?? [];
        var arguments = Subjects(parsed, parsed.GetValue(_paths) is { Length: > 0 } given ? given : manifests.Length > 0 ? [] : ["."], catalog);
        var policy = Policy(parsed, catalog, record);
        var configurations = new Dictionary<string, ValidationConfiguration?>(StringComparer.Ordinal);
        var held = new List<ReportedFinding>();
        using var progress = new CountProgressLine(_console, "Checking");
        CheckReport? report = null;
        var failOn = parsed.GetValue(_failOn);
        string? baselinePath = null;
        try
        {
            foreach (var (configuration, isNew, group) in Groups(parsed, [.. arguments, .. manifests.Select(path => new Subject(path, ValidationInputKind.Manifest))], configurations, record))
            {
                var profile = Profile(parsed, configuration);
                failOn ??= configuration?.FailOn;
                baselinePath = parsed.GetValue(_baseline) ?? (configuration?.Baseline is { } relative ? Path.Combine(configuration.Folder, relative) : baselinePath);
                var validator = MakeValidator(parsed, catalog, profile, configuration, baselinePath, record, policy);
                if (report is null)
                {
                    report = CheckReport.Of(_console, profile, parsed.GetValue(_diff) ? "none" : parsed.GetValue(_format)!, CheckedRepository.Of(validator));
                    report.AddFindings(Age(parsed, catalog, profile));
                    if (validator.Options.RepositoryRevision.Length > 0 && validator.RevisionDay is null)
                        _console.ErrorLine($"hint: The day of revision '{TextPage.Clean(validator.Options.RepositoryRevision)}' is not known: licences are those of {(validator.Options.AsOf is { } day ? $"{day:yyyy-MM-dd}" : "today")}. A day, as in '--repo owner/name@2025-01-31', says which.");
                }

                if (isNew && configuration is not null)
                    report.AddFindings(new ValidationReport(configuration.Path, [.. configuration.Expired(validator.Today).Select(finding => new ReportedFinding(finding))]));
                foreach (var one in Reports(parsed, group, validator, progress))
                {
                    if (!one.Findings.IsEmpty)
                        progress.Clear();
                    report.Add(one);
                    if (progress.IsVisible && !one.Findings.IsEmpty)
                        report.Flush();
                    progress.Advance();
                    if (parsed.GetValue(_updateBaseline))
                        held.AddRange(one.Findings);
                }
            }

            if (report is null || report.Files == 0)
                throw new ToolException(ExitCodes.Input, "There is nothing to check: no README.md, no models.json and no file of a model.");
            progress.Clear();
            report.Finish();
        }
        finally
        {
            report?.Dispose();
        }

        record?.Write(parsed.GetValue(_inputs)!);
        if (!parsed.GetValue(_updateBaseline))
            return Fails(failOn ?? "error", report.Summary) ? ExitCodes.Findings : ExitCodes.Done;
        WriteBaseline(baselinePath, held);
        return ExitCodes.Done;
    }

    // Every answer is as old as the catalog, so its age is said once, before all others.
    private ValidationReport Age(ParseResult parsed, ModelCatalog catalog, ValidationProfile profile) =>
        CommonOptions.Days(parsed, _maxAge) is { } days && CatalogValidator.CheckAge(catalog, CommonOptions.DayOrToday(parsed, _asOf, _console), days) is { } old
            ? new ValidationReport("", [new ReportedFinding(profile == ValidationProfile.Strict ? old with { Severity = Severity.Error } : old)])
            : new ValidationReport("", []);

    // Arguments that follow one another and go by one configuration are checked together, so that many files are read on all cores.
    private IEnumerable<(ValidationConfiguration? Configuration, bool IsNew, List<Subject> Paths)> Groups(
        ParseResult parsed, IReadOnlyList<Subject> arguments, Dictionary<string, ValidationConfiguration?> configurations, InputRecord? record)
    {
        var group = new List<Subject>();
        ValidationConfiguration? current = null;
        var isCurrentNew = false;
        foreach (var argument in arguments)
        {
            if (argument.Kind == ValidationInputKind.Manifest && !File.Exists(argument.Text))
                throw new ToolException(ExitCodes.Input, $"There is no file '{TextPage.Clean(argument.Text)}'.");
            var configuration = Configuration(parsed, argument.Kind == ValidationInputKind.Name ? "." : argument.Text, configurations, record, out var isNew);
            if (group.Count > 0 && configuration != current)
            {
                yield return (current, isCurrentNew, group);
                group = [];
            }

            if (group.Count == 0)
                (current, isCurrentNew) = (configuration, isNew);
            group.Add(argument);
        }

        if (group.Count > 0)
            yield return (current, isCurrentNew, group);
    }

    private IEnumerable<ValidationReport> Reports(ParseResult parsed, List<Subject> group, Validator validator, CountProgressLine progress)
    {
        var waiting = new List<IEnumerable<ValidationInput>>();
        foreach (var (argument, kind) in group)
        {
            if (kind == ValidationInputKind.Name)
            {
                waiting.Add([ValidationInput.OfName(argument)]);
            }
            else if (kind == ValidationInputKind.Manifest)
            {
                waiting.Add(ValidationInput.Find(argument).Select(input => input with { Kind = ValidationInputKind.Manifest }));
            }
            else if (argument == "-")
            {
                if (parsed.GetValue(_fix) && !parsed.GetValue(_diff))
                    throw new ToolException(ExitCodes.Usage, "A card on standard input cannot be repaired in place; with --diff the repairs are printed.");
                foreach (var one in Files(parsed, waiting, validator, progress))
                    yield return one;
                waiting.Clear();
                yield return StandardInput(parsed, validator);
            }
            else
            {
                waiting.Add(ValidationInput.Find(argument, _console.Cancellation));
            }
        }

        foreach (var one in Files(parsed, waiting, validator, progress))
            yield return one;
    }

    private IEnumerable<ValidationReport> Files(ParseResult parsed, List<IEnumerable<ValidationInput>> found, Validator validator, CountProgressLine progress)
    {
        var inputs = found.SelectMany(inputs => inputs);
        progress.CountWith(inputs.Count);
        return parsed.GetValue(_fix) ? inputs.Select(input => Repair(parsed, input, validator)) : validator.ValidateAll(inputs, _console.Cancellation);
    }

    private ValidationReport StandardInput(ParseResult parsed, Validator validator)
    {
        using var bytes = new MemoryStream();
        _console.Input.CopyTo(bytes);
        var name = parsed.GetValue(_inputName) ?? "-";
        var content = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        if (BomDocument.IsLikely(content))
            return validator.Validate(BomDocument.Read(content.ToArray(), name), name);
        var report = validator.Validate(content, name);
        return parsed.GetValue(_fix) && report.Text is { } text ? Repaired(parsed, name, null, validator, text) : report;
    }

    private ValidationReport Repair(ParseResult parsed, ValidationInput input, Validator validator)
    {
        var report = validator.Validate(input);
        return input.Kind == ValidationInputKind.Card && report.Text is { } text && report.Findings.Any(finding => finding.Fix is not null) ? Repaired(parsed, input.Name, input, validator, text) : report;
    }

    private ValidationReport Repaired(ParseResult parsed, string name, ValidationInput? input, Validator validator, string text)
    {
        var result = CardFixer.Fix(validator, text, name, _console.Cancellation);
        if (parsed.GetValue(_diff))
        {
            using var page = new TextPage(_console);
            foreach (var line in UnifiedDiff.Lines(name, text, result.Text))
                page.Line(line);
            return result.Remaining;
        }

        if (result.Fixed.IsEmpty || input is null)
            return input is null ? result.Remaining : validator.Validate(input);
        AtomicFile.Write(input.FullPath, Encoding.UTF8.GetBytes(result.Text));
        foreach (var finding in result.Fixed)
            _console.ErrorLine($"{finding.Location}: repaired {finding.Rule.Id}: {finding.Fix!.Title}");
        return validator.Validate(input);
    }

    private ValidationConfiguration? Configuration(ParseResult parsed, string argument, Dictionary<string, ValidationConfiguration?> known, InputRecord? record, out bool isNew)
    {
        isNew = false;
        if (parsed.GetValue(_noConfiguration))
            return null;
        var path = parsed.GetValue(_configuration);
        if (path is null)
        {
            var subject = argument == "-" ? parsed.GetValue(_inputName) : argument;
            var folder = subject is null || subject.AsSpan().IndexOfAny('*', '?') >= 0 ? "." : Directory.Exists(subject) ? subject : Path.GetDirectoryName(Path.GetFullPath(subject));
            path = ValidationConfiguration.Find(folder is { Length: > 0 } ? folder : ".");
            record?.AddSearch(folder is { Length: > 0 } ? folder : ".", ValidationConfiguration.FileName, path);
        }

        if (path is null)
            return null;
        record?.Add(path);
        if (known.TryGetValue(path, out var configuration))
            return configuration;
        isNew = true;
        var shown = parsed.GetValue(_configuration) ?? Path.GetRelativePath(Environment.CurrentDirectory, path).Replace('\\', '/');
        var result = ValidationConfiguration.Read(File.ReadAllBytes(path), shown, Path.GetDirectoryName(Path.GetFullPath(path))!);
        return known[path] = result.Document ?? throw new ToolException(ExitCodes.Usage, [.. result.Findings.Select(finding => $"{finding}{(finding.Location.Pointer.Length > 0 ? $" ({finding.Location.Pointer})" : "")}")]);
    }

    private ValidationProfile Profile(ParseResult parsed, ValidationConfiguration? configuration) =>
        parsed.GetValue(_profile) is { } name && ValidationProfile.TryFind(name, out var profile) ? profile : configuration?.Profile ?? ValidationProfile.Provenance;

    private Validator MakeValidator(ParseResult parsed, ModelCatalog catalog, ValidationProfile profile, ValidationConfiguration? configuration, string? baseline, InputRecord? record, PolicyDocument? policy) => new(new ValidatorOptions
    {
        Profile = profile,
        Catalog = catalog,
        LicenseTexts = CommonOptions.Texts(parsed.GetValue(_layers)),
        AsOf = CommonOptions.Day(parsed, _asOf),
        Time = _console.Time,
        Configuration = configuration,
        Baseline = baseline is null || parsed.GetValue(_updateBaseline) ? null : ReadBaseline(baseline, record),
        Repository = Repository(parsed.GetValue(_repository)).Id,
        RepositoryRevision = Repository(parsed.GetValue(_repository)).Revision,
        Metadata = Cards([.. parsed.GetValue(_cards) ?? [], .. configuration?.Cards.Select(path => Path.Combine(configuration.Folder, path)) ?? []], record),
        FileUsed = record is null ? null : record.Add,
        Policy = policy,
        Usage = parsed.GetValue(_usage) is { } usage ? LicensedSubjects.Profile(usage) : null,
    });

    /// <summary>An argument: a manifest by option, a name, or what is on disk (<see cref="ValidationInputKind.Card"/> stands for any of that).</summary>
    private readonly record struct Subject(string Text, ValidationInputKind Kind);

    // What exists is a path, otherwise a name, unless it is said to be one of them. Every argument that is neither is named before anything is printed.
    private List<Subject> Subjects(ParseResult parsed, string[] arguments, ModelCatalog catalog)
    {
        var subjects = new List<Subject>();
        var problems = new List<string>();
        var saidToBe = parsed.GetValue(_as);
        ModelResolver? resolver = null;
        foreach (var argument in arguments)
        {
            if (argument == "-" || (saidToBe != "name" && (File.Exists(argument) || Directory.Exists(argument) || argument.AsSpan().IndexOfAny('*', '?') >= 0)))
            {
                subjects.Add(new Subject(argument, ValidationInputKind.Card));
                continue;
            }

            var found = saidToBe == "path" || argument.Length == 0 ? null : (resolver ??= new ModelResolver(catalog)).Resolve(argument, CommonOptions.Day(parsed, _asOf));
            if (found is { Model: not null, Confidence: ResolutionConfidence.Exact or ResolutionConfidence.Strong } && (saidToBe == "name" || !LooksLikePath(argument)))
                subjects.Add(new Subject(argument, ValidationInputKind.Name));
            else
                problems.Add(saidToBe == "name" ? LineageCommand.NotOneModel(catalog, found!) : $"There is no file or folder '{TextPage.Clean(argument)}'.{(found is null ? "" : $" As a name, {LineageCommand.NotOneModel(catalog, found)}")}");
        }

        return problems.Count == 0 ? subjects : throw new ToolException(ExitCodes.Input, [.. problems]);
    }

    // A path that was mistyped must not pass as the name of a model.
    private static bool LooksLikePath(string argument) => argument[0] is '.' or '/' || argument[^1] == '/' || argument.Contains('\\', StringComparison.Ordinal)
        || Path.GetExtension(argument).ToLowerInvariant() is ".md" or ".json" or ".jsonld" or ".safetensors" or ".onnx" or ".bin" or ".pt";

    private PolicyDocument? Policy(ParseResult parsed, ModelCatalog catalog, InputRecord? record)
    {
        if (parsed.GetValue(_policy) is not { } path)
            return null;
        if (!File.Exists(path))
            throw new ToolException(ExitCodes.Input, $"There is no policy '{TextPage.Clean(path)}'.");
        record?.Add(path);
        var read = PolicyDocument.Read(File.ReadAllBytes(path), path, catalog);
        return read.Document ?? throw new ToolException(ExitCodes.Input, [.. read.Findings.Select(f => f.ToString())]);
    }

    private static (RepositoryId Id, string Revision) Repository(string? text)
    {
        if (text is null)
            return (default, "");
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return RepositoryId.TryParse(at < 0 ? text : text[..at], null, out var repository) && at != text.Length - 1 ? (repository, at < 0 ? "" : text[(at + 1)..])
            : throw new ToolException(ExitCodes.Usage, $"'{TextPage.Clean(text)}' is not a repository. Expected owner/name, or owner/name@revision.");
    }

    internal static CombinedMetadataSource? Cards(IReadOnlyCollection<string> paths, InputRecord? record = null)
    {
        if (paths.Count == 0)
            return null;
        try
        {
            foreach (var path in paths)
                record?.Add(path);
            return new CombinedMetadataSource([.. paths.Select(path => Directory.Exists(path) ? (IModelMetadataSource)new CardFolderSource(path) { FileUsed = record is null ? null : record.Add } : new CardDumpSource(path))]);
        }
        catch (FormatException e)
        {
            throw new ToolException(ExitCodes.Input, e.Message);
        }
    }

    private static ValidationBaseline ReadBaseline(string path, InputRecord? record)
    {
        record?.Add(path);
        using var reader = new StreamReader(path, Encoding.UTF8);
        return ValidationBaseline.Read(reader);
    }

    private void WriteBaseline(string? path, List<ReportedFinding> findings)
    {
        if (path is null)
            throw new ToolException(ExitCodes.Usage, "--update-baseline needs the file: --baseline FILE.");
        var text = new StringWriter();
        ValidationBaseline.Write(text, findings);
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text.ToString()));
        _console.ErrorLine($"{findings.Count} findings written to {path}");
    }

    private static bool Fails(string failOn, ValidationSummary summary) => failOn switch
    {
        "never" => false,
        "info" => summary.Reaches(Severity.Info),
        "warning" => summary.Reaches(Severity.Warning),
        _ => summary.Reaches(Severity.Error),
    };
}
