using System.Text;

namespace ModelProvenance.Tool.Output;

/// <summary>Reads lines of UTF-8 in constant memory: a line is cut at a bound, bytes that are no UTF-8 become U+FFFD.</summary>
internal sealed class LineReader : IDisposable
{
    /// <summary>The longest line that is kept whole, in characters: 1 MiB, far above any name.</summary>
    public const int MaxLine = 1024 * 1024;

    private readonly StreamReader _reader;
    private readonly Action? _beforeWaiting;
    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _line = new();
    private int _position;
    private int _length;

    /// <summary>A reader of a stream.</summary>
    /// <param name="stream">UTF-8, with or without a byte order mark. Other marks count as bytes that are no UTF-8: two odd bytes at the start must not turn all lines into UTF-16.</param>
    /// <param name="beforeWaiting">Called before the stream is asked for more, which may take long: whoever feeds names one by one waits for the answers to those before.</param>
    public LineReader(Stream stream, Action? beforeWaiting = null)
    {
        // This encoding names the mark that is passed over.
        _reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: false), detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024, leaveOpen: true);
        _beforeWaiting = beforeWaiting;
    }

    /// <summary>The next line without its end (LF or CRLF), or null at the end.</summary>
    public string? Read()
    {
        _line.Clear();
        var any = false;
        while (true)
        {
            if (_position == _length)
            {
                _beforeWaiting?.Invoke();
                _length = _reader.Read(_buffer, 0, _buffer.Length);
                _position = 0;
                if (_length <= 0)
                {
                    _length = 0;
                    return any ? Finish() : null;
                }
            }

            any = true;
            var span = _buffer.AsSpan(_position, _length - _position);
            var end = span.IndexOf('\n');
            var part = end < 0 ? span : span[..end];
            if (_line.Length < MaxLine)
                _line.Append(part[..Math.Min(part.Length, MaxLine - _line.Length)]);
            _position += end < 0 ? span.Length : end + 1;
            if (end >= 0)
                return Finish();
        }
    }

    public void Dispose() => _reader.Dispose();

    private string Finish()
    {
        if (_line.Length > 0 && _line[^1] == '\r')
            _line.Length--;
        return _line.ToString();
    }
}
