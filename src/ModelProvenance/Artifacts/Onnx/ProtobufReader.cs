using System.Text;

using ModelProvenance.Artifacts.Reading;

namespace ModelProvenance.Artifacts.Onnx;

/// <summary>The wire format of Protocol Buffers: fields one after another, each within the end of its message. Source: protobuf.dev/programming-guides/encoding.</summary>
internal sealed class ProtobufReader(ByteWindow input)
{
    /// <summary>Why reading stopped; null while it goes on.</summary>
    public string? Problem { get; private set; }

    public long Position => input.Position;

    /// <summary>Reads the next field of a message that ends at <paramref name="end"/>. False at its end or when reading stopped.</summary>
    public bool TryField(long end, out int number, out int wireType)
    {
        number = wireType = 0;
        if (Problem is not null || input.Position >= end)
            return false;
        // The outermost message ends with the input, whose length a stream may not tell.
        if (end == long.MaxValue && !input.Ensure(1))
            return false;
        if (!TryVarint(out var key))
            return false;
        number = (int)Math.Min(key >> 3, int.MaxValue);
        wireType = (int)(key & 7);
        return number > 0 || Stop("a field has the number 0");
    }

    public bool TryVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (!input.Ensure(1))
                return Stop("the file ends inside a number");
            var b = input.Unread[0];
            input.Advance(1);
            if (shift == 63 && b > 1)
                return Stop("a number has more than 64 bits");
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return true;
        }

        return Stop("a number has more than 64 bits");
    }

    /// <summary>The end of a message, text or packed list whose length comes next.</summary>
    public bool TryEnd(long outerEnd, out long end)
    {
        end = 0;
        if (!TryVarint(out var length))
            return false;
        var room = Math.Min(outerEnd == long.MaxValue ? long.MaxValue : outerEnd - input.Position, input.Remaining);
        if (length > (ulong)Math.Max(0, room) || length > long.MaxValue / 2)
            return Stop("a field is longer than the message that it stands in");
        end = input.Position + (long)length;
        return true;
    }

    public bool TryText(long outerEnd, long limit, out string text)
    {
        text = "";
        if (!TryEnd(outerEnd, out var end))
            return false;
        var length = end - input.Position;
        if (length > limit)
            return Stop($"a text has more than {FindingSink.Number(limit)} bytes, or all texts together are too long");
        if (!input.Ensure((int)length))
            return Stop("the file ends inside a text");
        text = Encoding.UTF8.GetString(input.Unread[..(int)length]);
        input.Advance((int)length);
        return true;
    }

    public bool TrySkip(long outerEnd, int wireType)
    {
        switch (wireType)
        {
            case 0:
                return TryVarint(out _);
            case 1:
                return TryPass(outerEnd, 8);
            case 2:
                return TryEnd(outerEnd, out var end) && TryPassTo(end);
            case 5:
                return TryPass(outerEnd, 4);
            default:
                return Stop($"a field has the wire type {wireType}, which ONNX does not use");
        }
    }

    public bool TryPassTo(long end) => TryPass(end, end - input.Position);

    public bool Stop(string problem)
    {
        Problem ??= problem;
        return false;
    }

    private bool TryPass(long outerEnd, long count)
    {
        if (outerEnd != long.MaxValue && count > outerEnd - input.Position)
            return Stop("a field is longer than the message that it stands in");
        return input.Skip(count) || Stop("the file ends inside a field");
    }
}
