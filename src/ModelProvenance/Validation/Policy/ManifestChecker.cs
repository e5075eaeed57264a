using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Findings;
using ModelProvenance.Licensing;
using ModelProvenance.Validation.Policy;

namespace ModelProvenance;

/// <summary>What a check of the models in use gave.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Findings">Everything found, in the order of the manifest.</param>
/// <param name="Verdicts">The verdict of every rule of the policy on every model; empty without a policy.</param>
public sealed record ManifestReport(ModelsManifest Manifest, ImmutableArray<Finding> Findings, ImmutableArray<PolicyVerdict> Verdicts);

/// <summary>Checks the models that a project uses: whether the catalog knows them, whether they are what was pinned, whether they meet the policy. Offline, without the weights.</summary>
/// <remarks>Safe to share between threads; the same input and day give the same findings.</remarks>
public sealed class ManifestChecker
{
    private readonly ModelCatalog _catalog;
    private readonly ModelResolver _resolver;

    /// <summary>A checker.</summary>
    /// <param name="catalog">The catalog; null for that of this package.</param>
    public ManifestChecker(ModelCatalog? catalog = null)
    {
        _catalog = catalog ?? ModelCatalog.Default;
        _resolver = _catalog == ModelCatalog.Default ? ModelResolver.Default : new ModelResolver(_catalog);
    }

    /// <summary>Checks models.</summary>
    /// <param name="manifest">The models in use.</param>
    /// <param name="policy">What the team asks of them; null for nothing.</param>
    /// <param name="asOf">The day for which findings are meant: decisions hold or are over, the data is young or old.</param>
    /// <param name="usage">What the team does with the models; null when it does not say, and then a term that depends on it is unknown.</param>
    public ManifestReport Check(ModelsManifest manifest, PolicyDocument? policy, DateOnly asOf, UsageProfile? usage = null)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var verdicts = ImmutableArray.CreateBuilder<PolicyVerdict>();
        var evaluation = new PolicyEvaluation(_catalog, asOf, usage);
        foreach (var used in manifest.Models)
        {
            var model = Certain(_resolver.Resolve(used.Reference, asOf));
            findings.AddRange(Check(used, model, asOf));
            if (policy is null)
                continue;
            foreach (var verdict in evaluation.Evaluate(policy, used, model))
            {
                verdicts.Add(verdict);
                if (Finding(verdict) is { } finding)
                    findings.Add(finding);
            }
        }

        return new ManifestReport(manifest, findings.ToImmutable(), verdicts.ToImmutable());
    }

    /// <summary>The model that a name certainly stands for; null when it stands for none, or for one of several.</summary>
    internal static ModelInfo? Certain(Resolution.ModelResolution resolution) => resolution is { Model: { } found, Confidence: Resolution.ResolutionConfidence.Exact or Resolution.ResolutionConfidence.Strong } ? found : null;

    /// <summary>Checks a model by its name alone: nothing pins it and nobody decided about it.</summary>
    internal IEnumerable<Finding> CheckName(UsedModel used, PolicyDocument? policy, DateOnly asOf, UsageProfile? usage = null)
    {
        var model = Certain(_resolver.Resolve(used.Reference, asOf));
        var findings = policy is null ? [] : Judge(used, model, policy, asOf, usage);
        return model is null ? findings.Prepend(Unknown(used, asOf)) : findings;
    }

    /// <summary>Holds a model against a policy.</summary>
    internal IEnumerable<Finding> Judge(UsedModel used, ModelInfo? model, PolicyDocument policy, DateOnly asOf, UsageProfile? usage = null) =>
        new PolicyEvaluation(_catalog, asOf, usage).Evaluate(policy, used, model).Select(Finding).OfType<Finding>();

    private Finding Unknown(UsedModel used, DateOnly asOf) =>
        new(GateRules.UnknownModel, $"'{used.Reference}' does not determine a model of catalog {_catalog.CatalogVersion}{Candidates(used, asOf)}. Name the repository, or put a layer with the model on top (--catalog).", used.Location);

    private IEnumerable<Finding> Check(UsedModel used, ModelInfo? model, DateOnly asOf)
    {
        if (model is null)
            yield return Unknown(used, asOf);
        if (used.Revision.Length == 0 && used.Files.IsEmpty)
            yield return new Finding(GateRules.UnpinnedModel, $"'{used.Reference}' is pinned neither by a revision nor by file digests. 'modelprov manifest lock' enters the digests of local files.", used.Location);
        if (model is not null)
        {
            var known = model.Distributions.Where(d => d.IsKnown && (d.Value.Repository.Value.Equals(used.Reference, StringComparison.OrdinalIgnoreCase) || model.Distributions.Length == 1))
                .SelectMany(d => d.Value.Files).ToLookup(f => f.Path, f => f.Sha256, StringComparer.Ordinal);
            foreach (var file in used.Files)
            {
                if (known[file.Path].Any() && !known[file.Path].Contains(file.Sha256))
                    yield return new Finding(GateRules.DigestOfAnotherFile, $"{file.Path} of '{used.Reference}' is pinned at {file.Sha256}; the catalog has {known[file.Path].First()} for that file of {model.Id}.", used.Location);
            }
        }

        if (used.Decision is not { } decision)
            yield break;
        if (decision.Until is { } until && asOf > until)
            yield return new Finding(GateRules.DecisionExpired, $"The decision by {decision.By} about '{used.Reference}' held until {until:yyyy-MM-dd}. Decide anew, or remove it.", decision.Location);
        if (decision.License is { } concluded && model?.License(LicenseScope.Weights, asOf) is { Expression: { IsKnown: true } stated } && stated.Value.ToString() != concluded.ToString())
        {
            yield return new Finding(GateRules.DecisionAgainstCatalog, $"The decision concludes {concluded}; the catalog has {stated.Value} for {model.Id}. The reason that was stated: {decision.Reason}", decision.Location)
            {
                Evidence = [.. stated.Sources.Select(s => new FindingEvidence($"{model.Id} is under {stated.Value}", s.Source.Url.OriginalString, s.Locator))],
            };
        }
    }

    private string Candidates(UsedModel used, DateOnly asOf)
    {
        var near = _resolver.Resolve(used.Reference, asOf).Candidates;
        return near.IsEmpty ? "" : $"; candidates: {string.Join(", ", near.Take(5).Select(c => c.Model))}";
    }

    private static Finding? Finding(PolicyVerdict verdict)
    {
        var (rule, severity) = verdict.Outcome switch
        {
            PolicyOutcome.NotMet => (GateRules.PolicyNotMet, verdict.Rule.Severity),
            PolicyOutcome.Unknown => (GateRules.PolicyUnknown, verdict.Rule.Unknown),
            PolicyOutcome.Decided => (GateRules.PolicyDecided, Severity.Info),
            _ => (null, default),
        };
        if (rule is null)
            return null;
        var what = verdict.Outcome switch
        {
            PolicyOutcome.NotMet => "does not meet",
            PolicyOutcome.Unknown => "cannot be held against",
            _ => "is decided in place of",
        };
        return new Finding(rule, severity, $"'{verdict.Model.Reference}' {what} '{verdict.Rule.Id}': {verdict.Fact.TrimEnd('.')}.{(verdict.Rule.Reason.Length > 0 ? $" Why the rule is there: {verdict.Rule.Reason}" : "")}", verdict.Model.Location)
        {
            Evidence = [.. verdict.Sources.Select(s => new FindingEvidence(verdict.Fact, s.Source.Url.OriginalString, s.Locator))],
        };
    }
}
