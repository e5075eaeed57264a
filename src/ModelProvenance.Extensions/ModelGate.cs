using System.Collections.Concurrent;
using System.Collections.Immutable;

using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Licensing;
using ModelProvenance.Resolution;
using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Extensions;

/// <summary>What the gate says of a model.</summary>
/// <param name="Reference">The name that was asked about.</param>
/// <param name="Resolution">Which model that is, with reasons.</param>
/// <param name="Verdicts">The verdict of every rule of the policy; empty without a policy.</param>
/// <param name="IsListed">Whether the manifest lists the model; true without a manifest.</param>
/// <param name="Passes">Whether no rule of the severity error is unmet or unknown, and the model is listed where that is asked.</param>
public sealed record ModelGateResult(string Reference, ModelResolution Resolution, ImmutableArray<PolicyVerdict> Verdicts, bool IsListed, bool Passes)
{
    /// <summary>The verdicts that keep the model from passing.</summary>
    public IEnumerable<PolicyVerdict> Barring => Verdicts.Where(ModelGate.Bars);

    /// <summary>The licence of the weights on the day of the check; null when it is not known.</summary>
    public SpdxExpression? License { get; init; }
}

/// <summary>Holds the models that an application calls against the manifest and the policy of a team. Nothing is fetched.</summary>
/// <remarks>Safe to share between threads. Answers are kept for the day; names come from configuration, and after <see cref="MaxKept"/> different ones no more are kept.</remarks>
public sealed class ModelGate
{
    /// <summary>The number of names whose answers are kept.</summary>
    public const int MaxKept = 1024;

    private readonly ModelProvenanceOptions _options;
    private readonly ModelCatalog _catalog;
    private readonly ModelResolver _resolver;
    private readonly ManifestChecker _checker;
    private readonly ModelsManifest? _manifest;
    private readonly PolicyDocument? _policy;
    private readonly UsageProfile? _usage;
    private readonly ConcurrentDictionary<(string Reference, DateOnly Day), ModelGateResult> _kept = new();

    /// <summary>A gate.</summary>
    /// <param name="options">What it goes by; null for the defaults.</param>
    /// <exception cref="InvalidDataException">The manifest or its policy has errors; the message names them with their places.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public ModelGate(ModelProvenanceOptions? options = null)
    {
        _options = options ?? new ModelProvenanceOptions();
        _catalog = _options.Catalog ?? ModelCatalog.Default;
        _resolver = _catalog == ModelCatalog.Default ? ModelResolver.Default : new ModelResolver(_catalog);
        _checker = new ManifestChecker(_catalog);
        _policy = _options.Policy;
        if (_options.ManifestPath is { } path)
        {
            var file = ManifestFile.Load(path, path, _catalog);
            var errors = file.Findings.Where(f => f.Severity == Severity.Error).ToList();
            if (file.Manifest is null || errors.Count > 0)
                throw new InvalidDataException(string.Join('\n', errors.Select(f => f.ToString())));
            (_manifest, _usage) = (file.Manifest, file.Usage);
            _policy ??= file.Policy;
        }
    }

    /// <summary>What happens to a call of a model that does not pass.</summary>
    public ModelGateEnforcement Enforcement => _options.Enforcement;

    /// <summary>The version of the catalog by which it judges.</summary>
    public string CatalogVersion => _catalog.CatalogVersion;

    /// <summary>Says which model a name means, and whether it passes.</summary>
    /// <param name="reference">A repository id, registry tag, file name or name, as the resolver takes it.</param>
    public ModelGateResult Check(string reference)
    {
        ArgumentException.ThrowIfNullOrEmpty(reference);
        var day = DateOnly.FromDateTime(_options.Time.GetUtcNow().UtcDateTime);
        if (_kept.TryGetValue((reference, day), out var kept))
            return kept;
        var result = Judge(reference, day);
        if (_kept.Count < MaxKept)
            _kept[(reference, day)] = result;
        return result;
    }

    /// <summary>Whether a verdict keeps a model from passing: not met or unknown, of the severity error.</summary>
    internal static bool Bars(PolicyVerdict verdict) => verdict.Outcome switch
    {
        PolicyOutcome.NotMet => verdict.Rule.Severity == Severity.Error,
        PolicyOutcome.Unknown => verdict.Rule.Unknown == Severity.Error,
        _ => false,
    };

    private ModelGateResult Judge(string reference, DateOnly day)
    {
        var resolution = _resolver.Resolve(reference, day);
        var model = resolution.Confidence is ResolutionConfidence.Exact or ResolutionConfidence.Strong ? resolution.Model : null;
        var listed = _manifest?.Models.FirstOrDefault(used => used.Reference.Equals(reference, StringComparison.OrdinalIgnoreCase) || (model is not null && _resolver.Resolve(used.Reference, day).Model?.Id == model.Id));
        var used = (listed ?? new UsedModel(reference)) with { Reference = reference };
        var verdicts = _policy is null ? [] : _checker.Check(new ModelsManifest { Models = [used] }, _policy, day, _usage).Verdicts;
        var isListed = _manifest is null || listed is not null;
        return new ModelGateResult(reference, resolution, verdicts, isListed, (isListed || _options.AllowUnlisted) && !verdicts.Any(Bars))
        {
            License = model?.License(Catalog.LicenseScope.Weights, day)?.Expression.ValueOrDefault,
        };
    }
}
