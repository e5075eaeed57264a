namespace LicenseData;

/// <summary>Writes the ids of the SPDX list as the library embeds them: one line for each id, tab-separated, sorted ignoring case.</summary>
internal static class SpdxTable
{
    public static void Write(string reference, string output)
    {
        var licenses = Rows(Path.Combine(reference, "facts", "spdx-licenses.tsv"), out var commit)
            .Select(row => $"{row["id"]}\t{row["name"]}\t{Flags(row)}\t{row["obsoleted_by"]}".TrimEnd('\t'));
        var exceptions = Rows(Path.Combine(reference, "facts", "spdx-exceptions.tsv"), out _)
            .Select(row => $"{row["id"]}\t{row["name"]}\t{(row["deprecated"] == "true" ? "d" : "")}".TrimEnd('\t'));
        using var writer = new StreamWriter(output) { NewLine = "\n" };
        writer.WriteLine("# Ids of the SPDX licence list: id, name, flags (o OSI-approved, f FSF-free, n not FSF-free, d deprecated), what replaces it. After '---' the exceptions.");
        writer.WriteLine($"# Source: spdx/license-list-XML {commit}");
        foreach (var line in licenses.Order(StringComparer.OrdinalIgnoreCase))
            writer.WriteLine(line);
        writer.WriteLine("---");
        foreach (var line in exceptions.Order(StringComparer.OrdinalIgnoreCase))
            writer.WriteLine(line);
    }

    private static string Flags(Dictionary<string, string> row) =>
        (row["osi"] == "true" ? "o" : "") + (row["fsf"] == "true" ? "f" : row["fsf"] == "false" ? "n" : "") + (row["deprecated"] == "true" ? "d" : "");

    private static List<Dictionary<string, string>> Rows(string path, out string commit)
    {
        var lines = File.ReadAllLines(path);
        commit = lines[0][(lines[0].IndexOf("commit ", StringComparison.Ordinal) + 7)..].Split(")")[0] + ")";
        var table = lines.Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')).ToList();
        return [.. table.Skip(1).Select(row => table[0].Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i < row.Length ? row[p.i] : ""))];
    }
}
