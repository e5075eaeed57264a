using System.Text;

namespace ModelProvenance.Catalog;

/// <summary>Folds names so that spellings of one name meet: <c>Qwen2.5-7B</c>, <c>qwen 2.5 7b</c> and <c>Qwen_2.5_7B</c> have one key.</summary>
/// <remarks>
/// The key is UTF-8: ASCII letters in lower case; runs of separators become one '-'; a '.' stays between digits; '_' between digits counts as '.';
/// a boundary is put where two or more letters are followed by a digit (<c>llama3</c> = <c>llama-3</c>, but <c>r1</c>, <c>v3</c>, <c>a3b</c> stay whole);
/// other characters stay as they are. No key is longer than <see cref="MaxLength"/>.
/// </remarks>
internal static class NameKey
{
    /// <summary>The longest name that has a key, in UTF-8 bytes. The longest repository name of the hubs has under 200.</summary>
    public const int MaxLength = 256;

    /// <summary>Writes the key of a name; gives its length, or -1 when the name is too long to have one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="key">At least <see cref="MaxLength"/> bytes.</param>
    public static int Fold(ReadOnlySpan<char> name, Span<byte> key)
    {
        if (name.Length > MaxLength)
            return -1;

        var length = 0;
        // Letters since the last boundary; digits end a run.
        var letters = 0;
        var wholeToken = true;
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (length > MaxLength - 5)
                return -1;

            if (char.IsAsciiLetter(c))
            {
                key[length++] = (byte)(c | 0x20);
                letters++;
                continue;
            }

            if (char.IsAsciiDigit(c))
            {
                if (letters >= 2 && wholeToken)
                    key[length++] = (byte)'-';
                wholeToken = false;
                letters = 0;
                key[length++] = (byte)c;
                continue;
            }

            if (c is '.' or '_' && i > 0 && i + 1 < name.Length && char.IsAsciiDigit(name[i - 1]) && char.IsAsciiDigit(name[i + 1]))
            {
                key[length++] = (byte)'.';
                letters = 0;
                continue;
            }

            if (c < 0x80)
            {
                if (length > 0 && key[length - 1] != '-')
                    key[length++] = (byte)'-';
                letters = 0;
                wholeToken = true;
                continue;
            }

            // Names in other scripts stand as they are; half a surrogate pair becomes the replacement character.
            var status = Rune.DecodeFromUtf16(name[i..], out var rune, out var consumed);
            i += consumed - 1;
            if (status == System.Buffers.OperationStatus.Done && Rune.IsWhiteSpace(rune))
            {
                if (length > 0 && key[length - 1] != '-')
                    key[length++] = (byte)'-';
            }
            else
            {
                length += rune.EncodeToUtf8(key[length..]);
            }

            letters = 0;
            wholeToken = true;
        }

        return length > 0 && key[length - 1] == '-' ? length - 1 : length;
    }

    /// <summary>The key as text; empty when the name has none.</summary>
    public static string Fold(string name)
    {
        Span<byte> key = stackalloc byte[MaxLength];
        var length = Fold(name, key);
        return length <= 0 ? "" : Encoding.UTF8.GetString(key[..length]);
    }

    /// <summary>Writes the lower-case form of a repository, handle or tag, in which only the case of ASCII letters is folded; -1 when it is too long.</summary>
    public static int Lower(ReadOnlySpan<char> text, Span<byte> key)
    {
        if (text.Length > MaxLength)
            return -1;
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (length > MaxLength - 5)
                return -1;
            if (c < 0x80)
            {
                key[length++] = (byte)(char.IsAsciiLetterUpper(c) ? c | 0x20 : c);
                continue;
            }

            Rune.DecodeFromUtf16(text[i..], out var rune, out var consumed);
            i += consumed - 1;
            length += rune.EncodeToUtf8(key[length..]);
        }

        return length;
    }
}
