using ModelProvenance.Artifacts.Reading;

namespace ModelProvenance.Artifacts.Counting;

/// <summary>Counts parameters: from a configuration by the formula of its architecture, or from tensors.</summary>
public static class ParameterCounter
{
    /// <summary>Counts by the formula for the <c>model_type</c> of a configuration.</summary>
    /// <remarks>A model type without a formula, a figure that is missing and a setting that no formula describes give no figures. Towers for images and sound are not
    /// described; a model of several kinds of input has no formula.</remarks>
    public static ConfigParameterCount Count(ModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return Count(config.Root);
    }

    /// <summary>Counts the tensors of a GGUF file: every element but tables that are computed, not learned (<c>rope_freqs</c>, <c>rope_factors_long</c>, <c>rope_factors_short</c>).</summary>
    public static TensorParameterCount Count(GgufHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return TensorCounter.Count(header.Tensors.Select(tensor => new StoredTensor(tensor.Name, tensor.Type.Name, tensor.Shape.Length, tensor.ElementCount)), null, null);
    }

    /// <summary>Counts the tensors of a safetensors file, undoing the packing that the configuration describes.</summary>
    /// <param name="header">The header.</param>
    /// <param name="config">The configuration beside the file; null when there is none, and then nothing is taken for packed.</param>
    public static TensorParameterCount Count(SafetensorsHeader header, ModelConfig? config = null)
    {
        ArgumentNullException.ThrowIfNull(header);
        return Count(header.Tensors.Select(StoredTensor.From), config);
    }

    /// <summary>Counts tensors, for example those of all shards of a model, undoing the packing that the configuration describes.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="config">The configuration of the model; null when there is none, and then nothing is taken for packed.</param>
    public static TensorParameterCount Count(IEnumerable<StoredTensor> tensors, ModelConfig? config = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return TensorCounter.Count(tensors, config?.Quantization ?? config?.TextConfig?.Quantization, (config?.ExpertDataType ?? config?.TextConfig?.ExpertDataType)?.Value);
    }

    internal static ConfigParameterCount Count(JsonItem config)
    {
        var figures = new ArchitectureFigures(config);
        if (figures.Word("model_type") is not { } type)
            return new ConfigParameterCount(null, "the configuration names no model_type");
        if (!ArchitectureFormulas.ByModelType.TryGetValue(type, out var formula))
            return new ConfigParameterCount(null, $"no formula is known for the model_type {FindingSink.Quote(type)}");
        try
        {
            var result = formula(figures);
            return figures.Problem is { } problem ? new ConfigParameterCount(null, problem) : new ConfigParameterCount(result, null);
        }
        catch (Exception exception) when (exception is OverflowException or DivideByZeroException)
        {
            return new ConfigParameterCount(null, "the figures multiply to more than can be");
        }
    }
}
