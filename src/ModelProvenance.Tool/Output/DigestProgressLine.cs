using System.Globalization;

using ModelProvenance.Artifacts;

namespace ModelProvenance.Tool.Output;

/// <summary>A line on a terminal that shows how far the digests are, written over a few times a second. Where standard error is no terminal it writes nothing.</summary>
internal sealed class DigestProgressLine(ToolConsole console) : IProgress<DigestProgress>, IDisposable
{
    private const int Bar = 30;

    // Shorter work ends before anybody could read the line.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly object _lock = new();
    private readonly long _begun = console.Time.GetTimestamp();
    private long _shown = console.Time.GetTimestamp();
    private int _width;

    public void Report(DigestProgress value)
    {
        if (!console.ShowsProgress || !Monitor.TryEnter(_lock))
            return;
        try
        {
            if (console.Time.GetElapsedTime(_shown) < Pause)
                return;
            _shown = console.Time.GetTimestamp();
            Write(Text(value, console.Time.GetElapsedTime(_begun)));
        }
        finally
        {
            Monitor.Exit(_lock);
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            if (_width > 0)
                Write("");
            _width = 0;
        }
    }

    public void Dispose() => Clear();

    /// <summary><c>SHA-256 [###...]  42 %  1.26 of 3.00 GB  0.84 GB/s</c>.</summary>
    internal static string Text(DigestProgress value, TimeSpan elapsed)
    {
        var share = value.BytesTotal <= 0 ? 1 : Math.Min(1, (double)value.BytesDone / value.BytesTotal);
        var full = (int)(share * Bar);
        var speed = elapsed > TimeSpan.Zero ? value.BytesDone / 1e9 / elapsed.TotalSeconds : 0;
        return string.Create(CultureInfo.InvariantCulture, $"SHA-256 [{new string('#', full)}{new string('.', Bar - full)}] {(int)(share * 100),3} %  {value.BytesDone / 1e9:F2} of {value.BytesTotal / 1e9:F2} GB  {speed:F2} GB/s");
    }

    private void Write(string text)
    {
        console.Error.Write(text.Length == 0 ? "\r" + new string(' ', _width) + "\r" : "\r" + text.PadRight(_width));
        console.Error.Flush();
        _width = text.Length;
    }
}
