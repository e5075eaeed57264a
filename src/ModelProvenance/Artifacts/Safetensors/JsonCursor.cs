namespace ModelProvenance.Artifacts.Safetensors;

/// <summary>Walks over UTF-8 JSON that is known to be valid UTF-8. Never goes beyond the end.</summary>
internal struct JsonCursor(byte[] json)
{
    private readonly byte[] _json = json;

    public int Position { get; set; }

    public readonly bool AtEnd => Position == _json.Length;

    public readonly ReadOnlySpan<byte> Slice(int start, int length) => _json.AsSpan(start, length);

    public void SkipSpace()
    {
        var json = _json;
        var position = Position;
        while (position < json.Length && json[position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            position++;
        Position = position;
    }

    public bool Take(byte value)
    {
        if (Position == _json.Length || _json[Position] != value)
            return false;
        Position++;
        return true;
    }

    /// <summary>Passes over a string: the place of its bytes between the quotes, and whether escapes are among them. Escapes are not checked here.</summary>
    public bool TryString(out int start, out int length, out bool escaped)
    {
        start = Position + 1;
        length = 0;
        escaped = false;
        if (!Take((byte)'"'))
            return false;
        while (true)
        {
            var rest = _json.AsSpan(Position);
            var stop = rest.IndexOfAny((byte)'"', (byte)'\\');
            if (stop < 0)
                return false;
            if (rest[..stop].ContainsAnyInRange((byte)0, (byte)0x1F))
                return false;
            Position += stop + 1;
            if (rest[stop] == '"')
            {
                length = Position - 1 - start;
                return true;
            }

            escaped = true;
            if (AtEnd)
                return false;
            Position++;
        }
    }

    /// <summary>Reads a list of whole numbers, none of them negative; false for anything else, or more than fit.</summary>
    public bool TryNumbers(Span<ulong> numbers, out int count)
    {
        count = 0;
        if (!Take((byte)'['))
            return false;
        SkipSpace();
        if (Take((byte)']'))
            return true;
        do
        {
            SkipSpace();
            if (count == numbers.Length || !TryNumber(out numbers[count]))
                return false;
            count++;
            SkipSpace();
        }
        while (Take((byte)','));
        return Take((byte)']');
    }

    private bool TryNumber(out ulong number)
    {
        number = 0;
        var start = Position;
        var position = start;
        var json = _json;
        while (position < json.Length && (uint)(json[position] - '0') <= 9)
        {
            var digit = (ulong)(json[position] - '0');
            if (number > (ulong.MaxValue - digit) / 10)
                return false;
            number = (number * 10) + digit;
            position++;
        }

        Position = position;
        // A leading zero is no JSON; a fraction or exponent is left standing and fails at the next mark.
        return position > start && (json[start] != '0' || position == start + 1);
    }
}
