using System.Collections.Immutable;
using System.Globalization;

using ModelProvenance.Artifacts;
using ModelProvenance.Boms;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Licensing;
using ModelProvenance.Lineage;

namespace ModelProvenance.Inspection;

/// <summary>Reads from files what they state about licence and bases, for <see cref="Obligations"/>.</summary>
internal sealed class StatedWorks(ModelCatalog catalog, ModelResolver resolver, LicenseNames names, InspectionOptions options)
{
    // Bases of bases outside the catalog; real chains have up to seven steps.
    private const int MaxDepth = 12;

    /// <summary>The work that files are.</summary>
    /// <param name="subject">The name under which it is reported.</param>
    /// <param name="model">The model of the catalog that it is; null when none.</param>
    /// <param name="files">The files at the root of the folder, or the one file.</param>
    public StatedWork Of(string subject, ModelInfo? model, ImmutableArray<InspectedFile> files)
    {
        var isLicenseOnly = model is null && !files.IsEmpty && files.All(static f => f.License is not null);
        var named = new List<StatedLicense>();
        var texts = new List<StatedLicense>();
        var weights = files.Where(static f => f.License is not null && !IsOfCode(f.Name)).ToList();
        // A licence file for the code says nothing about the weights, unless there is no other.
        foreach (var file in weights.Count > 0 || !isLicenseOnly ? weights : files.Where(static f => f.License is not null))
            (file.License!.Statement is null ? texts : named).Add(OfText(file));
        foreach (var file in files)
        {
            if (file.Card is { } card)
                named.AddRange(OfCard(card, file.Name));
            else if (file.License is null)
                named.AddRange(file.Claims.Where(static c => c.Property == ArtifactProperties.License).Select(c => OfName(c.Value, Place(file.Name, c.Sources[0].Locator))));
        }

        return new StatedWork(subject) { Model = model, IsLicenseOnly = isLicenseOnly, Licenses = Reduced(named, texts), Bases = Bases(model, files) };
    }

    /// <summary>The work that a bill of materials describes: what it declares and concludes of the licence, and the bases that it names.</summary>
    public StatedWork Of(string subject, ModelInfo? model, BomElement element)
    {
        var known = model is null ? [] : LineageGraph.AncestorsOf(catalog, model).Nodes.Select(static n => n.Id).ToHashSet(StringComparer.Ordinal);
        // A word for the relation is ours; CycloneDX and SPDX have none.
        var bases = element.ClaimsOf("baseModels").Select(claim => Base(claim.Value, Enum.TryParse<RelationKind>(claim.Note, ignoreCase: true, out var relation) ? relation : RelationKind.Finetune, []));
        return new StatedWork(subject)
        {
            Model = model,
            Licenses = Reduced([.. element.ClaimsOf("licenses.weights").Select(claim => OfName(claim.Value, Place(claim.Sources[0].Location, claim.Sources[0].Locator)))], []),
            Bases = [.. bases.Where(one => !known.Contains(one.Model?.Id.Value ?? one.Name)).DistinctBy(static one => one.Name)],
        };
    }

    /// <summary>The work that a card describes.</summary>
    public StatedWork Of(string subject, ModelCard card) => Of(subject, card, []);

    private StatedWork Of(string subject, ModelCard card, ImmutableArray<string> above) => new(subject)
    {
        Licenses = Reduced([.. OfCard(card, card.Path)], []),
        Bases = [.. card.BaseModels.Select(static b => b.Value).OfType<string>().Select(name => Base(name, RelationOf(card), above.Add(subject)))],
    };

    // DeepSeek-V3 and others have LICENSE-CODE beside LICENSE-MODEL.
    private static bool IsOfCode(string name) => Path.GetFileName(name).Contains("CODE", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where one place names a licence, "other" in another place adds nothing; a text that nobody has read stays open.</summary>
    private static ImmutableArray<StatedLicense> Reduced(IReadOnlyCollection<StatedLicense> names, IReadOnlyCollection<StatedLicense> texts)
    {
        var known = names.Concat(texts).Where(static l => l.Expression is not null).DistinctBy(static l => l.Expression).ToList();
        var open = (known.Count > 0 ? texts : names.Concat(texts)).Where(static l => l.Expression is null).DistinctBy(static l => l.Missing);
        return [.. known, .. open];
    }

    private StatedLicense OfText(InspectedFile file)
    {
        var match = file.License!;
        var place = match.Parts is [var first, ..] ? string.Create(CultureInfo.InvariantCulture, $"{file.Name}, line {first.StartLine}") : file.Name;
        if (match.Statement is { } statement)
            return OfName(statement, place);
        switch (match.Verdict)
        {
            case LicenseTextVerdict.Exact or LicenseTextVerdict.Same:
                // A use policy inside the file belongs to its licence, whose terms name it.
                var policies = match.Parts.Select(p => catalog.Licenses.Find(p.License)).OfType<ModelLicense>().SelectMany(static l => l.TermsOf<UsePolicyTerm>()).Select(static t => t.Policy).ToHashSet();
                var parts = match.License.IsEmpty ? match.Parts.Select(static p => p.License).Where(id => !policies.Contains(id)).Distinct().ToList() : [match.License];
                return new StatedLicense(place) { Expression = parts.Select(static id => (SpdxExpression)new SpdxLicense(id.Value)).Aggregate(static (all, one) => SpdxExpression.And(all, one)) };
            case LicenseTextVerdict.Modified:
                var lines = string.Join(", ", match.Differences.Take(5).Select(static d => d.Line.ToString(CultureInfo.InvariantCulture)));
                return new StatedLicense(place) { Missing = $"a reading of {file.Name}: {(match.License.IsEmpty ? "a known text" : match.License)} with changes{(lines.Length > 0 ? $" at line {lines}" : "")}{(match.Differences.Length > 5 ? " and more" : "")}" };
            default:
                return new StatedLicense(place) { Missing = $"a reading of {file.Name}: no known licence text" };
        }
    }

    private IEnumerable<StatedLicense> OfCard(ModelCard card, string name)
    {
        foreach (var item in card.Licenses)
        {
            if (item.Value is not { } text)
                continue;
            var found = names.Resolve(text);
            // license_name and license_link say which one "other" is.
            if (found.Expression is null)
                found = names.ResolveCard(text, card.LicenseName.Value, card.LicenseLink.Value) with { Input = card.LicenseName.Value is { } named ? $"{text} ({named})" : text };
            yield return OfName(found, Place(name, string.Create(CultureInfo.InvariantCulture, $"line {item.Location.Line}")));
        }
    }

    private StatedLicense OfName(string text, string place) => OfName(names.Resolve(text), place);

    private static StatedLicense OfName(LicenseNameResolution found, string place) => new(place)
    {
        Expression = found.Expression,
        Missing = found.Expression is not null ? ""
            : found.Candidates.Length > 1 ? $"which of {string.Join(", ", found.Candidates)} is meant by '{found.Input}' ({place})"
            : found.IsUnstated ? $"the licence that '{found.Input}' ({place}) stands for"
            : found.Family.Length > 0 ? $"which licence of the family {found.Family} is meant by '{found.Input}' ({place})"
            : $"what the licence '{found.Input}' ({place}) is",
    };

    private static string Place(string name, string locator) => locator.Length > 0 ? $"{name}, {locator}" : name;

    private ImmutableArray<StatedBase> Bases(ModelInfo? model, ImmutableArray<InspectedFile> files)
    {
        var known = model is null ? [] : LineageGraph.AncestorsOf(catalog, model).Nodes.Select(static n => n.Id).ToHashSet(StringComparer.Ordinal);
        var bases = new List<StatedBase>();
        var isMerge = files.Any(static f => f.IsMerge);
        foreach (var file in files)
        {
            var relation = file.Card is { } card ? RelationOf(card) : file.Adapter is not null ? RelationKind.Adapter : RelationKind.Finetune;
            if (file.IsMerge || (isMerge && file.Card is { Relation: null }))
                relation = RelationKind.Merge;
            foreach (var name in file.Card?.BaseModels.Select(static b => b.Value).OfType<string>() ?? file.Claims.Where(static c => c.Property == ArtifactProperties.BaseModel).Select(static c => c.Value))
            {
                var one = Base(name, relation, []);
                // The base of a build is the model itself, and what the catalog knows of its lineage is in the lineage.
                if (!known.Contains(one.Model?.Id.Value ?? one.Name) && !bases.Exists(b => b.Name == one.Name || (b.Model is { } same && same.Id == one.Model?.Id)))
                    bases.Add(one);
            }
        }

        return [.. bases];
    }

    private StatedBase Base(string name, RelationKind relation, ImmutableArray<string> above)
    {
        var model = resolver.Resolve(name, options.AsOf).Model;
        var card = model is null && above.Length < MaxDepth && !above.Contains(name) && RepositoryId.TryParse(name, null, out var repository) ? options.Cards?.FindCard(repository) : null;
        return new StatedBase(name, relation) { Model = model, Work = card is null ? null : Of(name, card, above) };
    }

    // Two bases without a word on how: the hub calls that a merge.
    private static RelationKind RelationOf(ModelCard card) => card.Relation ?? (card.BaseModels.Count > 1 ? RelationKind.Merge : RelationKind.Finetune);
}
