namespace ModelProvenance.Boms;

/// <summary>A format of bills of materials that is written here.</summary>
public enum BomFormat
{
    /// <summary>CycloneDX 1.6 (ECMA-424), JSON.</summary>
    CycloneDx16 = 0,

    /// <summary>CycloneDX 1.7, JSON.</summary>
    CycloneDx17,

    /// <summary>SPDX 3.0.1, JSON-LD.</summary>
    Spdx301,
}

/// <summary>The words for formats.</summary>
public static class BomFormats
{
    private static readonly string[] Words = ["cyclonedx-1.6", "cyclonedx-1.7", "spdx-3.0.1"];

    /// <summary>All words, in the order of <see cref="BomFormat"/>.</summary>
    public static IReadOnlyList<string> All => Words;

    /// <summary>The word for a format: <c>cyclonedx-1.6</c>, <c>cyclonedx-1.7</c> or <c>spdx-3.0.1</c>.</summary>
    public static string ToWord(this BomFormat format) => Words[(int)format];

    /// <summary>The format of a word.</summary>
    /// <exception cref="FormatException"><paramref name="word"/> is none of <see cref="All"/>.</exception>
    public static BomFormat Parse(string word) => Array.IndexOf(Words, word) is >= 0 and var index
        ? (BomFormat)index
        : throw new FormatException($"'{word}' is not a format of bills of materials. Expected one of {string.Join(", ", Words)}.");
}
