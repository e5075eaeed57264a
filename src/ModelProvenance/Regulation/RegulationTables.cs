using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;

using ModelProvenance.Facts;

namespace ModelProvenance.Regulation;

/// <summary>Reads the tables of this folder: tab-separated text in the assembly, its first line a comment, its second the names of the columns.</summary>
internal static class RegulationTables
{
    /// <summary>The rows of a table, each by column.</summary>
    public static ImmutableArray<T> Read<T>(string resource, Func<Func<string, string>, T> row)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The resource {resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        string[]? columns = null;
        var rows = ImmutableArray.CreateBuilder<T>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var cells = line.Split('\t');
            if (columns is null)
            {
                columns = cells;
                continue;
            }

            if (cells.Length != columns.Length)
                throw new InvalidOperationException($"{resource}: '{cells[0]}' has {cells.Length} cells; {columns.Length} are expected.");
            rows.Add(row(name => cells[Array.IndexOf(columns, name)]));
        }

        return rows.ToImmutable();
    }

    public static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Citation Cite(Func<string, string> cell) => new(
        new SourceDocument(new Uri(cell("url")), Enum.Parse<SourceKind>(cell("kind")), Day(cell("read"))!.Value) { Title = cell("instrument"), Via = cell("via") is { Length: > 0 } via ? via : null },
        cell("place"));
}
