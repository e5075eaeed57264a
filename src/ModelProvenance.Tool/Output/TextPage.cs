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
                _plain.WriteLine(string.Join('\t', row.Select(Clean)));
            return;
        }

        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in header)
            table.AddColumn(new TableColumn(new Markup(Markup.Escape(column))));
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Markup(Markup.Escape(Clean(cell)))).ToArray());
        _rich.Write(table);
    }

    public void Dispose() => _plain.Dispose();

    /// <summary>Replaces control characters and direction marks by their code: text from outside must not steer the terminal.</summary>
    public static string Clean(string text)
    {
        StringBuilder? clean = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var bad = char.IsControl(c) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F';
            if (bad && clean is null)
                clean = new StringBuilder(text, 0, i, text.Length + 16);
            if (bad)
                clean!.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                clean?.Append(c);
        }

        return clean?.ToString() ?? text;
    }
}
