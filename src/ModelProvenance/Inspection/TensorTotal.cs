using System.Collections.Immutable;

using ModelProvenance.Artifacts;
using ModelProvenance.Artifacts.Counting;

namespace ModelProvenance.Inspection;

/// <summary>Counts the parameters of the safetensors files of a folder, when all of them are there.</summary>
internal static class TensorTotal
{
    /// <returns>The count and the file that says which files belong together; null when that is not certain.</returns>
    public static (long Count, string File)? Of(ImmutableArray<InspectedFile> files, ModelConfig? config)
    {
        if (Parts(files) is not var (parts, file))
            return null;
        var count = ParameterCounter.Count(parts.SelectMany(p => p.Safetensors!.Tensors.Select(StoredTensor.From)), config);
        return count.Total is > 0 and var total ? (total, file) : null;
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
