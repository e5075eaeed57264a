namespace ModelProvenance.Cards;

/// <summary>What the reader of cards refuses to read, so that its memory and its work stay bounded by the input.</summary>
public static class CardLimits
{
    /// <summary>The longest card, in bytes of UTF-8 or in UTF-16 code units. The longest cards known carry benchmark tables of less than 1 MiB; 8 MiB leave room.</summary>
    public const int MaxLength = 8 * 1024 * 1024;

    /// <summary>The longest YAML block, in UTF-16 code units. Cards with MTEB results reach several 100 kB, so the 256 kB that would do for others are too few.</summary>
    public const int MaxYamlLength = 4 * 1024 * 1024;

    /// <summary>The deepest nesting of values. js-yaml 4.3.2, which the Hugging Face Hub's messages point to, refuses at the same depth; real cards stay below 10.</summary>
    public const int MaxDepth = 100;

    /// <summary>The most keys, values and lists of a block. 20,000 lines of benchmark results make about 60,000.</summary>
    public const int MaxNodes = 262_144;

    /// <summary>After so many syntax errors the rest of a block is not read: each may cost one more pass over it, and more help nobody.</summary>
    public const int MaxSyntaxErrors = 10;

    /// <summary>The most findings of one read. Further ones are left out; the first of each rule never is.</summary>
    public const int MaxFindings = 100;

    /// <summary>The most comments that a YAML document lists.</summary>
    public const int MaxComments = 65_536;
}
