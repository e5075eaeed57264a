using System.Globalization;

using ModelProvenance.Inspection;

namespace ModelProvenance.Tool.Output;

/// <summary>Shows how far a scan is.</summary>
internal sealed class ScanProgressLine(ToolConsole console) : ProgressLine<ScanProgress>(console)
{
    /// <summary><c>1,204 folders, 12 models found</c>, then <c>..., 7 of 12 models read</c>.</summary>
    internal static string Text(ScanProgress value) => value.Inspected == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{value.Folders:N0} folders, {value.Found:N0} models found")
        : string.Create(CultureInfo.InvariantCulture, $"{value.Folders:N0} folders, {value.Inspected:N0} of {value.Found:N0} models read");

    protected override string Show(ScanProgress value, TimeSpan elapsed) => Text(value);
}
