using System.Collections.Immutable;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Facts;

namespace ModelProvenance.Artifacts;

/// <summary>A tensor of an ONNX model: an initializer, or the value of a Constant node (where some exporters put all weights).</summary>
/// <param name="Name">Its name; for a constant that has none, the name of its node.</param>
/// <param name="DataType">The type of its elements by the names of TensorProto.DataType (<c>FLOAT</c>, <c>INT8</c>); <c>type 99</c> when the number has no name here.</param>
/// <param name="Shape">Its dimensions; empty for a single element.</param>
/// <param name="ElementCount">The product of the dimensions.</param>
/// <param name="IsInitializer">Whether it is an initializer of a graph.</param>
/// <param name="ByteOffset">Offset of its message in the file.</param>
public sealed record OnnxTensor(string Name, string DataType, ImmutableArray<long> Shape, long ElementCount, bool IsInitializer, long ByteOffset)
{
    /// <summary>The file beside the model that holds its data; null when the data stands in the model, or when the path leaves the folder (a finding says so).</summary>
    public OnnxExternalData? ExternalData { get; init; }
}

/// <summary>Where data of an ONNX model stands outside of it.</summary>
/// <param name="Location">The path, relative to the model's folder; it was checked as text only: whoever opens it must refuse links.</param>
/// <param name="Offset">Offset of the first byte; 0 when the model does not say.</param>
/// <param name="Length">Bytes; null when the model does not say.</param>
public sealed record OnnxExternalData(string Location, long Offset, long? Length);

/// <summary>What an ONNX model says about itself and which tensors it holds. Data is not read.</summary>
public sealed record OnnxModel : IClaimSource
{
    /// <summary><c>ir_version</c>; 0 when absent.</summary>
    public long IrVersion { get; init; }

    /// <summary><c>producer_name</c>: the program that exported it; empty when absent.</summary>
    public string ProducerName { get; init; } = "";

    /// <summary><c>producer_version</c>; empty when absent.</summary>
    public string ProducerVersion { get; init; } = "";

    /// <summary><c>domain</c>; empty when absent.</summary>
    public string Domain { get; init; } = "";

    /// <summary><c>model_version</c>; 0 when absent.</summary>
    public long ModelVersion { get; init; }

    /// <summary><c>doc_string</c>; empty when absent.</summary>
    public string Documentation { get; init; } = "";

    /// <summary>The name of the graph; empty when absent.</summary>
    public string GraphName { get; init; } = "";

    /// <summary><c>opset_import</c>: version by domain, the empty domain as <c>ai.onnx</c>; in the order of the file.</summary>
    public ImmutableArray<KeyValuePair<string, long>> OperatorSets { get; init; } = [];

    /// <summary><c>metadata_props</c> in the order of the file.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>Nodes of the main graph; those of inner graphs are not counted.</summary>
    public long NodeCount { get; init; }

    /// <summary>Initializers and constants of all graphs, in the order of the file.</summary>
    public ImmutableArray<OnnxTensor> Tensors { get; init; } = [];

    /// <summary>The initializers among <see cref="Tensors"/>.</summary>
    public IEnumerable<OnnxTensor> Initializers => Tensors.Where(tensor => tensor.IsInitializer);

    /// <summary>Elements of all tensors; null when they are more than 2^63.</summary>
    public long? ElementCount
    {
        get
        {
            Int128 sum = 0;
            foreach (var tensor in Tensors)
                sum += tensor.ElementCount;
            return sum <= long.MaxValue ? (long)sum : null;
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location)
    {
        var claims = new ClaimList(subject, location);
        claims.Add(ArtifactProperties.Format, "onnx", "", ClaimMethod.Observed);
        foreach (var (key, value) in Metadata)
        {
            // Free keys; these are the ones that exporters and the ONNX documentation (MetadataProps) name.
            var property = key.ToLowerInvariant() switch
            {
                "model_name" or "name" => ArtifactProperties.Name,
                "model_author" or "author" => ArtifactProperties.Author,
                "model_license" or "license" => ArtifactProperties.License,
                "version" => ArtifactProperties.Version,
                _ => null,
            };
            if (property is not null)
                claims.Add(property, value, "metadata_props/" + key);
        }

        if (ElementCount is > 0 and var count)
            claims.Add(ArtifactProperties.TotalParameters, count, "tensors", ClaimMethod.Observed, "elements of initializers and constants, shape constants included");
        claims.Add(ArtifactProperties.Producer, ProducerName.Length == 0 ? null : $"{ProducerName} {ProducerVersion}", "producer_name");
        return claims.ToImmutable();
    }
}
