using System.Buffers.Binary;
using System.Text;

namespace ModelProvenance.Artifacts.PyTorch;

/// <summary>How a walk over one pickle ended.</summary>
internal enum PickleEnd
{
    /// <summary>At its STOP.</summary>
    Stop,

    /// <summary>At bytes that are no instruction.</summary>
    Unknown,

    /// <summary>At the end of the input.</summary>
    Truncated,

    /// <summary>At a stack or memo larger than the bounds.</summary>
    TooLarge,
}

/// <summary>Walks over the instructions of one pickle (protocols 0 to 5) and notes what it would import. Instructions and arguments as Python's pickletools.py lists them.</summary>
/// <remarks>Nothing is executed: a stack is kept only of what is known to be a string, so that the names which STACK_GLOBAL takes from it can be told, also when they come
/// from the memo. Every instruction takes at least one byte, so work and memory are bounded by the input.</remarks>
internal ref struct PickleScanner
{
    // Python's pickler empties its stack every thousand items.
    private const int MaxStack = 1_000_000;

    // Some eight entries for each tensor; the largest checkpoints in one file have some 100,000 tensors.
    private const int MaxMemo = 2_000_000;

    private readonly ReadOnlySpan<byte> _pickle;
    private readonly List<string?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<long, string?> _memo = [];
    private int _position;

    public PickleScanner(ReadOnlySpan<byte> pickle) => _pickle = pickle;

    /// <summary>Instructions that import, with the names where these are known.</summary>
    public List<(string? Module, string? Name, int At)> Imports { get; } = [];

    /// <summary>Bytes that were read.</summary>
    public readonly int Consumed => _position;

    public int Instructions { get; private set; }

    public PickleEnd Run()
    {
        while (_position < _pickle.Length)
        {
            var at = _position;
            var opcode = _pickle[_position++];
            Instructions++;
            if (opcode == '.')
                return PickleEnd.Stop;
            if ((_stack.Count > MaxStack || _marks.Count > MaxStack || _memo.Count > MaxMemo ? PickleEnd.TooLarge : Step(opcode, at)) is { } end)
            {
                _position = at;
                Instructions--;
                return end;
            }
        }

        return PickleEnd.Truncated;
    }

    private PickleEnd? Step(byte opcode, int at)
    {
        switch ((char)opcode)
        {
            // Strings with a length before them.
            case '\x8c' or 'U':
                return Counted(1, isText: true);
            case 'X' or 'T':
                return Counted(4, isText: true);
            case '\x8d':
                return Counted(8, isText: true);
            case 'C':
                return Counted(1, isText: true);
            case 'B':
                return Counted(4, isText: true);
            case '\x8e' or '\x96':
                return Counted(8, isText: false);
            case '\x8a':
                return Counted(1, isText: false);
            case '\x8b':
                return Counted(4, isText: false);
            case 'S' or 'V':
                return Line(out var text) ? Push(Unquote(text, opcode)) : PickleEnd.Truncated;
            case 'I' or 'L' or 'F':
                return Line(out _) ? Push(null) : PickleEnd.Truncated;
            // Numbers and constants.
            case 'K':
                return Fixed(1);
            case 'M':
                return Fixed(2);
            case 'J':
                return Fixed(4);
            case 'G':
                return Fixed(8);
            case 'N' or '\x88' or '\x89' or ')' or ']' or '}' or '\x8f':
                return Push(null);
            // Imports.
            case 'c' or 'i':
                return ImportLines(opcode, at);
            case '\x93':
                return ImportFromStack(at);
            case '\x82':
                return Extension(1, at);
            case '\x83':
                return Extension(2, at);
            case '\x84':
                return Extension(4, at);
            // The memo.
            case 'p':
                return Line(out var put) ? Remember(put) : PickleEnd.Truncated;
            case 'q':
                return Bits(1, out var put1) ? Remember(put1) : PickleEnd.Truncated;
            case 'r':
                return Bits(4, out var put4) ? Remember(put4) : PickleEnd.Truncated;
            case '\x94':
                return Remember(_memo.Count);
            case 'g':
                return Line(out var get) ? Recall(get) : PickleEnd.Truncated;
            case 'h':
                return Bits(1, out var get1) ? Recall(get1) : PickleEnd.Truncated;
            case 'j':
                return Bits(4, out var get4) ? Recall(get4) : PickleEnd.Truncated;
            default:
                return StackStep(opcode);
        }
    }

    private PickleEnd? StackStep(byte opcode)
    {
        switch ((char)opcode)
        {
            case '(':
                _marks.Add(_stack.Count);
                return null;
            case '1':
                PopMark();
                return null;
            case '0':
                // POP of an empty stack takes a mark, as in Python's own implementation.
                if (_stack.Count > (_marks.Count > 0 ? _marks[^1] : 0))
                    Pop(1);
                else if (_marks.Count > 0)
                    _marks.RemoveAt(_marks.Count - 1);
                return null;
            case '2':
                return Push(_stack.Count > 0 ? _stack[^1] : null);
            // Everything down to the mark becomes one value.
            case 't' or 'l' or 'd' or 'o' or '\x91':
                PopMark();
                return Push(null);
            // Everything down to the mark goes into the value below it.
            case 'e' or 'u' or '\x90':
                PopMark();
                return null;
            case 'a' or 'b':
                Pop(1);
                return null;
            case 's':
                Pop(2);
                return null;
            case '\x85' or 'Q':
                Pop(1);
                return Push(null);
            case '\x86' or 'R' or '\x81':
                Pop(2);
                return Push(null);
            case '\x87' or '\x92':
                Pop(3);
                return Push(null);
            case 'P':
                return Line(out _) ? Push(null) : PickleEnd.Truncated;
            case '\x80':
                return Fixed(1, push: false);
            case '\x95':
                return Fixed(8, push: false);
            case '\x97':
                return Push(null);
            case '\x98':
                return null;
            default:
                return PickleEnd.Unknown;
        }
    }

    private PickleEnd? Push(string? value)
    {
        _stack.Add(value);
        return null;
    }

    private readonly void Pop(int count)
    {
        count = Math.Min(count, _stack.Count);
        _stack.RemoveRange(_stack.Count - count, count);
    }

    private readonly void PopMark()
    {
        if (_marks.Count == 0)
        {
            _stack.Clear();
            return;
        }

        var mark = Math.Min(_marks[^1], _stack.Count);
        _marks.RemoveAt(_marks.Count - 1);
        _stack.RemoveRange(mark, _stack.Count - mark);
    }

    private PickleEnd? Counted(int width, bool isText)
    {
        if (!Bits(width, out var length) || length < 0 || length > _pickle.Length - _position)
            return PickleEnd.Truncated;
        // Names are short; a long string is data and need not be made.
        var text = isText && length <= 4096 ? Encoding.UTF8.GetString(_pickle.Slice(_position, (int)length)) : null;
        _position += (int)length;
        return Push(text);
    }

    private PickleEnd? Fixed(int width, bool push = true)
    {
        if (width > _pickle.Length - _position)
            return PickleEnd.Truncated;
        _position += width;
        return push ? Push(null) : null;
    }

    private PickleEnd? ImportLines(byte opcode, int at)
    {
        if (!Line(out var module) || !Line(out var name))
            return PickleEnd.Truncated;
        Imports.Add((module, name, at));
        if (opcode == 'i')
            PopMark();
        return Push(null);
    }

    private PickleEnd? ImportFromStack(int at)
    {
        var name = _stack.Count > 0 ? _stack[^1] : null;
        var module = _stack.Count > 1 ? _stack[^2] : null;
        Imports.Add((module, name, at));
        Pop(2);
        return Push(null);
    }

    private PickleEnd? Extension(int width, int at)
    {
        if (!Bits(width, out _))
            return PickleEnd.Truncated;
        Imports.Add((null, null, at));
        return Push(null);
    }

    private PickleEnd? Remember(string key) => long.TryParse(key, out var index) ? Remember(index) : PickleEnd.Unknown;

    private readonly PickleEnd? Remember(long index)
    {
        _memo[index] = _stack.Count > 0 ? _stack[^1] : null;
        return null;
    }

    private PickleEnd? Recall(string key) => long.TryParse(key, out var index) ? Recall(index) : PickleEnd.Unknown;

    private PickleEnd? Recall(long index) => Push(_memo.GetValueOrDefault(index));

    private bool Bits(int width, out long value)
    {
        value = 0;
        if (width > _pickle.Length - _position)
            return false;
        var bytes = _pickle.Slice(_position, width);
        value = width switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        };
        _position += width;
        return true;
    }

    private bool Line(out string text)
    {
        text = "";
        var length = _pickle[_position..].IndexOf((byte)'\n');
        if (length < 0)
            return false;
        text = length <= 4096 ? Encoding.UTF8.GetString(_pickle.Slice(_position, length)).TrimEnd('\r') : "";
        _position += length + 1;
        return true;
    }

    private static string Unquote(string text, byte opcode) =>
        opcode == 'S' && text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0] ? text[1..^1] : text;
}
