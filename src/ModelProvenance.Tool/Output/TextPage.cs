using System.Globalization;
using System.Text;

using Spectre.Console;

namespace ModelProvenance.Tool.Output;

/// <summary>Prints pages and tables: with colours and borders on a terminal, as plain text into a pipe. Names from outside never reach the terminal with control characters.</summary>
internal sealed class TextPage : IDisposable
{
    private readonly StreamWriter _plain;
    private readonly IAnsiConsole? _rich;

    public TextPage(ToolConsole console)
    {
        _plain = new StreamWriter(console.Output, new UTF8Encoding(false), leaveOpen: true);
        if (console.IsRich)
        {
            _rich = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_plain), Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Standard });
            _rich.Profile.Width = console.Width;
        }
    }

    /// <summary>A line.</summary>
    public void Line(string text = "") => _plain.WriteLine(Clean(text));

    /// <summary>A heading.</summary>
    public void Heading(string text)
    {
        if (_rich is null)
            _plain.WriteLine(Clean(text));
        else
            _rich.MarkupLineInterpolated($"[bold]{Clean(text)}[/]");
    }

    /// <summary>A line that stands back.</summary>
    public void Dim(string text)
    {
        if (_rich is null)
            _plain.WriteLine(Clean(text));
        else
            _rich.MarkupLineInterpolated($"[dim]{Clean(text)}[/]");
    }

    /// <summary>A table. In a pipe: a line for each row, tabs between the columns, no header.</summary>
    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (_rich is null)
        {
            foreach (var row in rows)
                Row(row);
            return;
        }

        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in header)
            table.AddColumn(new TableColumn(new Markup(Markup.Escape(column))));
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Markup(Markup.Escape(Clean(cell)))).ToArray());
        _rich.Write(table);
    }

    /// <summary>A line with tabs between the columns.</summary>
    public void Row(IEnumerable<string> cells) => _plain.WriteLine(string.Join('\t', cells.Select(Clean)));

    public void Dispose() => _plain.Dispose();

    /// <summary>Passes on what was printed so far.</summary>
    public void Flush() => _plain.Flush();

    /// <summary>Replaces control characters, direction marks and other invisible characters by their code: text from outside must not steer the terminal or pose as another text.</summary>
    public static string Clean(string text)
    {
        StringBuilder? clean = null;
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsInvisible(rune))
            {
                clean ??= new StringBuilder(text, 0, position, text.Length + 16);
                clean.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            }
            else
            {
                clean?.Append(text, position, rune.Utf16SequenceLength);
            }

            position += rune.Utf16SequenceLength;
        }

        return clean?.ToString() ?? text;
    }

    // Format characters are the direction marks, zero-width characters and tags.
    private static bool IsInvisible(Rune rune) => !rune.IsAscii
        ? Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        : rune.Value is < ' ' or 0x7F;
}
