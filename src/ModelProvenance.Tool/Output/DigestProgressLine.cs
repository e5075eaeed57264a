using System.Globalization;

using ModelProvenance.Artifacts;

namespace ModelProvenance.Tool.Output;

/// <summary>Shows how far the digests of files are.</summary>
internal sealed class DigestProgressLine(ToolConsole console) : ProgressLine<DigestProgress>(console)
{
    private const int Bar = 30;

    /// <summary><c>SHA-256 [###...]  42 %  1.26 of 3.00 GB  0.84 GB/s</c>.</summary>
    internal static string Text(DigestProgress value, TimeSpan elapsed)
    {
        var share = value.BytesTotal <= 0 ? 1 : Math.Min(1, (double)value.BytesDone / value.BytesTotal);
        var full = (int)(share * Bar);
        var speed = elapsed > TimeSpan.Zero ? value.BytesDone / 1e9 / elapsed.TotalSeconds : 0;
        return string.Create(CultureInfo.InvariantCulture, $"SHA-256 [{new string('#', full)}{new string('.', Bar - full)}] {(int)(share * 100),3} %  {value.BytesDone / 1e9:F2} of {value.BytesTotal / 1e9:F2} GB  {speed:F2} GB/s");
    }

    protected override string Show(DigestProgress value, TimeSpan elapsed) => Text(value, elapsed);
}
