using System.CommandLine;
using System.Globalization;
using System.Text;

using ModelProvenance.Catalog;
using ModelProvenance.Export;
using ModelProvenance.Facts;
using ModelProvenance.Licensing;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>license</c>: licences by name and by text.</summary>
internal sealed class LicenseCommand : Command
{
    // A licence text has under 50 kB; what is longer is read to this bound and no further.
    private const int MaxBytes = 16 * 1024 * 1024;

    private readonly ToolConsole _console;

    public LicenseCommand(ToolConsole console)
        : base("license", "Licences: what a text is, what a name means, what the catalog knows of a licence.")
    {
        _console = console;
        Add(Match());
        Add(Expression());
        Add(Show());
    }

    private ToolCommand Match()
    {
        var file = new Argument<string>("FILE") { Description = "A licence file or a document that holds a licence text; '-' is standard input." };
        var format = CommonOptions.Format();
        var command = new ToolCommand("match", "Says which licence a text is, word for word, and where it differs.")
        {
            Remarks = "Exits 1 when the text is modified or unknown. With --catalog FOLDER the texts of a layer count too: each file licenses/ID.txt in its folder is the text of the licence ID.",
            Examples = ["modelprov license match LICENSE", "curl -s https://example.org/LICENSE | modelprov license match - --format json"],
        };
        var layers = CommonOptions.Catalog();
        command.With(file, format, layers);
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            var match = CommonOptions.Texts(parsed.GetValue(layers)).Match(Read(path));
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(_console.Output, json => ProvenanceJson.Write(json, path, match));
            }
            else
            {
                using var page = new TextPage(_console);
                Print(page, path, match);
            }

            return match.Verdict is LicenseTextVerdict.Modified or LicenseTextVerdict.Unknown ? ExitCodes.Findings : ExitCodes.Done;
        });
        return command;
    }

    private string Read(string path)
    {
        using var stream = path == "-" ? _console.Input : File.OpenRead(path);
        using var bytes = new MemoryStream();
        var block = new byte[64 * 1024];
        for (int read; bytes.Length < MaxBytes && (read = stream.Read(block)) > 0;)
            bytes.Write(block, 0, (int)Math.Min(read, MaxBytes - bytes.Length));
        if (bytes.Length == 0)
            throw new ToolException(ExitCodes.Input, $"'{path}' is empty.");
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Print(TextPage page, string path, LicenseTextMatch match)
    {
        page.Heading(path == "-" ? "standard input" : path);
        page.Line($"  licence   {(match.License.IsEmpty ? "-" : match.License.Value)}");
        page.Line($"  verdict   {Word(match.Verdict)}{(match.Detail == LicenseTextDetail.None ? "" : $", {Word(match.Detail)}")}");
        page.Line(string.Create(CultureInfo.InvariantCulture, $"  signals   coverage {match.Coverage:P1}, residue {match.Residue:P1}, order {match.Order:P1}, phrases {match.PhrasesFound} of {match.PhrasesExpected}"));
        foreach (var difference in match.Differences)
            page.Line($"  line {difference.Line,-4} {Word(difference.Kind)}{(difference.Text.Length > 0 ? $": {difference.Text}" : "")}{(difference.MissingWords > 0 ? $" ({difference.MissingWords} words missing)" : "")}");
        if (match.Parts.Length > 1)
        {
            foreach (var part in match.Parts)
                page.Line($"  lines {part.StartLine}-{part.EndLine}  {part.License} ({Word(part.Verdict)})");
        }

        if (match.Statement is { } statement)
            page.Line($"  names     {statement.Expression?.ToString() ?? (statement.Family.Length > 0 ? $"the family {statement.Family}, no version" : "no licence that is known")}");
        if (match.Verdict != LicenseTextVerdict.Exact && match.Candidates.Length > 0)
            page.Line("  resembles " + string.Join(", ", match.Candidates.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.License} {c.Score:P0}"))));
    }

    private ToolCommand Expression()
    {
        var text = new Argument<string>("TEXT") { Description = "An SPDX id or expression, a hub tag, a license_name, a long name, or a link." };
        var format = CommonOptions.Format();
        var layers = CommonOptions.Catalog();
        var command = new ToolCommand("expression", "Says which licence a name, tag, expression or link means.")
        {
            Remarks = "Exits 3 when nothing is known of it. A family without a version stays a family.",
            Examples = ["modelprov license expression \"Apache 2.0\"", "modelprov license expression \"mit AND llama3.1\" --format json"],
        };
        command.With(text, format, layers);
        command.SetAction(parsed =>
        {
            var found = new LicenseNames(CommonOptions.Open(parsed.GetValue(layers))).Resolve(parsed.GetValue(text)!);
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(_console.Output, json => ProvenanceJson.Write(json, found));
                return found.Confidence == Resolution.ResolutionConfidence.None ? ExitCodes.Input : ExitCodes.Done;
            }

            if (found.Confidence == Resolution.ResolutionConfidence.None)
                throw new ToolException(ExitCodes.Input, $"No licence is known by '{found.Input}'.");
            using var page = new TextPage(_console);
            page.Table(["licence", "confidence"], [[found.Expression?.ToString() ?? (found.Family.Length > 0 ? $"family {found.Family}" : "-"), Word(found.Confidence)]]);
            foreach (var reason in found.Reasons)
                page.Dim($"  {reason.Token}: {reason.As} ({reason.Rule})");
            foreach (var candidate in found.Candidates)
                page.Line($"  may be {candidate}");
            return ExitCodes.Done;
        });
        return command;
    }

    private ToolCommand Show()
    {
        var name = new Argument<string>("LICENSE") { Description = "A licence, by id or any name that means one." };
        var format = CommonOptions.Format();
        var layers = CommonOptions.Catalog();
        var command = new ToolCommand("show", "Shows what the catalog knows of a licence: names, dates, terms with their sections, each with its source.")
        {
            Examples = ["modelprov license show llama3.1", "modelprov license show Apache-2.0 --format json"],
        };
        command.With(name, format, layers);
        command.SetAction(parsed =>
        {
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            var text = parsed.GetValue(name)!;
            var id = LicenseId.TryParse(text, null, out var direct) && catalog.Licenses.Contains(direct) ? direct : new LicenseNames(catalog).Resolve(text).License;
            if (id.IsEmpty || !catalog.Licenses.Contains(id))
                throw new ToolException(ExitCodes.Input, $"The catalog {catalog.CatalogVersion} has no licence '{text}'.");
            var claims = catalog.Evidence(EntityKind.License, id.Value);
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(_console.Output, json => ProvenanceJson.Write(json, claims));
                return ExitCodes.Done;
            }

            using var page = new TextPage(_console);
            page.Heading(id.Value);
            foreach (var claim in claims)
                page.Line($"  {claim.Property,-12} {claim.Value}{(claim.Sources.IsEmpty ? "" : $"   [{claim.Sources[0].Location} {claim.Sources[0].Locator}]")}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
