using System.Text;

namespace ModelProvenance.Tool.Output;

/// <summary>Reads lines of UTF-8 in constant memory: a line is cut at a bound, bytes that are no UTF-8 become U+FFFD.</summary>
internal sealed class LineReader : IDisposable
{
    /// <summary>The longest line that is kept whole, in characters: 1 MiB, far above any name.</summary>
    public const int MaxLine = 1024 * 1024;

    private readonly StreamReader _reader;
    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _line = new();
    private int _position;
    private int _length;

    public LineReader(Stream stream) =>
        _reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: false), detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);

    /// <summary>The next line without its end (LF or CRLF), or null at the end.</summary>
    public string? Read()
    {
        _line.Clear();
        var any = false;
        while (true)
        {
            if (_position == _length)
            {
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
