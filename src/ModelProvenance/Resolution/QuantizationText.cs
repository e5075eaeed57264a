using System.Text;

namespace ModelProvenance.Resolution;

/// <summary>Prints a quantization as its makers do.</summary>
internal static class QuantizationText
{
    /// <summary><c>q4-k-m</c> becomes <c>Q4_K_M</c>, <c>q4.0</c> <c>Q4_0</c>, <c>fp-8</c> <c>FP8</c>, <c>gptq-int-4</c> <c>GPTQ-INT4</c>, <c>bnb-4bit</c> stays.</summary>
    public static string Canonical(ReadOnlySpan<byte> folded)
    {
        var words = Encoding.UTF8.GetString(folded).Split('-');
        var text = new StringBuilder();
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            var isGguf = word.Length >= 2 && word[0] == 'q' && char.IsAsciiDigit(word[1]);
            if (word is "iq" or "tq" && i + 1 < words.Length)
            {
                word += words[++i];
                isGguf = true;
            }

            if (text.Length > 0)
                text.Append('-');
            if (isGguf)
            {
                text.Append(word.ToUpperInvariant().Replace('.', '_'));
                while (i + 1 < words.Length && words[i + 1] is "k" or "s" or "m" or "l" or "xl" or "xs" or "xxs" or "nl" or "p")
                    text.Append('_').Append(words[++i].ToUpperInvariant());
            }
            else if (i + 1 < words.Length && word is "fp" or "bf" or "int" or "uint" or "mxfp" or "nvfp" or "nf" or "mxint")
            {
                text.Append(word.ToUpperInvariant()).Append(words[++i]);
            }
            else
            {
                text.Append(word is "bnb" || word.EndsWith("bit", StringComparison.Ordinal) || word.EndsWith("bpw", StringComparison.Ordinal) ? word : word.ToUpperInvariant());
            }
        }

        return text.ToString();
    }
}
