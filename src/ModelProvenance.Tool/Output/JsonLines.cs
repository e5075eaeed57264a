using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelProvenance.Tool.Output;

/// <summary>Writes JSON to standard output: one document, or one object on a line.</summary>
internal sealed class JsonLines : IDisposable
{
    // Written out in blocks of this size, and before the tool waits for more input.
    private const int Block = 64 * 1024;

    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * Block);
    private readonly Utf8JsonWriter _json;

    public JsonLines(Stream output)
    {
        _output = output;
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Writes one object and a line end.</summary>
    public void Line(Action<Utf8JsonWriter> write)
    {
        _json.Reset();
        write(_json);
        _json.Flush();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= Block)
            WriteOut();
    }

    /// <summary>Writes one indented document and a line end.</summary>
    public static void Document(Stream output, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(json);
        output.WriteByte((byte)'\n');
        output.Flush();
    }

    public void Dispose()
    {
        Flush();
        _json.Dispose();
    }

    /// <summary>Passes on the lines written so far.</summary>
    public void Flush()
    {
        WriteOut();
        _output.Flush();
    }

    private void WriteOut()
    {
        if (_buffer.WrittenCount == 0)
            return;
        _output.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}
