using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Resolution;

/// <summary>What a token of a name is.</summary>
internal enum TokenRole : byte
{
    /// <summary>Part of the name of the model.</summary>
    Name = 0,

    /// <summary>A quantization or precision.</summary>
    Quantization,

    /// <summary>A file format or the library that wrote it.</summary>
    Format,

    /// <summary>Says that this is a build, and nothing else.</summary>
    Packaging,

    /// <summary>Number of a part of a split file.</summary>
    Shard,

    /// <summary>A file beside the weights (mmproj, mtp).</summary>
    Sidecar,
}

/// <summary>A folded name in tokens, each with its role. Lives on the stack.</summary>
/// <remarks>The roles follow from a table of words that builders of quantized files use; a word that is not in it stays part of the name.</remarks>
internal ref struct NameTokens
{
    /// <summary>Names of models have under 20 tokens; a name with more has no tokens.</summary>
    public const int MaxTokens = 48;

    private readonly ReadOnlySpan<byte> _key;
    private readonly Span<short> _starts;
    private readonly Span<TokenRole> _roles;

    private NameTokens(ReadOnlySpan<byte> key, Span<short> starts, Span<TokenRole> roles, int count)
    {
        _key = key;
        _starts = starts;
        _roles = roles;
        Count = count;
    }

    public int Count { get; }

    public readonly TokenRole Role(int index) => _roles[index];

    public readonly ReadOnlySpan<byte> this[int index] => _key[_starts[index]..(_starts[index + 1] - 1)];

    /// <summary>Takes a folded name apart.</summary>
    /// <param name="key">The name, folded by <see cref="NameKey"/>.</param>
    /// <param name="starts">Room for <see cref="MaxTokens"/> + 1.</param>
    /// <param name="roles">Room for <see cref="MaxTokens"/>.</param>
    public static NameTokens Split(ReadOnlySpan<byte> key, Span<short> starts, Span<TokenRole> roles)
    {
        var count = 0;
        starts[0] = 0;
        for (var i = 0; i <= key.Length; i++)
        {
            if (i < key.Length && key[i] != '-')
                continue;
            if (count == MaxTokens)
                return new NameTokens(key, starts, roles, 0);
            roles[count++] = TokenRole.Name;
            starts[count] = (short)(i + 1);
        }

        var tokens = new NameTokens(key, starts, roles, key.IsEmpty ? 0 : count);
        tokens.AssignRoles();
        return tokens;
    }

    /// <summary>Writes the tokens from <paramref name="from"/> on that belong to the name, with '-' between them; gives the length.</summary>
    public readonly int WriteName(int from, Span<byte> target)
    {
        var length = 0;
        for (var i = from; i < Count; i++)
        {
            if (_roles[i] != TokenRole.Name)
                continue;
            if (length > 0)
                target[length++] = (byte)'-';
            this[i].CopyTo(target[length..]);
            length += this[i].Length;
        }

        return length;
    }

    /// <summary>The text of neighbouring tokens.</summary>
    public readonly ReadOnlySpan<byte> Slice(int from, int count) => _key[_starts[from]..(_starts[from + count] - 1)];

    private void AssignRoles()
    {
        var quantized = false;
        for (var i = 0; i < Count;)
        {
            var taken = QuantizationWords.Match(this, i, quantized, out var role);
            if (taken == 0)
            {
                i++;
                continue;
            }

            // A name does not begin with its packaging; "gguf" alone is no model, but "mmproj-model" has a sidecar in front.
            if (i == 0 && role != TokenRole.Sidecar)
            {
                i += taken;
                continue;
            }

            quantized |= role is TokenRole.Quantization or TokenRole.Format;
            for (var j = 0; j < taken; j++)
                _roles[i + j] = role;
            i += taken;
        }
    }

    /// <summary>The size label in the name: the first token (with a following <c>-A3B</c> or <c>-16E</c>) that is one; <c>default</c> when none is.</summary>
    public readonly SizeLabel FindSize()
    {
        Span<char> text = stackalloc char[26];
        for (var i = 0; i < Count; i++)
        {
            if (_roles[i] != TokenRole.Name || !CanBeSize(this[i]))
                continue;
            if (i + 1 < Count && _roles[i + 1] == TokenRole.Name && CanFollowSize(this[i + 1]) && Label(Slice(i, 2), text) is { IsEmpty: false } pair)
                return pair;
            if (Label(this[i], text) is { IsEmpty: false } single)
                return single;
        }

        return default;
    }

    // A last digit only in the form of "7b1".
    private static bool CanBeSize(ReadOnlySpan<byte> token) =>
        token.Length is >= 2 and <= 12 && (IsDigit(token[0]) || (token[0] is (byte)'a' or (byte)'e' && IsDigit(token[1])))
        && (token[^1] is (byte)'b' or (byte)'m' or (byte)'k' or (byte)'t' || (IsDigit(token[^1]) && IsDigit(token[0]) && token.Contains((byte)'b')));

    private static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    private static bool CanFollowSize(ReadOnlySpan<byte> token) =>
        token.Length >= 2 && ((token[0] == 'a' && token[1] is >= (byte)'0' and <= (byte)'9') || (token[^1] == 'e' && token[0] is >= (byte)'0' and <= (byte)'9'));

    private static SizeLabel Label(ReadOnlySpan<byte> token, Span<char> text)
    {
        if (token.Length > text.Length)
            return default;
        for (var i = 0; i < token.Length; i++)
            text[i] = (char)token[i];
        // "128k" and "1m" are contexts, not sizes: below a million parameters nothing is labelled so, and "1m" with a small m is a context too.
        return SizeLabel.TryParse(text[..token.Length], null, out var label) && label.Form switch
        {
            SizeLabelForm.Total => label.Total!.Value.Value >= 10_000_000,
            _ => true,
        }
            ? label
            : default;
    }
}
