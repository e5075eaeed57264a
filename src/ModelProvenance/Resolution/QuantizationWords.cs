namespace ModelProvenance.Resolution;

/// <summary>The words by which builders of quantized and converted files mark them.</summary>
/// <remarks>Seen in the names of GGUF, AWQ, GPTQ, EXL2, MLX, bitsandbytes and compressed-tensors builds; the GGUF types are those of ggml's <c>gguf.md</c>.
/// Words that change what a model is (<c>qat</c>, <c>distill</c>, <c>abliterated</c>, <c>128k</c>) are left out on purpose.</remarks>
internal static class QuantizationWords
{
    /// <summary>How many tokens from <paramref name="at"/> on are packaging; 0 when the token belongs to the name.</summary>
    /// <param name="tokens">The name.</param>
    /// <param name="at">Where.</param>
    /// <param name="quantized">Whether a quantization or format stands in front: some words mean packaging only then.</param>
    /// <param name="role">What they are.</param>
    public static int Match(NameTokens tokens, int at, bool quantized, out TokenRole role)
    {
        role = TokenRole.Quantization;
        var token = tokens[at];
        if (token.IsEmpty)
            return 0;

        // Q4_K_M folds to q4-k-m, Q4_0 to q4.0, IQ4_XS to iq-4-xs, TQ1_0 to tq-1.0.
        if (token[0] == 'q' && token.Length >= 2 && IsDigit(token[1]))
            return IsGgufNumber(token[1..]) ? 1 + KSuffix(tokens, at + 1) : 0;
        if (token.SequenceEqual("iq"u8) || token.SequenceEqual("tq"u8))
            return at + 1 < tokens.Count && IsGgufNumber(tokens[at + 1]) ? 2 + KSuffix(tokens, at + 2) : 0;

        // fp8, bf16, int4, mxfp4, nvfp4, w4a16, nf4: letters and digits, folded apart when there are two letters or more.
        if (IsOneOf(token, "|fp|bf|int|uint|mxfp|nvfp|fp8e|mxint|"u8))
            return at + 1 < tokens.Count && IsBits(tokens[at + 1]) ? 2 + PrecisionSuffix(tokens, at + 2) : 0;
        if (IsOneOf(token, "|f16|f32|f64|nf4|"u8) || IsWeightActivation(token))
            return 1 + PrecisionSuffix(tokens, at + 1);
        if (token.EndsWith("bit"u8) && IsNumber(token[..^3]))
            return 1;
        if (IsNumber(token) && at + 1 < tokens.Count && IsOneOf(tokens[at + 1], "|bit|bits|bpw|"u8))
            return 2;
        if (token.EndsWith("bpw"u8) && IsNumber(token[..^3]))
            return 1;
        if (IsOneOf(token, "|awq|gptq|marlin|hqq|aqlm|nf|bnb|autoround|autogptq|autoawq|smoothquant|eetq|quip|vptq|torchao|ao|qqq|bitsandbytes|smashed|"u8))
            return token.SequenceEqual("nf"u8) && !(at + 1 < tokens.Count && IsBits(tokens[at + 1])) ? 0 : token.SequenceEqual("ao"u8) && !quantized ? 0 : 1;

        role = TokenRole.Format;
        if (IsOneOf(token, "|gguf|ggml|mlx|onnx|openvino|exl2|exl3|safetensors|llamafile|coreml|tensorrt|trtllm|mlc|ov|gguf's|ggufs|"u8))
            return token.SequenceEqual("ov"u8) && !quantized ? 0 : 1;
        if (token.SequenceEqual("exl"u8) && at + 1 < tokens.Count && IsBits(tokens[at + 1]))
            return 2;

        role = TokenRole.Packaging;
        // mradermacher's "i1" (weighted by an importance matrix) and unsloth's "UD" (dynamic) stand only beside a format or type.
        if (IsOneOf(token, "|imatrix|imat|quants|quant|quantized|requant|4bits|8bits|"u8))
            return 1;
        if (IsOneOf(token, "|ud|i1|unsloth|"u8) && at + 1 < tokens.Count && Match(tokens, at + 1, quantized: true, out _) > 0)
        {
            role = TokenRole.Packaging;
            return 1;
        }

        role = TokenRole.Packaging;
        if (quantized && IsOneOf(token, "|dynamic|block|blockwise|channel|g128|g64|g32|sym|asym|static|kv|v2|xl|dq|mixed|perchannel|pertensor|lmhead|hb|"u8))
            return token.SequenceEqual("v2"u8) ? 0 : 1;

        // Parts: 00001-of-00003.
        role = TokenRole.Shard;
        if (token.Length >= 5 && IsNumber(token) && at + 2 < tokens.Count && tokens[at + 1].SequenceEqual("of"u8) && tokens[at + 2].Length >= 5 && IsNumber(tokens[at + 2]))
            return 3;

        role = TokenRole.Sidecar;
        if (at == 0 && IsOneOf(token, "|mmproj|mtp|"u8))
            return 1;
        return 0;
    }

    private static int KSuffix(NameTokens tokens, int at)
    {
        if (at >= tokens.Count)
            return 0;
        if (IsOneOf(tokens[at], "|xxs|xs|s|m|l|xl|nl|"u8))
            return 1;
        if (!tokens[at].SequenceEqual("k"u8))
            return 0;
        return at + 1 < tokens.Count && IsOneOf(tokens[at + 1], "|s|m|l|xl|xs|p|"u8) ? 2 : 1;
    }

    private static int PrecisionSuffix(NameTokens tokens, int at) => at < tokens.Count && IsOneOf(tokens[at], "|e4m3|e5m2|mixed|hybrid|"u8) ? 1 : 0;

    private static bool IsGgufNumber(ReadOnlySpan<byte> token) => token.Length is 1 or 3 && IsDigit(token[0]) && token[0] is >= (byte)'1' and <= (byte)'8' && (token.Length == 1 || (token[1] == '.' && token[2] is (byte)'0' or (byte)'1'));

    private static bool IsBits(ReadOnlySpan<byte> token) => IsOneOf(token, "|2|3|4|5|6|8|16|32|"u8);

    // w4a16, w8a8, w4a4.
    private static bool IsWeightActivation(ReadOnlySpan<byte> token)
    {
        if (token.Length is < 4 or > 6 || token[0] != 'w')
            return false;
        var a = token.IndexOf((byte)'a');
        return a is 2 or 3 && IsNumber(token[1..a]) && IsNumber(token[(a + 1)..]);
    }

    private static bool IsNumber(ReadOnlySpan<byte> token)
    {
        if (token.IsEmpty || !IsDigit(token[0]))
            return false;
        foreach (var b in token)
        {
            if (!IsDigit(b) && b != '.')
                return false;
        }

        return true;
    }

    private static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    // The words stand between bars; a token never holds one.
    private static bool IsOneOf(ReadOnlySpan<byte> token, ReadOnlySpan<byte> words)
    {
        while (true)
        {
            var at = words.IndexOf(token);
            if (at < 0)
                return false;
            if (at > 0 && words[at - 1] == '|' && words[at + token.Length] == '|')
                return true;
            words = words[(at + 1)..];
        }
    }
}
