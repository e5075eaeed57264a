namespace ModelProvenance.Artifacts.Counting;

/// <summary>Tells parameters from what is stored beside them.</summary>
internal static class TensorRoles
{
    // The last part of a name that only quantizers write: compressed-tensors, FP8, GPTQ and AWQ, bitsandbytes, ModelOpt.
    private static readonly HashSet<string> QuantizationParts = new(StringComparer.Ordinal)
    {
        "weight_scale", "weight_scale_inv", "weight_scale_2", "weight_zero_point", "weight_shape", "weight_g_idx", "weight_global_scale", "input_scale", "input_zero_point",
        "input_global_scale", "output_scale", "k_scale", "v_scale", "q_scale", "qzeros", "g_idx", "absmax", "quant_map", "nested_absmax", "nested_quant_map", "SCB", "weight_format",
    };

    // Tables that a loader computes; stored by old versions.
    private static readonly HashSet<string> BufferParts = new(StringComparer.Ordinal)
    {
        "position_ids", "inv_freq", "masked_bias", "num_batches_tracked", "rope_freqs.weight", "rope_factors_long.weight", "rope_factors_short.weight",
    };

    /// <summary>Why a tensor is not counted; null when it is.</summary>
    public static ExcludedElements? ExcludedAs(in StoredTensor tensor, QuantizationConfig? quantization)
    {
        // Exponents without a mantissa serve only as block scales.
        if (tensor.DataType is "F8_E8M0" or "E8M0" or "UE8")
            return ExcludedElements.QuantizationState;

        var last = LastPart(tensor.Name);
        if (QuantizationParts.Contains(last) || tensor.Name.Contains(".quant_state.", StringComparison.Ordinal))
            return ExcludedElements.QuantizationState;
        if (quantization is not null && IsStateOf(quantization, last))
            return ExcludedElements.QuantizationState;
        if (BufferParts.Contains(last) || BufferParts.Contains(tensor.Name) || tensor.Name.EndsWith(".rope_freqs.weight", StringComparison.Ordinal))
            return ExcludedElements.Buffer;

        // The causal masks of GPT-2 checkpoints: [1, 1, n, n]. A bias has one dimension.
        if (last == "bias" && tensor.Rank >= 3 && tensor.Name.EndsWith("attn.bias", StringComparison.Ordinal))
            return ExcludedElements.Buffer;
        return tensor.DataType is "I64" or "U64" or "I32" or "U32" or "I16" or "U16" or "BOOL" ? ExcludedElements.Buffer : null;
    }

    private static bool IsStateOf(QuantizationConfig quantization, string last) => quantization.Method switch
    {
        // gpt-oss joins the word with '_': mlp.experts.down_proj_scales.
        "mxfp4" => last.EndsWith("_scales", StringComparison.Ordinal) || last == "scales",
        "mlx" => last is "scales" or "biases",
        "gptq" or "awq" or "auto-round" or "autoround" or "gptq_v2" or "awq_marlin" => last == "scales",
        "hqq" or "quanto" or "vptq" => last is "scales" or "zeros" or "scale" or "zero",
        _ => false,
    };

    public static string LastPart(string name) => name[(name.LastIndexOf('.') + 1)..];
}
