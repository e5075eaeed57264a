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

    /// <summary>Reads the value of a tensor in the exact spelling that nearly all writers have: no spaces; dtype, shape, data_offsets. False for any other, and then nothing is
    /// passed over.</summary>
    public bool TryUsualTensor(Span<ulong> shape, out int typeStart, out int typeLength, out int rank, out ulong begin, out ulong end)
    {
        typeStart = typeLength = rank = 0;
        begin = end = 0;
        var back = Position;
        if (Word("{\"dtype\":\""u8))
        {
            typeStart = Position;
            while (Position < _json.Length && (char.IsAsciiLetterOrDigit((char)_json[Position]) || _json[Position] == '_'))
                Position++;
            typeLength = Position - typeStart;
            if (Word("\",\"shape\":"u8) && TryNumbers(shape, out rank) && Word(",\"data_offsets\":["u8)
                && TryNumber(out begin) && Take((byte)',') && TryNumber(out end) && Word("]}"u8))
            {
                return true;
            }
        }

        Position = back;
        return false;
    }

    private bool Word(ReadOnlySpan<byte> word)
    {
        if (!_json.AsSpan(Position).StartsWith(word))
            return false;
        Position += word.Length;
        return true;
    }

    private bool TryNumber(out ulong number)
    {
        number = 0;
        var start = Position;
        var position = start;
        var json = _json;
        while (position < json.Length && json[position] is >= (byte)'0' and <= (byte)'9')
        {
            var digit = (ulong)(json[position] - '0');
            // 18 digits always fit; only behind them the division is worth its time.
            if (position - start >= 18 && number > (ulong.MaxValue - digit) / 10)
                return false;
            number = unchecked((number * 10) + digit);
            position++;
        }

        Position = position;
        // A leading zero is no JSON; a fraction or exponent is left standing and fails at the next mark.
        return position > start && (json[start] != '0' || position == start + 1);
    }
}
