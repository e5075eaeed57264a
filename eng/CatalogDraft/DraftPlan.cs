using System.Text.RegularExpressions;

namespace ModelProvenance.CatalogDraft;

/// <summary>A line of the plan: which rows of the dumps belong to which series of which organization.</summary>
internal sealed record DraftPlan(int Line, string Organization, string Family, string FamilyName, string Series, string SeriesName, string Variant, Regex Rows)
{
    /// <summary>Whether rows that it takes are left out.</summary>
    public bool LeavesOut => Organization == "-";

    /// <summary>Whether a row was taken by it.</summary>
    public bool WasUsed { get; set; }

    /// <summary>Reads a plan: lines of five columns between tabs, <c>#</c> begins a comment. Family and series are <c>id</c> or <c>id=Name</c>; a variant of <c>-</c> is not stated.</summary>
    /// <exception cref="InvalidDataException">A line has not five columns.</exception>
    public static List<DraftPlan> Read(string path)
    {
        var plan = new List<DraftPlan>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            var columns = line.Split('\t');
            if (columns.Length != 5)
                throw new InvalidDataException($"{path}({number}): five columns between tabs are expected, {columns.Length} stand there.");
            var (family, familyName) = Named(columns[1]);
            var (series, seriesName) = Named(columns[2]);
            plan.Add(new DraftPlan(number, columns[0], family, familyName, series, seriesName, columns[3] == "-" ? "" : columns[3],
                new Regex($"^(?:{columns[4]})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))));
        }

        return plan;
    }

    private static (string Id, string Name) Named(string column) => column.Split('=', 2) is [var id, var name] ? (id, name) : (column, column);
}
