using System.Collections.Immutable;

using ModelProvenance.Artifacts;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Resolution;

namespace ModelProvenance.Inspection;

/// <summary>Compares the figures of configurations and headers with those that the catalog has for models.</summary>
internal sealed class StructureComparison
{
    // Tokens are added and layers of experts counted in several ways; a model of another width, depth, number of heads or of experts is another one.
    private static readonly string[] Deciding = ["layers ", "hiddenSize ", "attentionHeads ", "keyValueHeads ", "headSize ", "experts ", "no experts"];

    private readonly ModelResolver _resolver;
    private readonly ImmutableArray<InspectedFile> _files;
    private readonly DateOnly? _asOf;
    private readonly ImmutableArray<(InspectedFile File, ObservedStructure Structure, FindingLocation Place)> _observed;

    public StructureComparison(ModelResolver resolver, ImmutableArray<InspectedFile> files, DateOnly? asOf)
    {
        (_resolver, _files, _asOf) = (resolver, files, asOf);
        _observed = [.. Observed()];
    }

    /// <summary>The model, or the candidates, whose figures the first file with figures has; null when no file has any, or no model has them.</summary>
    /// <remarks>When no model has the figures, or none are at hand, those with the same tokens.</remarks>
    public ModelResolution? Identify()
    {
        var structure = _observed.IsEmpty ? null : _observed[0].Structure;
        if (structure is not null && _resolver.ResolveStructure(_observed[0].File.Name, structure) is { Confidence: > ResolutionConfidence.None } found)
            return found;
        return _files.FirstOrDefault(f => f.Tokens is not null) is { } file && _resolver.ResolveVocabulary(file.Name, Vocabulary(file.Tokens)!, structure) is { Confidence: > ResolutionConfidence.None } tokens ? tokens : null;
    }

    private static ModelVocabulary? Vocabulary(TokenFingerprint? tokens) => tokens is null ? null : new ModelVocabulary(tokens.Count, tokens.Sha256);

    /// <summary>Where the first figures stand; null when no file has any.</summary>
    public FindingLocation? Place => _observed.IsEmpty ? null : _observed[0].Place;

    /// <param name="claimed">Which model the files are by their names.</param>
    public IEnumerable<Finding> Find(ModelInfo? claimed)
    {
        foreach (var (_, structure, place) in _observed)
        {
            if (claimed is not null && Against(structure, claimed) is { Length: > 0 } against)
                yield return Finding(InspectionRules.StructureOfAnotherModel, claimed, $"The figures are not those of {claimed.Id}, which the names say the files are: {string.Join("; ", against)}. See which model these files are.", place);
            foreach (var model in Bases().Where(b => b.Id != claimed?.Id))
            {
                if (Against(structure, model) is { Length: > 0 } other)
                    yield return Finding(InspectionRules.StructureNotOfBase, model, $"The figures are not those of {model.Id}, which is claimed as the base: {string.Join("; ", other)}. Correct the base, or say how the model was cut or grown.", place);
            }
        }
    }

    private static ImmutableArray<string> Against(ObservedStructure structure, ModelInfo model) =>
        StructureIndex.Compare(structure, model).Against.RemoveAll(a => !Array.Exists(Deciding, d => a.StartsWith(d, StringComparison.Ordinal)));

    private static Finding Finding(RuleDescriptor rule, ModelInfo model, string message, FindingLocation place)
    {
        var source = model.Structure.Sources[0];
        return new Finding(rule, message, place) { Evidence = [new FindingEvidence($"{model.Id} has {model.Structure.Value}", source.Source.Url.OriginalString, source.Locator)] };
    }

    // A merge or a pruned model has another structure by what it is; a teacher has its own.
    private IEnumerable<ModelInfo> Bases()
    {
        var ofCards = _files.Select(f => f.Card).OfType<ModelCard>().Where(c => c.BaseModels.Count == 1 && c.Relation != RelationKind.Merge).Select(c => c.BaseModels.First.Value);
        var ofHeaders = _files.Where(f => f.Gguf is { General.BaseModels.Length: 1 }).Select(f => f.Gguf!.General.BaseModels[0]).Select(b => b.RepositoryUrl ?? b.Name);
        return ofCards.Concat(ofHeaders).OfType<string>().Select(n => _resolver.Resolve(n, _asOf).Model).OfType<ModelInfo>().DistinctBy(m => m.Id);
    }

    private IEnumerable<(InspectedFile File, ObservedStructure Structure, FindingLocation Place)> Observed()
    {
        // The tokens of a file with figures are its own; a configuration has those of the tokenizer beside it.
        var beside = Vocabulary(_files.FirstOrDefault(f => f.Tokens is not null && f.Gguf is null)?.Tokens);
        return Figures().Select(o => o with { Structure = o.Structure with { Vocabulary = Vocabulary(o.File.Tokens) ?? beside } });
    }

    private IEnumerable<(InspectedFile File, ObservedStructure Structure, FindingLocation Place)> Figures()
    {
        foreach (var file in _files)
        {
            if (file.Config is { } config && ObservedStructure.Of(config) is { } stated)
            {
                var layers = (config.TextConfig ?? config).Layers!;
                yield return (file, stated, At(file, layers));
            }
            else if (file.Native is { } native && ObservedStructure.Of(native) is { } own)
            {
                yield return (file, own, At(file, native.Layers!));
            }
            else if (file.GenAi is { } genAi && ObservedStructure.Of(genAi) is { } exported)
            {
                yield return (file, exported, At(file, genAi.Layers!));
            }
            else if (file is { Gguf: { } header, IsPartOfModel: false } && ObservedStructure.Of(header) is { } read)
            {
                yield return (file, read, new FindingLocation(file.Name) { Pointer = header.General.Architecture + ".block_count" });
            }
        }

        // Tensors are asked only when no document states the figures; an adapter has the shapes of its own.
        if (!_files.Any(f => f.Config is not null || f.Native is not null || f.GenAi is not null || f.Gguf is not null || f.Adapter is not null) && TensorTotal.Parts(_files) is var (parts, place)
            && TensorFigures.Of([.. parts.SelectMany(p => p.Safetensors!.Tensors)]) is { } shaped)
        {
            yield return (parts[0], shaped, new FindingLocation(place) { Pointer = "embed_tokens.weight" });
        }
    }

    private static FindingLocation At(InspectedFile file, ConfigValue<long> value) => new(file.Name) { Line = value.Line, Column = value.Column, Pointer = value.Pointer };
}
