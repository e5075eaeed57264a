using System.Globalization;
using System.Text;

using ModelProvenance.Cadence;

namespace ModelProvenance.Export;

/// <summary>Draws release events over time as an SVG 1.1 picture: a row for each subject, a disc for each event (its area grows with the number of models), a line for each year. The same input
/// gives the same bytes; nothing in it runs or loads anything, and every text is escaped.</summary>
public static class TimelineSvg
{
    private const int Left = 190;
    private const int Right = 20;
    private const int Plot = 760;
    private const int Row = 34;
    private const int Top = 34;

    /// <summary>Draws one or more cadences on one axis.</summary>
    /// <param name="output">Receives the document, UTF-8 declared, LF line ends; not closed.</param>
    /// <param name="title">The title, for readers that do not see.</param>
    /// <param name="cadences">The rows from top to bottom. Those without events are rows without discs.</param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static void Write(TextWriter output, string title, IReadOnlyList<ReleaseCadence> cadences)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(cadences);
        if (cadences.Count == 0)
            throw new ArgumentException("A timeline needs at least one row.", nameof(cadences));

        var asOf = cadences.Max(c => c.AsOf);
        var days = cadences.SelectMany(c => c.Events).Select(e => e.Date).DefaultIfEmpty(asOf).ToList();
        var first = new DateOnly(days.Min().Year, 1, 1);
        var last = new DateOnly(Math.Max(asOf.Year, days.Max().Year) + 1, 1, 1);
        var height = Top + (cadences.Count * Row) + 14;

        output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        output.Write(string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {Left + Plot + Right} {height}\" width=\"{Left + Plot + Right}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"13\">\n"));
        output.Write($"<title>{Escape(title)}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        for (var year = first.Year; year < last.Year; year++)
        {
            var x = X(new DateOnly(year, 1, 1));
            output.Write(string.Create(CultureInfo.InvariantCulture, $"<line x1=\"{x:0.#}\" y1=\"{Top - 8}\" x2=\"{x:0.#}\" y2=\"{height - 10}\" stroke=\"#d0d7de\"/>\n"));
            output.Write(string.Create(CultureInfo.InvariantCulture, $"<text x=\"{x + 4:0.#}\" y=\"{Top - 14}\" fill=\"#57606a\">{year}</text>\n"));
        }

        for (var row = 0; row < cadences.Count; row++)
            WriteRow(cadences[row], Top + (row * Row) + (Row / 2));
        output.Write("</svg>\n");

        void WriteRow(ReleaseCadence cadence, int y)
        {
            output.Write(string.Create(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" y1=\"{y}\" x2=\"{X(cadence.AsOf):0.#}\" y2=\"{y}\" stroke=\"#afb8c1\"/>\n"));
            output.Write(string.Create(CultureInfo.InvariantCulture, $"<text x=\"{Left - 12}\" y=\"{y + 4}\" text-anchor=\"end\" fill=\"#1f2328\">{Escape(Label(cadence.Subject))}</text>\n"));
            foreach (var one in cadence.Events)
            {
                var radius = Math.Min(13, 2.6 * Math.Sqrt(Math.Max(1, one.Models)));
                var what = $"{one.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {string.Join(", ", one.Releases)} ({one.Models} {(one.Models == 1 ? "model" : "models")})";
                output.Write(string.Create(CultureInfo.InvariantCulture,
                    $"<circle cx=\"{X(one.Date):0.#}\" cy=\"{y}\" r=\"{radius:0.#}\" fill=\"#0969da\" fill-opacity=\"0.55\" stroke=\"#0550ae\"><title>{Escape(what)}</title></circle>\n"));
            }
        }

        double X(DateOnly day) => Left + (Plot * (double)(day.DayNumber - first.DayNumber) / (last.DayNumber - first.DayNumber));
    }

    // organization/alibaba: the kind says nothing that the picture needs.
    private static string Label(string subject) => subject[(subject.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static string Escape(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            clean.Append(c switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                // Not allowed in XML 1.0.
                < ' ' or '\uFFFE' or '\uFFFF' => "\uFFFD",
                _ => c.ToString(),
            });
        }

        return clean.ToString();
    }
}
