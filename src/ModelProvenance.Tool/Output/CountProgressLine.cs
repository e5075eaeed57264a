using System.Globalization;

namespace ModelProvenance.Tool.Output;

/// <summary>Shows how many of many documents are done. How many there are is counted beside the work, so that it begins at once; until then there is no bar.</summary>
internal sealed class CountProgressLine(ToolConsole console, string what) : ProgressLine<int>(console)
{
    private int _total;
    private int _counting;
    private int _done;

    /// <summary>Whether anybody sees the line.</summary>
    public bool IsVisible => IsShown;

    /// <summary>Begins to count the documents, when anybody sees the line.</summary>
    /// <param name="count">Counts them; what it throws is for the work itself to report.</param>
    public void CountWith(Func<int> count)
    {
        if (!IsShown)
            return;
        Interlocked.Increment(ref _counting);
        Task.Run(() =>
        {
            try
            {
                Interlocked.Add(ref _total, count());
                Interlocked.Decrement(ref _counting);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
            {
                // Without a total there is no bar.
            }
        });
    }

    /// <summary>One more is done.</summary>
    public void Advance()
    {
        Report(++_done);
    }

    protected override string Show(int value, TimeSpan elapsed) => Text(what, value, Volatile.Read(ref _counting) == 0 ? Volatile.Read(ref _total) : 0, elapsed);

    /// <summary><c>Checking [###...]  42 %  42,000 of 100,000  5,000/s</c>; without a total <c>Checking  42,000  5,000/s</c>.</summary>
    internal static string Text(string what, int done, int total, TimeSpan elapsed)
    {
        const int Bar = 30;
        var full = total > 0 ? (int)((double)Math.Min(done, total) / total * Bar) : 0;
        var speed = elapsed > TimeSpan.Zero ? done / elapsed.TotalSeconds : 0;
        return total > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{what} [{new string('#', full)}{new string('.', Bar - full)}] {(int)(100L * Math.Min(done, total) / total),3} %  {done:N0} of {total:N0}  {speed:N0}/s")
            : string.Create(CultureInfo.InvariantCulture, $"{what}  {done:N0}  {speed:N0}/s");
    }
}
