using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ModelProvenance.Artifacts;

/// <summary>The name of one part of a model that is stored in several files: <c>model-00001-of-00004.safetensors</c>.</summary>
/// <remarks>Read as writers write it: five or six digits (seen up to 000163), '-' or '_' before the number (<c>model_00001-of-00041.bin</c>), numbers from 1, or from 0
/// as MiniMax-M1 has them.</remarks>
/// <param name="Prefix">What stands before the number, without the '-' or '_'.</param>
/// <param name="Number">The number of the part, from 0 or 1.</param>
/// <param name="Count">The number of parts that the name states.</param>
/// <param name="Extension">With its dot: <c>.gguf</c>, <c>.safetensors</c>, <c>.bin</c>.</param>
public sealed record ShardName(string Prefix, int Number, int Count, string Extension)
{
    /// <summary>Reads a file name; folders before it are left out.</summary>
    /// <returns>False when the name is not that of a part.</returns>
    public static bool TryParse([NotNullWhen(true)] string? fileName, [NotNullWhen(true)] out ShardName? result)
    {
        result = null;
        if (string.IsNullOrEmpty(fileName))
            return false;
        var name = fileName.AsSpan(fileName.LastIndexOfAny(['/', '\\']) + 1);
        var dot = name.LastIndexOf('.');
        if (dot <= 0)
            return false;
        var stem = name[..dot];
        var of = stem.LastIndexOf("-of-", StringComparison.Ordinal);
        if (of < 0 || !TryNumber(stem[(of + 4)..], out var count))
            return false;
        var mark = stem[..of].LastIndexOfAny('-', '_');
        if (mark <= 0 || !TryNumber(stem[(mark + 1)..of], out var number))
            return false;
        result = new ShardName(stem[..mark].ToString(), number, count, name[dot..].ToString());
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        return digits.Length is 5 or 6 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
