using System.Collections.Immutable;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Artifacts.Safetensors;
using ModelProvenance.Facts;

namespace ModelProvenance.Artifacts;

/// <summary>The header of a safetensors file: metadata and the list of tensors. Names and shapes are made when they are asked for.</summary>
public sealed class SafetensorsHeader : IClaimSource
{
    internal SafetensorsHeader(int headerLength, long? fileLength, ImmutableArray<KeyValuePair<string, string>> metadata, TensorTable tensors)
    {
        HeaderLength = headerLength;
        FileLength = fileLength;
        Metadata = metadata;
        Tensors = tensors;
    }

    /// <summary>Bytes of the JSON header.</summary>
    public int HeaderLength { get; }

    /// <summary>Offset of the data section in the file.</summary>
    public long DataOffset => 8L + HeaderLength;

    /// <summary>Bytes of the input; null when the stream did not tell.</summary>
    public long? FileLength { get; }

    /// <summary><c>__metadata__</c> in the order of the file; empty when absent. Anybody can write anything there.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Metadata { get; }

    /// <summary>The tensors in the order of the header. Each access makes a new record; a tensor that breaks a rule of the format is left out.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>The value in <c>__metadata__</c>; null when there is none.</summary>
    public string? FindMetadata(string key)
    {
        foreach (var (name, value) in Metadata)
        {
            if (string.Equals(name, key, StringComparison.Ordinal))
                return value;
        }

        return null;
    }

    /// <summary>Stored elements of all tensors; null when they are more than 2^63. Parameters are another thing: see <see cref="Counting.ParameterCounter"/>.</summary>
    public long? ElementCount => ((TensorTable)Tensors).ElementCount;

    /// <summary>The data type that most elements have; null when there is no tensor.</summary>
    public SafetensorsDataType? MajorityType => ((TensorTable)Tensors).MajorityType();

    /// <inheritdoc/>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location)
    {
        var claims = new ClaimList(subject, location);
        claims.Add(ArtifactProperties.Format, FindMetadata("format") == "mlx" ? "mlx" : "safetensors", "", ClaimMethod.Observed);
        // Keys of the modelspec (Stability AI) and of kohya's trainer, which tools for images write.
        Add(claims, ArtifactProperties.Name, "modelspec.title", "ss_output_name");
        Add(claims, ArtifactProperties.Author, "modelspec.author", "author");
        Add(claims, ArtifactProperties.License, "modelspec.license", "license");
        Add(claims, ArtifactProperties.Architecture, "modelspec.architecture", "ss_base_model_version");
        Add(claims, ArtifactProperties.BaseModel, "ss_sd_model_name", "base_model");
        if (Counting.ParameterCounter.Count(this) is { Total: > 0 } count)
            claims.Add(ArtifactProperties.TotalParameters, count.Total, "tensors", ClaimMethod.Observed, "of this file, nothing taken for packed");
        claims.Add(ArtifactProperties.TotalParameters, FindMetadata("total_parameters"), "__metadata__/total_parameters");
        claims.Add(ArtifactProperties.DataType, MajorityType?.Name, "tensors", ClaimMethod.Observed);
        return claims.ToImmutable();
    }

    private void Add(ClaimList claims, string property, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            claims.Add(property, FindMetadata(key), "__metadata__/" + key);
    }
}
