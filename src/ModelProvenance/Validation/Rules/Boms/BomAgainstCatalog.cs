using System.Collections.Immutable;

using ModelProvenance.Boms;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Inspection;
using ModelProvenance.Lineage;
using ModelProvenance.Resolution;

namespace ModelProvenance.Validation.Rules.Boms;

/// <summary>What a document says of a model is held against what the catalog has with a source.</summary>
internal sealed class BomAgainstCatalog()
    : BomRule(5121, nameof(BomAgainstCatalog), Severity.Error, "A document says of a model something else than the catalog: another licence, number of parameters, architecture, developer or base.")
{
    public override void Check(BomRuleContext context)
    {
        var comparison = new BomComparison(context.Validator);
        foreach (var element in context.Document.Models)
        {
            foreach (var contradiction in comparison.Contradictions(element))
            {
                context.Report(context.Document.At(contradiction.Claim.Sources[0].Locator) ?? element.Node, $"{contradiction.Message}", contradiction.IsCertain ? Severity.Error : Severity.Warning,
                    [.. contradiction.Catalog.SelectMany(c => c.Sources.Take(2).Select(s => new FindingEvidence($"{contradiction.Claim.Property} is {c.Value}", s.Location, s.Locator))).Take(4)]);
            }
        }
    }
}

/// <summary>A claim of a document that the catalog contradicts.</summary>
internal sealed record BomContradiction(ProvenanceClaim Claim, ImmutableArray<ProvenanceClaim> Catalog, string Message, bool IsCertain);

/// <summary>Compares models of documents with the catalog; also serves the coverage report.</summary>
internal sealed class BomComparison(Validator validator)
{
    private static readonly string[] Compared = ["licenses.weights", "parameters.total", "parameters.active", "architecture"];

    private readonly ClaimComparison _comparison = new(validator.Options.Catalog);

    /// <summary>The model of the catalog that an element is; null when that is not certain.</summary>
    public ModelInfo? ModelOf(BomElement element)
    {
        var repository = element.PackageUrl.HuggingFaceRepository;
        var name = element.LookupName;
        var found = validator.Resolver.Resolve(name.Length <= 400 ? name : "", validator.Options.AsOf);
        return found.Confidence == ResolutionConfidence.Exact || (found.Confidence == ResolutionConfidence.Strong && !repository.IsEmpty) ? found.Model : null;
    }

    /// <summary>What the catalog says otherwise.</summary>
    public IEnumerable<BomContradiction> Contradictions(BomElement element)
    {
        if (ModelOf(element) is not { } model)
            return [];
        var evidence = validator.Options.Catalog.Evidence(EntityKind.Model, model.Id.Value);
        return element.Claims.Select(claim => Contradiction(claim, model, evidence)).OfType<BomContradiction>();
    }

    /// <summary>Whether the catalog says the same as a claim: false for otherwise, null when it says nothing or nothing comparable.</summary>
    public bool? Agrees(ProvenanceClaim claim, ModelInfo model, ImmutableArray<ProvenanceClaim> evidence)
    {
        switch (claim.Property)
        {
            case "repository":
                return model.Repositories.Any(r => r.IsKnown && r.Value.Repository.Value.Equals(claim.Value, StringComparison.OrdinalIgnoreCase)) ? true : null;
            case "name":
                return model.Name.Equals(claim.Value, StringComparison.OrdinalIgnoreCase) || model.Repository.Name.Equals(claim.Value, StringComparison.OrdinalIgnoreCase) ? true : null;
            case "developers" or "publisher":
                return validator.Options.Catalog.FindOrganization(claim.Value) is not { } named || !model.Developers.IsKnown ? null
                    : model.Developers.Value.Contains(named.Id) ? true
                    : claim.Property == "publisher" || IsRelated(named.Id, model) ? null : false;
            case "dates.released":
                return model.Dates.Any(d => d.Date.IsKnown && d.Date.Value.ToString() == claim.Value) ? true : null;
            case "baseModels":
                // A base outside the catalog is compared by its repository; its name may look like that of a model inside.
                if (model.BaseModels.Any(b => b.IsKnown && b.Value.Reference.Equals(claim.Value, StringComparison.OrdinalIgnoreCase)))
                    return true;
                return validator.Resolver.Resolve(claim.Value.Length <= 400 ? claim.Value : "").Model is not { } parent ? null
                    : LineageGraph.AncestorsOf(validator.Options.Catalog, model).Nodes.Skip(1).Any(n => n.Model?.Id == parent.Id) ? true
                    : model.BaseModels.Any(b => b.IsKnown) ? false : null;
            default:
                var known = evidence.Where(c => c.Property == claim.Property && c.IsPreferred && c.Value is not ("notPublished" or "notApplicable" or "notEstablished" or "notResearched")).ToList();
                if (known.Count == 0)
                    return null;
                var answers = known.Select(c => _comparison.Agree(claim.Property, claim, c)).ToList();
                // Other properties are written in too many ways to call a difference a contradiction.
                return answers.Contains(true) ? true : answers.Contains(null) || Array.IndexOf(Compared, claim.Property) < 0 ? null : false;
        }
    }

    private BomContradiction? Contradiction(ProvenanceClaim claim, ModelInfo model, ImmutableArray<ProvenanceClaim> evidence)
    {
        if (Agrees(claim, model, evidence) != false)
            return null;
        ImmutableArray<ProvenanceClaim> known = [.. evidence.Where(c => c.Property == claim.Property && c.IsPreferred)];
        var said = string.Join(", ", known.Select(c => c.Value));
        return new BomContradiction(claim, known, $"The document says {BomRuleContext.Quote(claim.Value)} for '{claim.Property}' of {model.Id}; the catalog has {BomRuleContext.Quote(said)}.", claim.Property is "licenses.weights" or "parameters.total" or "architecture");
    }

    // A parent is named for its laboratory, and the other way round.
    private bool IsRelated(OrganizationId named, ModelInfo model)
    {
        foreach (var developer in model.Developers.Value)
        {
            if (validator.Options.Catalog.Organizations.Find(developer) is { Parent: { IsKnown: true } parent } && parent.Value == named)
                return true;
        }

        return validator.Options.Catalog.Organizations.Find(named) is { Parent: { IsKnown: true } own } && model.Developers.Value.Contains(own.Value);
    }
}
