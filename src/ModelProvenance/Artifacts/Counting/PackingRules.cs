namespace ModelProvenance.Artifacts.Counting;

/// <summary>How many weights one stored element holds.</summary>
/// <remarks>The rules of the quantizers themselves: AutoGPTQ and AWQ (qweight in I32), compressed-tensors (weight_packed), bitsandbytes (4 bits in U8), MXFP4 of gpt-oss
/// (_blocks), MLX (U32), FP8 with packed experts (DeepSeek-V4), ModelOpt NVFP4.</remarks>
internal sealed class PackingRules(QuantizationConfig? quantization, string? expertDataType)
{
    public bool IsPacked(in StoredTensor tensor) => BitsOf(tensor, out _);

    /// <summary>The weights that the tensor holds; null when it is packed in a way that is not known.</summary>
    public Int128? Unpack(in StoredTensor tensor)
    {
        if (!BitsOf(tensor, out var bits))
            return tensor.ElementCount;
        var container = ContainerBits(tensor.DataType);
        if (bits is not (>= 1 and <= 32) || bits > container)
            return null;
        // Widths that do not divide the container run across its elements (3 bits: 32 values in 3 words), so the ratio is exact, not rounded down.
        return (Int128)tensor.ElementCount * container / bits.Value;
    }

    private bool BitsOf(in StoredTensor tensor, out long? bits)
    {
        bits = null;
        if (quantization is null || ContainerBits(tensor.DataType) == 0)
            return false;
        var last = TensorRoles.LastPart(tensor.Name);
        switch (quantization.Method)
        {
            case "gptq" or "awq" or "gptq_v2" or "awq_marlin" or "auto-round" or "autoround" or "gptqmodel":
                bits = quantization.Bits;
                return last == "qweight";
            case "compressed-tensors":
                bits = GroupBits(tensor.Name);
                return last == "weight_packed" || (last == "weight" && tensor.DataType == "U8" && IsPackFormat(quantization.Format) && !IsExcluded(tensor.Name));
            case "bitsandbytes":
                bits = 4;
                return quantization.Bits == 4 && last == "weight" && tensor.DataType == "U8" && !IsExcluded(tensor.Name);
            case "mxfp4":
                bits = 4;
                return tensor.DataType == "U8" && (last.EndsWith("_blocks", StringComparison.Ordinal) || last == "blocks");
            case "mlx":
                bits = ModuleBits(tensor.Name);
                return last == "weight" && tensor.DataType == "U32" && !IsExcluded(tensor.Name);
            case "modelopt" or "modelopt_fp4":
                bits = 4;
                return last == "weight" && tensor.DataType == "U8" && quantization.Format?.Contains("FP4", StringComparison.OrdinalIgnoreCase) != false && !IsExcluded(tensor.Name);
            default:
                // FP8 for attention, and experts packed two to a byte.
                bits = 4;
                return expertDataType is "fp4" or "mxfp4" or "nvfp4" && tensor.DataType is "I8" or "U8" && IsRoutedExpert(tensor.Name);
        }
    }

    private static bool IsRoutedExpert(string name) =>
        name.Contains(".experts.", StringComparison.Ordinal) && !name.Contains("shared_expert", StringComparison.Ordinal);

    private static bool IsPackFormat(string? format) => format?.Contains("pack", StringComparison.Ordinal) == true;

    private long? GroupBits(string name)
    {
        if (quantization!.Bits is { } single)
            return single;
        foreach (var group in quantization.Groups)
        {
            if (group.Targets.Any(target => ModulePattern.Matches(target, ModuleOf(name))))
                return group.Bits;
        }

        // The formats that fix the width themselves.
        return quantization.Groups.Length == 0 && quantization.Format?.Contains("fp4", StringComparison.Ordinal) == true ? 4 : null;
    }

    private long? ModuleBits(string name) => quantization!.ModuleBits.TryGetValue(ModuleOf(name), out var bits) ? bits : quantization.Bits;

    private bool IsExcluded(string name)
    {
        foreach (var module in quantization!.ExcludedModules)
        {
            if (ModulePattern.Matches(module.Value, ModuleOf(name)) || (IsPlain(module.Value) && name.Contains(module.Value, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    // Transformers looks for a bare name anywhere in the path of a module.
    private static bool IsPlain(string pattern) => pattern.Length > 0 && !pattern.Contains('*', StringComparison.Ordinal) && !pattern.StartsWith("re:", StringComparison.Ordinal);

    private static string ModuleOf(string name) => name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : name;

    private static int ContainerBits(string dataType) => dataType switch
    {
        "U8" or "I8" => 8,
        "I16" or "U16" => 16,
        "I32" or "U32" => 32,
        "I64" or "U64" => 64,
        _ => 0,
    };
}
