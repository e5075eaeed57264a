using System.Collections.Immutable;
using System.Globalization;

using ModelProvenance.Cadence;

namespace ModelProvenance.Tool.Output;

/// <summary>Draws events over the months of a year, a line a year.</summary>
internal static class TimelineText
{
    public static IEnumerable<string> Draw(ImmutableArray<ReleaseEvent> events)
    {
        if (events.IsEmpty)
            yield break;
        yield return "      J F M A M J J A S O N D";
        for (var year = events[0].Date.Year; year <= events[^1].Date.Year; year++)
        {
            var months = Enumerable.Range(1, 12).Select(month => events.Count(e => e.Date.Year == year && e.Date.Month == month));
            yield return string.Create(CultureInfo.InvariantCulture, $"{year}  {string.Join(' ', months.Select(Mark))}");
        }
    }

    private static char Mark(int count) => count switch { 0 => '.', > 9 => '+', _ => (char)('0' + count) };
}
