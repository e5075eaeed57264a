namespace ModelProvenance.Licensing.Texts;

/// <summary>What is known about the place of a word.</summary>
[Flags]
internal enum TokenPlace : byte
{
    None = 0,

    /// <summary>The first word of a line.</summary>
    Line = 1,

    /// <summary>The first word after an empty line, or of the text.</summary>
    Paragraph = 2,

    /// <summary>Begins with a digit.</summary>
    Number = 4,

    /// <summary>"copyright" with a sign: ©, (c).</summary>
    CopyrightSign = 8,

    /// <summary>Stands in the address of a Markdown link, which a copy without marks does not have.</summary>
    Link = 16,
}

/// <summary>A word of a text: its hash, where it stands, and how it begins.</summary>
internal readonly record struct TextToken(ulong Hash, int Start, int End, TokenPlace Place);

/// <summary>
/// Takes a text apart into words, so that forms of one text meet: case, white space, line breaks, comment marks, Markdown and HTML marks, quotation marks, full-width forms, the spelling of
/// "licence" and the scheme of addresses do not count. Words joined by a hyphen are one word, so that a word divided at the end of a line is found again.
/// A CJK character is a word by itself. Numbers keep their points and lose the commas between groups of three digits; currency signs, '%' behind a digit and '+' behind a word count.
/// </summary>
internal static class TextTokens
{
    /// <summary>The longest text that is read, in UTF-16 units: more than the longest collection of licences of a distribution has. The rest is passed over.</summary>
    public const int MaxLength = 2_000_000;

    /// <summary>The longest word; what follows is another word. Keeps the buffer on the stack.</summary>
    private const int MaxWord = 128;

    // The longest address in a Markdown link or HTML tag that is passed over; longer ones are read as words.
    private const int MaxMark = 500;

    /// <summary>The words of a text. Front matter of a card is left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isCard">Whether the text begins with front matter (a block between lines of three hyphens).</param>
    public static List<TextToken> Read(string text, out bool isCard)
    {
        if (text.Length > MaxLength)
            text = text[..MaxLength];
        var start = FrontMatter(text);
        isCard = start > 0;
        if (NeedsFolding(text) && Fold(text) is { } folded)
            text = folded;
        var reader = new Reader(text, start);
        reader.Run();
        return reader.Tokens;
    }

    /// <summary>The hash of words in their order, for phrases.</summary>
    public static ulong Hash(ReadOnlySpan<TextToken> tokens)
    {
        var hash = Seed;
        foreach (var token in tokens)
            hash = Mix(hash, token.Hash);
        return hash;
    }

    /// <summary>The hash of three words in a row.</summary>
    public static uint Gram(in TextToken first, in TextToken second, in TextToken third) => (uint)(Mix(Mix(Mix(Seed, first.Hash), second.Hash), third.Hash) >> 32);

    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl"];

    private const ulong Seed = 0x9E3779B97F4A7C15;

    private static ulong Mix(ulong state, ulong value)
    {
        unchecked
        {
            state ^= value;
            state *= 0xFF51AFD7ED558CCD;
            state ^= state >> 32;
            state *= 0xC4CEB9FE1A85EC53;
            return state ^ (state >> 29);
        }
    }

    /// <summary>Where the text begins behind the front matter; 0 without one.</summary>
    private static int FrontMatter(string text)
    {
        var start = text.StartsWith('\uFEFF') ? 1 : 0;
        if (!text.AsSpan(start).StartsWith("---") || !IsLineEnd(text, start + 3))
            return 0;
        var line = text.IndexOf('\n', start);
        while (line >= 0)
        {
            if (text.AsSpan(line + 1).StartsWith("---") && IsLineEnd(text, line + 4))
                return line + 4;
            line = text.IndexOf('\n', line + 1);
        }

        return 0;
    }

    private static bool IsLineEnd(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        return at >= text.Length || text[at] is '\n' or '\r';
    }

    // Radicals and compatibility ideographs come out of the text layer of PDF files in place of the characters themselves.
    private static bool NeedsFolding(string text) => text.AsSpan().ContainsAnyInRange('\u2E80', '\u2FDF') || text.AsSpan().ContainsAnyInRange('\uF900', '\uFAFF');

    // Character by character, so that places stay what they were.
    private static string? Fold(string text)
    {
        var folded = text.ToCharArray();
        for (var i = 0; i < folded.Length; i++)
        {
            if (folded[i] is (>= '\u2E80' and <= '\u2FDF') or (>= '\uF900' and <= '\uFAFF') && folded[i].ToString().Normalize(System.Text.NormalizationForm.FormKC) is [var one])
                folded[i] = one;
        }

        return new string(folded);
    }

    private ref struct Reader
    {
        private readonly string _text;
        private int _at;
        private bool _lineStart = true;
        private bool _paragraphStart = true;
        private bool _lineHasWords;
        private int _linkEnd;

        public Reader(string text, int start)
        {
            _text = text;
            _at = start;
        }

        public List<TextToken> Tokens { get; } = [];

        public void Run()
        {
            while (_at < _text.Length)
            {
                var c = _text[_at];
                if (char.IsAsciiLetterOrDigit(c))
                    Word();
                else if (c < 0x80)
                    Ascii(c);
                else
                    Other(c);
            }
        }

        private void Ascii(char c)
        {
            switch (c)
            {
                case '\n':
                    LineEnd();
                    _at++;
                    break;
                case '<':
                    Tag();
                    break;
                case '&':
                    _at = Entity(_at, out _);
                    break;
                case ']' when LinkTarget(_at + 1) is var end and > 0:
                    // Addresses within the document are marks of the form.
                    if (_text[_at + 2] == '#')
                    {
                        _at = end;
                        break;
                    }

                    _linkEnd = end;
                    _at += 2;
                    break;
                case '$':
                    Sign('$');
                    break;
                case '%' when _at > 0 && char.IsAsciiDigit(_text[_at - 1]):
                case '+' when _at > 0 && (char.IsAsciiLetterOrDigit(_text[_at - 1]) || _text[_at - 1] == '+'):
                    Sign(c);
                    break;
                case '(' when _at + 2 < _text.Length && _text[_at + 1] is 'c' or 'C' && _text[_at + 2] == ')' && FollowsCopyright():
                    Tokens[^1] = Tokens[^1] with { Place = Tokens[^1].Place | TokenPlace.CopyrightSign };
                    _at += 3;
                    break;
                default:
                    _at++;
                    break;
            }
        }

        private void Other(char c)
        {
            switch (c)
            {
                case '©':
                    if (FollowsCopyright())
                        Tokens[^1] = Tokens[^1] with { Place = Tokens[^1].Place | TokenPlace.CopyrightSign };
                    else
                        Add(HashOf("copyright"), _at, _at + 1, TokenPlace.CopyrightSign);
                    _at++;
                    break;
                case '€' or '£' or '¥' or '￥':
                    Sign(c == '￥' ? '¥' : c);
                    break;
                case '\u2028' or '\u2029' or '\u0085':
                    LineEnd();
                    _at++;
                    break;
                default:
                    if (IsCjk(c))
                        Add(Mix(Seed, c), _at, ++_at, TokenPlace.None);
                    else if (char.IsLetterOrDigit(c))
                        Word();
                    else
                        _at++;
                    break;
            }
        }

        private readonly bool FollowsCopyright() => Tokens.Count > 0 && _at - Tokens[^1].End <= 2 && Tokens[^1].Hash == CopyrightHash;

        private void LineEnd()
        {
            if (!_lineHasWords)
                _paragraphStart = true;
            _lineStart = true;
            _lineHasWords = false;
        }

        private void Sign(char c)
        {
            Add(Mix(Seed, c), _at, _at + 1, TokenPlace.None);
            _at++;
        }

        private void Add(ulong hash, int start, int end, TokenPlace place)
        {
            if (_lineStart)
                place |= TokenPlace.Line;
            if (_paragraphStart)
                place |= TokenPlace.Paragraph;
            if (start < _linkEnd)
                place |= TokenPlace.Link;
            _lineStart = _paragraphStart = false;
            _lineHasWords = true;
            Tokens.Add(new TextToken(hash, start, end, place));
        }

        private void Word()
        {
            Span<char> word = stackalloc char[MaxWord];
            var length = 0;
            var start = _at;
            while (_at < _text.Length && length < MaxWord - 3)
            {
                var c = _text[_at];
                if (c >= 0xFB00 && c <= 0xFB04)
                {
                    // Ligatures of f, as PDF files have them.
                    foreach (var letter in Ligatures[c - 0xFB00])
                        word[length++] = letter;
                    _at++;
                    continue;
                }

                if (c is >= '\uFF10' and <= '\uFF5A')
                    c = (char)(c - 0xFEE0);
                if (c < 0x80 ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c) && !IsCjk(c))
                {
                    word[length++] = char.ToLowerInvariant(c);
                    _at++;
                    continue;
                }

                if (length > 0 && Inside(c, word[length - 1], out var next, out var kept))
                {
                    if (kept)
                        word[length++] = '.';
                    _at = next;
                    continue;
                }

                break;
            }

            if (length == 0)
            {
                _at++;
                return;
            }

            var text = word[..length];
            if (text.SequenceEqual("http") || text.SequenceEqual("https"))
            {
                if (_text.AsSpan(_at).StartsWith("://"))
                {
                    _at += 3;
                    if (_text.AsSpan(_at).StartsWith("www.", StringComparison.OrdinalIgnoreCase))
                        _at += 4;
                    return;
                }
            }

            if (text.SequenceEqual("www") && _at < _text.Length && _text[_at] == '.')
                return;
            if (length > 5 && text.StartsWith("licenc"))
                text[5] = 's';
            Add(HashOf(text), start, _at, char.IsAsciiDigit(text[0]) ? TokenPlace.Number : TokenPlace.None);
        }

        /// <summary>Whether a mark stands inside a word, and where the word goes on.</summary>
        private readonly bool Inside(char mark, char before, out int next, out bool kept)
        {
            next = _at + 1;
            kept = false;
            switch (mark)
            {
                case '.':
                    kept = true;
                    return char.IsAsciiDigit(before) && next < _text.Length && char.IsAsciiDigit(_text[next]);
                case ',':
                    return char.IsAsciiDigit(before) && next + 2 < _text.Length && char.IsAsciiDigit(_text[next]) && char.IsAsciiDigit(_text[next + 1]) && char.IsAsciiDigit(_text[next + 2])
                        && (next + 3 == _text.Length || !char.IsAsciiDigit(_text[next + 3]));
                case '\'' or '’' or '‘' or 'ʼ' or '＇':
                    return next < _text.Length && IsWordLetter(_text[next]);
                case '&':
                    next = Entity(_at, out var entity);
                    return entity == '\'' && next < _text.Length && IsWordLetter(_text[next]);
                case '\u00AD':
                    return true;
                case '-' or '\u2010' or '\u2011':
                    if (next < _text.Length && (char.IsAsciiLetterOrDigit(_text[next]) || IsWordLetter(_text[next])))
                        return true;
                    return Continues(ref next);
                default:
                    return false;
            }
        }

        // A hyphen at the end of a line, or before a space where a line once ended: the word goes on at the next letter, behind comment marks. Not in "pre- and post-".
        private readonly bool Continues(ref int next)
        {
            var at = next;
            while (at < _text.Length && _text[at] is ' ' or '\t' or '\r')
                at++;
            if (at < _text.Length && _text[at] == '\n')
            {
                at++;
                while (at < _text.Length && _text[at] is ' ' or '\t' or '#' or '*' or '/' or ';' or '>' or '%')
                    at++;
            }

            if (at == next || at >= _text.Length || !char.IsLower(_text[at]))
                return false;
            var rest = _text.AsSpan(at);
            if (rest.StartsWith("and ") || rest.StartsWith("or ") || rest.StartsWith("to "))
                return false;
            next = at;
            return true;
        }

        private void Tag()
        {
            var end = _at + 1;
            if (end >= _text.Length || !(char.IsAsciiLetter(_text[end]) || _text[end] is '/' or '!'))
            {
                _at++;
                return;
            }

            while (end < _text.Length && end - _at < MaxMark && _text[end] is not ('>' or '<'))
                end++;
            var tag = _text.AsSpan(_at + 1, end - _at - 1);
            if (end >= _text.Length || _text[end] != '>' || tag.Contains("://", StringComparison.Ordinal) && !tag.Contains('=') || tag.Contains('@') && !tag.Contains('='))
            {
                // No tag, or an address between angle brackets.
                _at++;
                return;
            }

            var name = tag.TrimStart('/');
            if (name.Length > 0 && (name[0] | 0x20) is 'p' or 'd' or 'h' or 'l' or 't' or 'b')
            {
                _lineStart = true;
                if ((name[0] | 0x20) is 'p' or 'd' or 'h')
                    _paragraphStart = true;
            }

            _at = end + 1;
        }

        /// <summary>The end of a character entity, and its character as far as it matters.</summary>
        private readonly int Entity(int at, out char character)
        {
            character = ' ';
            var end = _text.IndexOf(';', at, Math.Min(12, _text.Length - at));
            if (end < 0)
                return at + 1;
            var name = _text.AsSpan(at + 1, end - at - 1);
            foreach (var c in name)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c != '#')
                    return at + 1;
            }

            if (name is "apos" or "rsquo" or "lsquo" or "#39" or "#x27" or "#8217" or "#x2019")
                character = '\'';
            return end + 1;
        }

        /// <summary>The end of the address of a Markdown link; 0 when there is none.</summary>
        private readonly int LinkTarget(int at)
        {
            if (at >= _text.Length || _text[at] != '(')
                return 0;
            var isAddress = false;
            for (var i = at + 1; i < _text.Length && i - at < MaxMark; i++)
            {
                var c = _text[i];
                if (c == ')')
                    return isAddress ? i + 1 : 0;
                if (char.IsWhiteSpace(c))
                    return 0;
                isAddress |= c is '/' or '#' or '.' or ':';
            }

            return 0;
        }

        private static bool IsWordLetter(char c) => char.IsLetter(c) && !IsCjk(c);
    }

    private static bool IsCjk(char c) => c is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or '\u3007' or >= '\uD840' and <= '\uD87F';

    /// <summary>The hash of a word as the reader folds it (lower case).</summary>
    public static ulong HashOf(ReadOnlySpan<char> word)
    {
        unchecked
        {
            var hash = 0xCBF29CE484222325;
            foreach (var c in word)
                hash = (hash ^ c) * 0x100000001B3;
            return Mix(Seed, hash);
        }
    }

    /// <summary>The hash of "copyright".</summary>
    public static ulong CopyrightHash { get; } = HashOf("copyright");
}
