using System.Collections.Immutable;

using ModelProvenance.Boms;
using ModelProvenance.Cards;
using ModelProvenance.Findings;
using ModelProvenance.Inspection;
using ModelProvenance.Licensing;
using ModelProvenance.Resolution;
using ModelProvenance.Validation;
using ModelProvenance.Validation.Policy;
using ModelProvenance.Validation.Rules.Boms;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance;

/// <summary>Checks model cards with the rules of a profile, files and folders of models by what they say against each other and against the catalog, and manifests of models with the policy that they name.</summary>
/// <remarks>Safe to share between threads; the same text gives the same findings. Nothing is fetched and nothing is written.</remarks>
public sealed class Validator
{
    // Documents that are read before the first of them is reported: enough for every core, few enough to hold.
    private const int BatchSize = 256;

    // Some megabytes at most.
    private const int CachedAnswers = 4096;

    private readonly ImmutableArray<CardRule> _cardRules;
    private readonly ManifestChecker _manifests;
    private readonly Lazy<ModelInspector> _inspector;
    private readonly BoundedCache<ModelResolution> _models;
    private readonly BoundedCache<LicenseNameResolution> _licenses;
    private readonly BoundedCache<LicenseNameResolution> _statements;
    private readonly Lazy<DateOnly?> _revisionDay;

    // What a text without a licence is answered with in the cache.
    private static readonly LicenseNameResolution NoStatement = new("");

    /// <summary>A validator.</summary>
    /// <param name="options">What it goes by; null for the defaults.</param>
    public Validator(ValidatorOptions? options = null)
        : this(options, rule => true)
    {
    }

    /// <summary>A validator with some of the rules over cards.</summary>
    internal Validator(ValidatorOptions? options, Func<RuleDescriptor, bool> includes)
    {
        Options = options ?? ValidatorOptions.Default;
        Names = Options.Catalog == ModelCatalog.Default ? LicenseNames.Default : new LicenseNames(Options.Catalog);
        Resolver = Options.Catalog == ModelCatalog.Default ? ModelResolver.Default : new ModelResolver(Options.Catalog);
        _manifests = new ManifestChecker(Options.Catalog);
        _inspector = new Lazy<ModelInspector>(() => new ModelInspector(Options.Catalog));
        _models = new BoundedCache<ModelResolution>(CachedAnswers, name => Resolver.Resolve(name));
        _licenses = new BoundedCache<LicenseNameResolution>(CachedAnswers, Names.Resolve);
        _statements = new BoundedCache<LicenseNameResolution>(CachedAnswers, text => Names.FindStatement(text) ?? NoStatement);
        _revisionDay = new Lazy<DateOnly?>(() => Options.Repository.IsEmpty || Options.RepositoryRevision.Length == 0 ? null : Validation.RevisionDay.Of(ResolveModel(Options.Repository.Value), Options.Repository, Options.RepositoryRevision));
        _cardRules = [.. RuleSet.CardRules.Where(rule => Options.Profile.Includes(rule.Descriptor) && includes(rule.Descriptor))];
    }

    /// <summary>What it goes by.</summary>
    public ValidatorOptions Options { get; }

    /// <summary>The day of <see cref="ValidatorOptions.RepositoryRevision"/>; null when none was given, or when neither the revision nor the catalog tells it.</summary>
    public DateOnly? RevisionDay => _revisionDay.Value;

    internal LicenseNames Names { get; }

    internal ModelResolver Resolver { get; }

    /// <summary>The model that a name stands for, whatever the day.</summary>
    internal ModelResolution ResolveModel(string name) => _models.Get(name);

    /// <summary>The licence that a text names.</summary>
    internal LicenseNameResolution ResolveLicense(string text) => _licenses.Get(text);

    /// <summary>The licence that a short text names or links; null when it names none, or several that are not the same.</summary>
    internal LicenseNameResolution? FindLicenseStatement(string text) => _statements.Get(text) is var found && ReferenceEquals(found, NoStatement) ? null : found;

    /// <summary>Checks a model card.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="path">The path that findings carry.</param>
    public ValidationReport Validate(string text, string path = ModelCard.DefaultPath)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(path);
        return Validate(ModelCard.Read(text, path), path) with { Text = text };
    }

    /// <summary>Checks a model card from its bytes.</summary>
    /// <param name="utf8">The whole file in UTF-8.</param>
    /// <param name="path">The path that findings carry.</param>
    public ValidationReport Validate(ReadOnlySpan<byte> utf8, string path = ModelCard.DefaultPath)
    {
        ArgumentNullException.ThrowIfNull(path);
        var card = ModelCard.Read(utf8, path);
        return Validate(card, path) with { Text = card.Document?.Text };
    }

    /// <summary>Checks a bill of materials: CycloneDX JSON or SPDX 3 JSON-LD.</summary>
    /// <param name="bom">What the reader gave; see <see cref="BomDocument.Read(string, CancellationToken)"/>.</param>
    /// <param name="path">The path that findings carry.</param>
    /// <param name="cancellationToken">Asked before each rule.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValidationReport Validate(ReadResult<BomDocument> bom, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bom);
        ArgumentNullException.ThrowIfNull(path);
        var sink = new FindingCollector(Options.Profile);
        foreach (var finding in bom.Findings)
            sink.Add(new ReportedFinding(finding));
        if (bom.HasDocument)
        {
            var context = new BomRuleContext(this, bom.Document, sink);
            foreach (var rule in RuleSet.BomRules)
            {
                cancellationToken.ThrowIfCancellationRequested();
                context.Rule = rule.Descriptor;
                if (Options.Profile.Includes(rule.Descriptor))
                    rule.Check(context);
            }

            if (Options.Policy is { } policy)
                Judge(policy, bom.Document, sink);
        }

        return new ValidationReport(path, Configured(sink.ToImmutable()));
    }

    /// <summary>Checks documents, several at once, and hands the reports back in the order of the documents. Memory does not grow with their number.</summary>
    /// <param name="inputs">The documents; see <see cref="ValidationInput.Find"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public IEnumerable<ValidationReport> ValidateAll(IEnumerable<ValidationInput> inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        if (Options.Configuration is { Ignored.IsEmpty: false } configuration)
            inputs = inputs.Where(input => !configuration.Ignores(RelativeTo(configuration, input.FullPath)));
        foreach (var batch in inputs.Chunk(BatchSize))
        {
            var reports = new ValidationReport[batch.Length];
            if (batch.Length == 1)
                reports[0] = Validate(batch[0], cancellationToken);
            else
                Parallel.For(0, batch.Length, options, i => reports[i] = Validate(batch[i], cancellationToken));
            foreach (var report in reports)
                yield return report;
        }
    }

    /// <summary>Checks one document.</summary>
    /// <param name="input">The document.</param>
    /// <param name="cancellationToken">Ends the reading of a model.</param>
    /// <returns>The findings; a document that cannot be read is a finding (MP3111).</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValidationReport Validate(ValidationInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        try
        {
            if (input.Kind == ValidationInputKind.Name)
                return ValidateName(input);
            Options.FileUsed?.Invoke(Path.GetFullPath(input.FullPath));
            if (input.Kind == ValidationInputKind.Manifest)
                return ValidateManifest(input);
            if (input.Kind == ValidationInputKind.Bom)
                return Validate(ReadBom(input), input.Name, cancellationToken);
            if (input.Kind is ValidationInputKind.Artifact or ValidationInputKind.ModelFolder)
                return ValidateModel(input, cancellationToken);
            var card = ModelCard.Read(ReadBytes(input.FullPath), input.Name);
            return Validate(card, input.Name, new CardFolder(Path.GetDirectoryName(Path.GetFullPath(input.FullPath)) ?? "", Options.FileUsed) { IsChecked = input.IsOfModel, Known = Options.LicenseTexts }) with { Text = card.Document?.Text };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ValidationReport(input.Name, [new ReportedFinding(new Finding(InspectionRules.UnreadableFile, $"The file cannot be read: {e.Message} Check its permissions and the disk.", new FindingLocation(input.Name)))]);
        }
    }

    // The card of a folder is a document of its own: what its reader says is reported there.
    private ValidationReport ValidateModel(ValidationInput input, CancellationToken cancellationToken)
    {
        var sink = new FindingCollector(Options.Profile);
        var options = new InspectionOptions { AsOf = Options.AsOf, LicenseTexts = Options.LicenseTexts };
        var isFolder = input.Kind == ValidationInputKind.ModelFolder;
        var report = isFolder ? _inspector.Value.InspectFolder(input.FullPath, options, cancellationToken) : _inspector.Value.InspectFile(input.FullPath, options, cancellationToken);
        foreach (var finding in report.Findings.Where(f => (!isFolder || !CardReadRules.All.Contains(f.Rule)) && (!input.IsInModel || InspectionRules.Contradictions.Contains(f.Rule))))
            sink.Add(new ReportedFinding(finding with { Location = finding.Location with { Path = Placed(finding.Location.Path, input, isFolder) } }));
        if (Options.Policy is { } policy && !input.IsInModel && report.FilesRead > 0)
        {
            foreach (var verdict in _manifests.Judge(new UsedModel(input.Name) { Location = new FindingLocation(input.Name) }, ManifestChecker.Certain(report.Identification), policy, Today, Options.Usage))
                sink.Add(new ReportedFinding(verdict));
        }

        return new ValidationReport(input.Name, Configured(sink.ToImmutable()));
    }

    // Findings of a folder are relative to it, or are about the folder itself.
    private static string Placed(string path, ValidationInput input, bool isFolder) =>
        !isFolder || path == input.FullPath ? input.Name : input.Name == "." ? path : $"{input.Name.TrimEnd('/')}/{path}";

    private ValidationReport ValidateManifest(ValidationInput input)
    {
        var sink = new FindingCollector(Options.Profile);
        var file = ManifestFile.Load(input.FullPath, input.Name, Options.Catalog, Options.FileUsed, Options.Policy, Options.Usage);
        foreach (var finding in file.Manifest is { } manifest ? file.Findings.AddRange(_manifests.Check(manifest, file.Policy, Today, file.Usage).Findings) : file.Findings)
            sink.Add(new ReportedFinding(finding));
        return new ValidationReport(input.Name, Configured(sink.ToImmutable()));
    }

    private ValidationReport ValidateName(ValidationInput input)
    {
        var sink = new FindingCollector(Options.Profile);
        foreach (var finding in _manifests.CheckName(new UsedModel(input.Name), Options.Policy, Today, Options.Usage))
            sink.Add(new ReportedFinding(finding));
        return new ValidationReport(input.Name, Configured(sink.ToImmutable()));
    }

    // A card is of a model that nobody else knows yet; what it was made from is held against the policy, each base at its place.
    private void Judge(PolicyDocument policy, ModelCard card, FindingCollector sink)
    {
        foreach (var item in card.BaseModels)
        {
            if (item.Value is not { Length: > 0 } name)
                continue;
            foreach (var verdict in _manifests.Judge(new UsedModel(name) { Location = item.Node.Location with { Path = card.Path } }, ManifestChecker.Certain(ResolveModel(name)), policy, Today, Options.Usage))
                sink.Add(new ReportedFinding(verdict));
        }
    }

    // The models of a document, each at its place. One that is there only as what another was made from is judged with that one, along its lineage.
    private void Judge(PolicyDocument policy, BomDocument document, FindingCollector sink)
    {
        var comparison = new BomComparison(this);
        foreach (var element in document.Models.Where(e => !e.IsRelative))
        {
            var (line, column) = document.Tree.Position(element.Node);
            var at = new FindingLocation(document.Path) { Line = line, Column = column, Pointer = element.Pointer };
            var name = element.LookupName;
            var used = new UsedModel(name.Length > 0 ? name : element.Reference) { Revision = element.Version, Location = at };
            foreach (var verdict in _manifests.Judge(used, comparison.ModelOf(element), policy, Today, Options.Usage))
                sink.Add(new ReportedFinding(verdict));
        }
    }

    private static ReadResult<BomDocument> ReadBom(ValidationInput input)
    {
        using var stream = new FileStream(input.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return BomDocument.Read(stream, input.Name);
    }

    // One byte over the limit of the reader is enough for it to say that the file is too long.
    private static byte[] ReadBytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[(int)Math.Min(file.Length, CardLimits.MaxLength + 1L)];
        return bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)) is var read && read.Length == bytes.Length ? bytes : read.ToArray();
    }

    // Artifacts and folders, bills of materials and manifests come in here too: read, put the findings of the reader and of the rules into a sink, report.
    private ValidationReport Validate(ReadResult<ModelCard> card, string path, CardFolder? folder = null)
    {
        var sink = new FindingCollector(Options.Profile);
        foreach (var finding in card.Findings)
            sink.Add(new ReportedFinding(finding) { HubMessage = HubWords.OfReader(card.Document, finding), Fix = CardReadFixes.For(card.Document, finding) });
        if (card.HasDocument)
        {
            var context = new CardRuleContext(this, card.Document, folder, sink);
            var isForeign = ForeignFrontMatter.Matches(card.Document);
            foreach (var rule in _cardRules)
            {
                if (isForeign != rule is ForeignFrontMatter)
                    continue;
                context.Rule = rule.Descriptor;
                rule.Check(context);
            }

            if (Options.Policy is { } policy && !isForeign)
                Judge(policy, card.Document, sink);
        }

        return new ValidationReport(path, Configured(sink.ToImmutable()));
    }

    private ImmutableArray<ReportedFinding> Configured(ImmutableArray<ReportedFinding> findings)
    {
        if (findings.IsEmpty || (Options.Configuration is null && Options.Baseline is null))
            return findings;
        var kept = ImmutableArray.CreateBuilder<ReportedFinding>(findings.Length);
        foreach (var finding in findings)
        {
            var configured = Options.Configuration is { } configuration ? configuration.Apply(finding, RelativeTo(configuration, finding.Location.Path), Today) : finding;
            if (configured is { Waiver: null } && Options.Baseline?.Contains(finding) == true)
                configured = configured with { Waiver = "in the baseline" };
            if (configured is not null)
                kept.Add(configured);
        }

        return kept.ToImmutable();
    }

    /// <summary>The day on which waivers are looked at.</summary>
    public DateOnly Today => Options.AsOf ?? DateOnly.FromDateTime(Options.Time.GetUtcNow().UtcDateTime);

    internal static string RelativeTo(ValidationConfiguration configuration, string path) => Path.GetRelativePath(configuration.Folder, Path.GetFullPath(path)).Replace('\\', '/');
}
