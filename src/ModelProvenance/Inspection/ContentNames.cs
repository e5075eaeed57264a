using System.Collections.Immutable;

using ModelProvenance.Artifacts;
using ModelProvenance.Facts;
using ModelProvenance.Resolution;

namespace ModelProvenance.Inspection;

/// <summary>Says which model files are, by the names that they state and then by the name of the file or folder. A model is never taken for its base.</summary>
internal sealed class ContentNames(ModelResolver resolver, DateOnly? asOf)
{
    /// <param name="files">The files that count.</param>
    /// <param name="ownName">The name of the file or folder; empty when it says nothing.</param>
    public ModelResolution Identify(ImmutableArray<InspectedFile> files, string ownName)
    {
        var bases = Bases(files);
        ModelResolution? weak = null;
        foreach (var name in Stated(files).Append(ownName))
        {
            if (name.Length == 0)
                continue;
            var found = resolver.Resolve(name, asOf);
            if (found.Model is { } model && !bases.Contains(model.Id))
                return found;
            if (found.Model is null && found.Confidence > (weak?.Confidence ?? ResolutionConfidence.None))
                weak = found;
        }

        return weak ?? resolver.Resolve(bases.Count == 0 ? ownName : "", asOf);
    }

    // What the model was made from. The base of a build (a quantization) is its original, and none of these.
    private HashSet<ModelId> Bases(ImmutableArray<InspectedFile> files)
    {
        var names = files.Where(f => f.Gguf is not null && !f.IsPartOfModel).SelectMany(f => GgufBases(f.Gguf!.General));
        if (files.Any(f => f.Adapter is not null || f.IsMerge || f.Card?.Relation is RelationKind.Finetune or RelationKind.Adapter or RelationKind.Merge))
            names = names.Concat(files.SelectMany(f => (f.Card is { } card ? card.BaseModels.Select(b => b.Value) : []).Append(f.Adapter?.BaseModel?.Value)).OfType<string>());
        return [.. names.Select(n => resolver.Resolve(n, asOf).Model?.Id).OfType<ModelId>()];
    }

    // general.base_model.* says what a model was made from; converters also write the original of a quantization there, which then has the name of this model, or one that means the same.
    private IEnumerable<string> GgufBases(GgufGeneral general)
    {
        var own = general.Name is { } name ? resolver.Resolve(name, asOf).Model?.Id : null;
        foreach (var reference in general.BaseModels)
        {
            if ((reference.RepositoryUrl ?? Repository(reference)) is not { } named || (general.BaseModels.Length == 1 && IsOriginal(general, reference)))
                continue;
            if (own is null || resolver.Resolve(named, asOf).Model?.Id != own)
                yield return named;
        }
    }

    private static bool IsOriginal(GgufGeneral general, GgufReference reference) =>
        general.Name is { } own && reference.Name is { } original && Key(own) == Key(original);

    private static string? Repository(GgufReference reference) => (reference.Organization, reference.Name) switch
    {
        (_, null) => null,
        (null or "", { } name) => name,
        ({ } organization, { } name) => $"{organization}/{name}",
    };

    // The surest first: what a card calls the original of a build, then repositories and names.
    private static IEnumerable<string> Stated(ImmutableArray<InspectedFile> files)
    {
        foreach (var card in files.Select(f => f.Card).OfType<ModelCard>())
        {
            if (card.Relation == RelationKind.Quantized && card.BaseModels.Count == 1)
                yield return card.BaseModels.First.Value!;
        }

        foreach (var general in files.Where(f => f.Gguf is not null && !f.IsPartOfModel).Select(f => f.Gguf!.General))
        {
            yield return general.SourceRepositoryUrl ?? "";
            yield return general.RepositoryUrl ?? "";
            // A base of the same name is the original of this build; one of another name is what a new model was made from.
            if (general.BaseModels is [var only] && IsOriginal(general, only))
                yield return only.RepositoryUrl ?? Repository(only)!;
            yield return general.Name ?? "";
        }

        foreach (var card in files.Select(f => f.Card).OfType<ModelCard>())
            yield return card.ModelName.Value ?? "";

        // _name_or_path of config.json is left out on purpose: a model that was trained further still names the base that it was loaded from.
    }

    private static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
