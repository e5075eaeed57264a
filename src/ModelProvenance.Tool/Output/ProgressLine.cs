namespace ModelProvenance.Tool.Output;

/// <summary>A line on a terminal that shows how far long work is, written over a few times a second. Where standard error is no terminal it writes nothing.</summary>
/// <typeparam name="T">What is reported.</typeparam>
internal abstract class ProgressLine<T>(ToolConsole console) : IProgress<T>, IDisposable
{
    // Shorter work ends before anybody could read the line.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly object _lock = new();
    private readonly long _begun = console.Time.GetTimestamp();
    private long _shown = console.Time.GetTimestamp();
    private int _width;

    /// <summary>Whether anybody sees the line.</summary>
    protected bool IsShown => console.ShowsProgress;

    public void Report(T value)
    {
        if (!console.ShowsProgress || !Monitor.TryEnter(_lock))
            return;
        try
        {
            if (console.Time.GetElapsedTime(_shown) < Pause)
                return;
            _shown = console.Time.GetTimestamp();
            Write(Show(value, console.Time.GetElapsedTime(_begun)));
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

    /// <summary>The line.</summary>
    protected abstract string Show(T value, TimeSpan elapsed);

    private void Write(string text)
    {
        console.Error.Write(text.Length == 0 ? "\r" + new string(' ', _width) + "\r" : "\r" + text.PadRight(_width));
        console.Error.Flush();
        _width = text.Length;
    }
}
