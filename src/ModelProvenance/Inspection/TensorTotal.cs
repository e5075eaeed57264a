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
        var stored = files.Where(f => f.Safetensors is not null).ToList();
        List<InspectedFile> parts;
        string file;
        if (files.FirstOrDefault(f => f.Index is not null && f.Name.EndsWith("model.safetensors.index.json", StringComparison.Ordinal)) is { Index: { } index } indexFile)
        {
            parts = [.. index.Shards.Select(s => stored.Find(f => f.Name == s)).OfType<InspectedFile>()];
            if (parts.Count != index.Shards.Length || parts.Count == 0)
                return null;
            file = indexFile.Name;
        }
        else
        {
            // Several files without an index may be copies of one another (consolidated.safetensors beside model.safetensors).
            if (stored.Count != 1 || ShardName.TryParse(stored[0].Name, out _))
                return null;
            parts = stored;
            file = stored[0].Name;
        }

        var count = ParameterCounter.Count(parts.SelectMany(p => p.Safetensors!.Tensors.Select(StoredTensor.From)), config);
        return count.Total is > 0 and var total ? (total, file) : null;
    }
}
