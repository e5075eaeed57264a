using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Resolution;

/// <summary>Finds the size label in the name of a model.</summary>
public static class SizeInName
{
    /// <summary>The first size label in a name (<c>30B-A3B</c> in <c>Qwen3-30B-A3B-Base</c>); <c>default</c> when there is none.</summary>
    public static SizeLabel Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Span<byte> folded = stackalloc byte[NameKey.MaxLength];
        var length = NameKey.Fold(name, folded);
        if (length <= 0)
            return default;
        Span<short> starts = stackalloc short[NameTokens.MaxTokens + 1];
        Span<TokenRole> roles = stackalloc TokenRole[NameTokens.MaxTokens];
        return NameTokens.Split(folded[..length], starts, roles).FindSize();
    }
}
