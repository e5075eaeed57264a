using System.Collections.Immutable;

using ModelProvenance.Artifacts;
using ModelProvenance.Artifacts.Counting;

namespace ModelProvenance.Inspection;

/// <summary>Counts the parameters of the safetensors files of a folder, or of the parts of its GGUF file, when all of them are there.</summary>
internal static class TensorTotal
{
    /// <returns>The count and the file that says which files belong together; null when that is not certain.</returns>
    public static (long Count, string File)? Of(ImmutableArray<InspectedFile> files, ModelConfig? config)
    {
        if (Parts(files) is not var (parts, file))
            return OfSplit(files);
        var count = ParameterCounter.Count(parts.SelectMany(p => p.Safetensors!.Tensors.Select(StoredTensor.From)), config);
        return count.Total is > 0 and var total ? (total, file) : null;
    }

    // Two splits beside each other are two builds; a whole file beside one is a third.
    private static (long Count, string File)? OfSplit(ImmutableArray<InspectedFile> files)
    {
        if (files.Any(f => f.Safetensors is not null))
            return null;
        var parts = files.Where(f => f is { Gguf: not null, IsPartOfModel: false }).ToList();
        if (parts.Count < 2 || parts.Exists(p => p.Gguf is not { IsComplete: true, Split: { } split } || split.Count != parts.Count)
            || !parts.Select(p => p.Gguf!.Split!.Number).Order().SequenceEqual(Enumerable.Range(0, parts.Count).Select(i => (long)i)))
        {
            return null;
        }

        if (parts.Exists(p => p.Gguf!.Split!.TensorCount is { } stated && stated != parts.Sum(q => (long)q.Gguf!.Tensors.Length)))
            return null;
        long total = 0;
        foreach (var part in parts)
        {
            if (ParameterCounter.Count(part.Gguf!).Total is not { } count || count > long.MaxValue - total)
                return null;
            total += count;
        }

        return total > 0 ? (total, parts.MinBy(p => p.Gguf!.Split!.Number)!.Name) : null;
    }

    /// <returns>The safetensors files of the model, and the file that says which belong together; null when that is not certain.</returns>
    public static (List<InspectedFile> Parts, string File)? Parts(ImmutableArray<InspectedFile> files)
    {
        var stored = files.Where(f => f.Safetensors is not null).ToList();
        if (files.FirstOrDefault(f => f.Index is not null && f.Name.EndsWith("model.safetensors.index.json", StringComparison.Ordinal)) is { Index: { } index } indexFile)
        {
            List<InspectedFile> parts = [.. index.Shards.Select(s => stored.Find(f => f.Name == s)).OfType<InspectedFile>()];
            return parts.Count != index.Shards.Length || parts.Count == 0 ? null : (parts, indexFile.Name);
        }

        // Several files without an index may be copies of one another (consolidated.safetensors beside model.safetensors).
        return stored.Count != 1 || ShardName.TryParse(stored[0].Name, out _) ? null : (stored, stored[0].Name);
    }
}
