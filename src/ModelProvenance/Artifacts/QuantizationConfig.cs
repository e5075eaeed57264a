using System.Collections.Immutable;

using ModelProvenance.Artifacts.Reading;

namespace ModelProvenance.Artifacts;

/// <summary><c>quantization_config</c> of a configuration: by which method, in how many bits, and which modules not. Also the <c>quantization</c> of MLX.</summary>
public sealed record QuantizationConfig
{
    private QuantizationConfig()
    {
    }

    /// <summary>JSON pointer of the object.</summary>
    public string Pointer { get; private init; } = "";

    /// <summary><c>quant_method</c>: gptq, awq, bitsandbytes, fp8, mxfp4, compressed-tensors ...; <c>mlx</c> for the form of MLX.</summary>
    public string Method { get; private init; } = "";

    /// <summary>Bits of one weight, where one number holds for all; null otherwise.</summary>
    public long? Bits { get; private init; }

    /// <summary><c>group_size</c>: weights that share a scale; null when absent.</summary>
    public long? GroupSize { get; private init; }

    /// <summary><c>format</c> of compressed-tensors, <c>fmt</c> of FP8, <c>mode</c> of MLX, <c>quant_algo</c> of ModelOpt, <c>bnb_4bit_quant_type</c>; null when absent.</summary>
    public string? Format { get; private init; }

    /// <summary>Modules that were left as they are: <c>modules_to_not_convert</c>, <c>ignore</c>, <c>exclude_modules</c>, <c>llm_int8_skip_modules</c>.</summary>
    public ImmutableArray<ConfigValue<string>> ExcludedModules { get; private init; } = [];

    /// <summary><c>config_groups</c> of compressed-tensors: bits and targets of each group; empty for other methods.</summary>
    public ImmutableArray<QuantizationGroup> Groups { get; private init; } = [];

    /// <summary>Bits of single modules that differ (MLX), by module path.</summary>
    public ImmutableDictionary<string, long> ModuleBits { get; private init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Method, bits and format in one line: <c>gptq 4-bit</c>.</summary>
    public string Label => string.Join(' ', new[] { Method, Bits is null ? null : FormattableString.Invariant($"{Bits}-bit"), Format }.Where(part => !string.IsNullOrEmpty(part)));

    internal static QuantizationConfig? From(ConfigReader reader)
    {
        if (reader.Inner("quantization_config") is { } map)
        {
            // MLX repeats its own form under this name, without a method.
            return map.Present("quant_method") is null && map.Present("group_size") is not null && reader.Present("quantization") is not null ? FromMlx(map) : FromTransformers(map);
        }

        return reader.Present("quantization") is { Kind: JsonKind.Map } && reader.Inner("quantization") is { } mlx ? FromMlx(mlx) : null;
    }

    private static QuantizationConfig FromTransformers(ConfigReader map)
    {
        var groups = ReadGroups(map);
        var fourBits = map.Boolean("load_in_4bit", "_load_in_4bit")?.Value == true;
        var eightBits = map.Boolean("load_in_8bit", "_load_in_8bit")?.Value == true;
        return new QuantizationConfig
        {
            Pointer = map.Pointer,
            Method = map.Text("quant_method")?.Value ?? (fourBits || eightBits ? "bitsandbytes" : ""),
            Bits = map.Integer("bits", "w_bit", "num_bits")?.Value
                ?? (fourBits ? 4 : eightBits ? 8 : groups.Length > 0 && groups.All(group => group.Bits == groups[0].Bits) ? groups[0].Bits : null),
            GroupSize = map.SingleInteger("group_size", "q_group_size")?.Value,
            Format = map.Text("format", "fmt", "quant_algo", "bnb_4bit_quant_type")?.Value,
            ExcludedModules = [.. map.Texts("modules_to_not_convert"), .. map.Texts("ignore"), .. map.Texts("exclude_modules"), .. map.Texts("llm_int8_skip_modules")],
            Groups = groups,
        };
    }

    private static QuantizationConfig FromMlx(ConfigReader map)
    {
        var bits = ImmutableDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        var excluded = ImmutableArray.CreateBuilder<ConfigValue<string>>();
        foreach (var (name, item) in map.Map.Members)
        {
            if (item.Kind == JsonKind.Map && item.Find("bits")?.AsInteger() is { } own)
                bits[name] = own;
            else if (item.Kind == JsonKind.False && name.Contains('.', StringComparison.Ordinal))
                excluded.Add(new ConfigValue<string>(name, map.PointerOf(name), item.Line, item.Column));
        }

        return new QuantizationConfig
        {
            Pointer = map.Pointer,
            Method = "mlx",
            Bits = map.Integer("bits")?.Value,
            GroupSize = map.Integer("group_size")?.Value,
            Format = map.Text("mode")?.Value,
            ExcludedModules = excluded.ToImmutable(),
            ModuleBits = bits.ToImmutable(),
        };
    }

    private static ImmutableArray<QuantizationGroup> ReadGroups(ConfigReader map)
    {
        if (map.Inner("config_groups") is not { } groups)
            return [];
        var result = ImmutableArray.CreateBuilder<QuantizationGroup>();
        foreach (var (name, item) in groups.Map.Members)
        {
            if (item.Kind != JsonKind.Map || groups.Inner(name) is not { } group)
                continue;
            var weights = group.Inner("weights");
            result.Add(new QuantizationGroup(name, weights?.Integer("num_bits")?.Value, group.Text("format")?.Value, [.. group.Texts("targets").Select(target => target.Value)]));
        }

        return result.ToImmutable();
    }
}

/// <summary>A group of modules that compressed-tensors stores alike.</summary>
/// <param name="Name">Its name: <c>group_0</c>.</param>
/// <param name="Bits">Bits of one weight; null when absent.</param>
/// <param name="Format">Its own format; null when that of the whole holds.</param>
/// <param name="Targets">Classes (<c>Linear</c>), names, or patterns (<c>re:...</c>, given as text: no pattern of a file is run).</param>
public sealed record QuantizationGroup(string Name, long? Bits, string? Format, ImmutableArray<string> Targets);
