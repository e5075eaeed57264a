using System.CommandLine;

using ModelProvenance.Cadence;
using ModelProvenance.Catalog;
using ModelProvenance.Export;
using ModelProvenance.Findings;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>catalog</c>: the catalog itself.</summary>
internal sealed class CatalogCommand : ToolCommand
{
    private static readonly string[] Kinds = ["organizations", "licenses", "families", "series", "releases", "models", "statements"];

    private readonly ToolConsole _console;

    public CatalogCommand(ToolConsole console)
        : base("catalog", "The catalog itself: what is in it, what a fact rests on, whether it is in order.")
    {
        _console = console;
        Add(ListEntities());
        Add(ShowEntity());
        Add(Search());
        Add(Events());
        Add(Statistics());
        Add(new CatalogCoverageCommand(console));
        Add(new CatalogDiffCommand(console));
        Add(new CatalogExportCommand(console));
        Add(Validate());
        Add(FormatFiles());
    }

    private ToolCommand ListEntities()
    {
        var kind = new Argument<string>("KIND") { Description = string.Join(", ", Kinds) + "." };
        kind.AcceptOnlyFromAmong(Kinds);
        var format = CommonOptions.Format();
        var layers = CommonOptions.Catalog();
        var command = new ToolCommand("list", "Lists the entities of a kind.")
        {
            Examples = ["modelprov catalog list families"],
        }.With(kind, format, layers);
        command.SetAction(parsed =>
        {
            var rows = Rows(CommonOptions.Open(parsed.GetValue(layers)), parsed.GetValue(kind)!).ToList();
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(_console.Output, json =>
                {
                    json.WriteStartArray();
                    foreach (var row in rows)
                    {
                        json.WriteStartObject();
                        json.WriteString("id", row[0]);
                        json.WriteString("name", row[1]);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                });
                return ExitCodes.Done;
            }

            using var page = new TextPage(_console);
            page.Table(["id", "name", ""], rows);
            return ExitCodes.Done;
        });
        return command;
    }

    private static IEnumerable<string[]> Rows(ModelCatalog catalog, string kind) => kind switch
    {
        "organizations" => catalog.Organizations.Select(o => new[] { o.Id.Value, o.Name, o.LegalSeat.ValueOrDefault?.ToString() ?? "" }),
        "licenses" => catalog.Licenses.Select(l => new[] { l.Id.Value, l.Name.ValueOrDefault ?? l.Id.Value, l.Version }),
        "families" => catalog.Families.Select(f => new[] { f.Id.Value, f.Name, "" }),
        "series" => catalog.Series.Select(s => new[] { s.Id.Value, s.Name, s.Family.Value }),
        "releases" => catalog.Releases.Select(r => new[] { r.Id.Value, r.Name, r.Series.Value }),
        "models" => catalog.Models.Select(m => new[] { m.Id.Value, m.Name, m.Repository.Value }),
        _ => catalog.Statements.Select(s => new[] { s.Id.Value, s.Subject, s.Value }),
    };

    private ToolCommand ShowEntity()
    {
        var id = new Argument<string>("ID") { Description = "An id, or kind/id (organization/meta) when several kinds have it." };
        var property = new Option<string?>("--property") { Description = "Only this property, such as parameters.total or dates.", HelpName = "NAME" };
        var format = CommonOptions.Format();
        var layers = CommonOptions.Catalog();
        var command = new ToolCommand("show", "Shows every claim about an entity with its sources.")
        {
            Examples = ["modelprov catalog show qwen2.5-7b-instruct", "modelprov catalog show organization/deepseek --property legalSeat --format json"],
        }.With(id, property, format, layers);
        command.SetAction(parsed =>
        {
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            var found = Locate(catalog, parsed.GetValue(id)!);
            var claims = catalog.Evidence(found.Kind, found.Id, parsed.GetValue(property));
            if (claims.IsEmpty)
                throw new ToolException(ExitCodes.Input, $"The catalog has no claim about {parsed.GetValue(property) ?? "anything"} of {found.Id}.");
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(_console.Output, json => ProvenanceJson.Write(json, claims));
                return ExitCodes.Done;
            }

            using var page = new TextPage(_console);
            page.Heading($"{Word(found.Kind)} {found.Id}");
            foreach (var claim in claims)
            {
                page.Line($"  {claim.Property,-28} {claim.Value}{(claim.IsPreferred ? "" : $"   (disputed: {claim.Ruling ?? "open"})")}{(claim.Note is { } note ? $"   -- {note}" : "")}");
                foreach (var source in claim.Sources)
                    page.Dim($"  {"",-28}   {source.Location} {source.Locator} {(source.Literal.Length > 0 ? $"\"{source.Literal}\"" : "")}");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static EntityReference Locate(ModelCatalog catalog, string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && Enum.TryParse<EntityKind>(text[..slash], ignoreCase: true, out var kind))
        {
            var found = new EntityReference(kind, text[(slash + 1)..]);
            return Exists(catalog, found) ? found : throw new ToolException(ExitCodes.Input, $"There is no {Word(kind)} '{TextPage.Clean(found.Id)}' in catalog {catalog.CatalogVersion}.{Near(catalog, found.Id)}");
        }

        var all = Enum.GetValues<EntityKind>().Select(k => new EntityReference(k, text)).Where(e => Exists(catalog, e)).ToList();
        // A release usually has the id of its series or model; the larger or smaller entity is what people mean.
        if (all.Count > 1)
            all.RemoveAll(e => e.Kind == EntityKind.Release);
        return all.Count switch
        {
            1 => all[0],
            0 => new ModelResolver(catalog).Resolve(text).Model is { } model
                ? new EntityReference(EntityKind.Model, model.Id.Value)
                : throw new ToolException(ExitCodes.Input, $"There is no '{TextPage.Clean(text)}' in catalog {catalog.CatalogVersion}.{Near(catalog, text)}"),
            _ => throw new ToolException(ExitCodes.Usage, $"'{text}' is {string.Join(" and ", all.Select(e => $"a {Word(e.Kind)}"))}. Say which: {string.Join(", ", all.Select(e => $"{Word(e.Kind)}/{e.Id}"))}."),
        };
    }

    private static string Near(ModelCatalog catalog, string text)
    {
        var near = catalog.Search(text).Take(5).Select(m => m.Entity.Id).ToList();
        if (near.Count == 0)
            near = [.. catalog.Models.Suggest(text)];
        return near.Count == 0 ? "" : $" Near: {string.Join(", ", near)}.";
    }

    private static bool Exists(ModelCatalog catalog, EntityReference e) => e.Kind switch
    {
        EntityKind.Organization => Facts.OrganizationId.TryParse(e.Id, null, out var id) && catalog.Organizations.Contains(id),
        EntityKind.License => Facts.LicenseId.TryParse(e.Id, null, out var id) && catalog.Licenses.Contains(id),
        EntityKind.Family => Facts.FamilyId.TryParse(e.Id, null, out var id) && catalog.Families.Contains(id),
        EntityKind.Series => Facts.SeriesId.TryParse(e.Id, null, out var id) && catalog.Series.Contains(id),
        EntityKind.Release => Facts.ReleaseId.TryParse(e.Id, null, out var id) && catalog.Releases.Contains(id),
        EntityKind.Model => Facts.ModelId.TryParse(e.Id, null, out var id) && catalog.Models.Contains(id),
        _ => Facts.StatementId.TryParse(e.Id, null, out var id) && catalog.Statements.Contains(id),
    };

    private static string Word(EntityKind kind) => kind.ToString().ToLowerInvariant();

    private ToolCommand Search()
    {
        var text = new Argument<string[]>("WORD") { Description = "Words; all of them must occur.", Arity = ArgumentArity.OneOrMore };
        var format = CommonOptions.Format();
        var layers = CommonOptions.Catalog();
        var command = new ToolCommand("search", "Finds entities by words in their names.")
        {
            Examples = ["modelprov catalog search distill llama"],
        }.With(text, format, layers);
        command.SetAction(parsed =>
        {
            var found = CommonOptions.Open(parsed.GetValue(layers)).Search(string.Join(' ', parsed.GetValue(text)!));
            if (found.IsEmpty)
                throw new ToolException(ExitCodes.Input, "Nothing was found.");
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(_console.Output, json =>
                {
                    json.WriteStartArray();
                    foreach (var match in found)
                    {
                        json.WriteStartObject();
                        json.WriteString("kind", Word(match.Entity.Kind));
                        json.WriteString("id", match.Entity.Id);
                        json.WriteString("name", match.Name);
                        json.WriteString("matched", match.MatchedName);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                });
                return ExitCodes.Done;
            }

            using var page = new TextPage(_console);
            page.Table(["kind", "id", "name"], found.Select(m => new[] { Word(m.Entity.Kind), m.Entity.Id, m.Name }));
            return ExitCodes.Done;
        });
        return command;
    }

    private ToolCommand Events()
    {
        var first = new Option<string?>("--from") { Description = "The first day, yyyy-MM-dd.", HelpName = "DATE" };
        var last = new Option<string?>("--to") { Description = "The last day, yyyy-MM-dd.", HelpName = "DATE" };
        CommonOptions.CheckDay(first);
        CommonOptions.CheckDay(last);
        var kind = CadenceCommand.DateKindOption();
        var format = CommonOptions.Format();
        var layers = CommonOptions.Catalog();
        var command = new ToolCommand("events", "Lists releases by day.")
        {
            Examples = ["modelprov catalog events --from 2025-01-01 --to 2025-03-31 --date-kind weightsPublished"],
        };
        command.With(first, last, kind, format, layers);
        command.SetAction(parsed =>
        {
            var catalog = CommonOptions.Open(parsed.GetValue(layers));
            var events = ReleaseCadence.EventsOf(catalog, CadenceCommand.ParseKind(parsed.GetValue(kind)!), CommonOptions.Day(parsed, first), CommonOptions.Day(parsed, last)).ToList();
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(_console.Output, json =>
                {
                    json.WriteStartArray();
                    foreach (var (date, release) in events)
                    {
                        json.WriteStartObject();
                        json.WriteString("date", date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
                        json.WriteString("release", release.Id.Value);
                        json.WriteString("series", release.Series.Value);
                        json.WriteString("name", release.Name);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                });
                return ExitCodes.Done;
            }

            using var page = new TextPage(_console);
            page.Table(["date", "release", "name"], events.Select(e => new[] { e.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), e.Release.Id.Value, e.Release.Name }));
            return ExitCodes.Done;
        });
        return command;
    }

    private ToolCommand Statistics()
    {
        var format = CommonOptions.Format();
        var layers = CommonOptions.Catalog();
        var command = new ToolCommand("stats", "Counts entities, facts, sources and unknowns.")
        {
            Examples = ["modelprov catalog stats --format json"],
        }.With(format, layers);
        command.SetAction(parsed =>
        {
            var statistics = CommonOptions.Open(parsed.GetValue(layers)).GetStatistics();
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(_console.Output, json => ProvenanceJson.Write(json, statistics));
                return ExitCodes.Done;
            }

            using var page = new TextPage(_console);
            var rows = new List<string[]>
            {
                new[] { "catalog version", statistics.CatalogVersion },
                new[] { "schema version", statistics.SchemaVersion },
                Row("organizations", statistics.Organizations),
                Row("licences", statistics.Licenses),
                Row("families", statistics.Families),
                Row("series", statistics.Series),
                Row("releases", statistics.Releases),
                Row("models", statistics.Models),
                Row("distributions", statistics.Distributions),
                Row("models complete", statistics.ModelsComplete),
                Row("facts", statistics.Facts),
                Row("facts without source", statistics.FactsWithoutSource),
                Row("documents cited", statistics.Sources),
                Row("disputed facts", statistics.Disputed),
            };
            rows.AddRange(statistics.SourcesByKind.Select(pair => Row($"facts by {pair.Key}", pair.Value)));
            rows.AddRange(statistics.Unknown.Select(pair => Row($"unknown: {pair.Key}", pair.Value)));
            page.Table(["what", "count"], rows);
            return ExitCodes.Done;
        });
        return command;

        static string[] Row(string name, int count) => [name, count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)];
    }

    private ToolCommand Validate()
    {
        var path = new Argument<string>("PATH") { Description = "A catalog folder, or a file in the exchange form." };
        var format = CommonOptions.Format();
        var failOn = new Option<string>("--fail-on") { Description = "The least severity that makes the exit code 1.", DefaultValueFactory = _ => "error" };
        failOn.AcceptOnlyFromAmong("error", "warning", "info", "never");
        var maxAge = CommonOptions.MaxAge();
        var asOf = CommonOptions.AsOf();
        var command = new ToolCommand("validate", "Checks a catalog with the MP1xxx rules.")
        {
            Examples = ["modelprov catalog validate catalog --fail-on warning", "modelprov catalog validate catalog --max-age 90 --fail-on warning"],
        }.With(path, format, failOn, maxAge, asOf);
        command.SetAction(parsed =>
        {
            var root = parsed.GetValue(path)!;
            var findings = CatalogValidator.Validate(root, _console.Cancellation);
            if (CommonOptions.Days(parsed, maxAge) is { } days && findings.All(f => f.Rule.Id.Number != 1001) && CatalogValidator.CheckAge(ModelCatalog.Load(root, _console.Cancellation), CommonOptions.DayOrToday(parsed, asOf, _console), days) is { } old)
                findings = findings.Insert(0, old);
            var files = Directory.Exists(root) ? Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).Count() : 1;
            if (parsed.GetValue(format) == "json")
            {
                JsonLines.Document(_console.Output, json => ProvenanceJson.WriteCheck(json, "catalog", files, findings));
            }
            else
            {
                using var page = new TextPage(_console);
                foreach (var finding in findings)
                    page.Line(finding.ToString());
                page.Line($"{Counted(files, "file")}, {Counted(findings.Count(f => f.Severity == Severity.Error), "error")}, {Counted(findings.Count(f => f.Severity == Severity.Warning), "warning")}");
            }

            return parsed.GetValue(failOn) switch
            {
                "never" => ExitCodes.Done,
                "info" => findings.IsEmpty ? ExitCodes.Done : ExitCodes.Findings,
                "warning" => findings.Any(f => f.Severity >= Severity.Warning) ? ExitCodes.Findings : ExitCodes.Done,
                _ => findings.Any(f => f.Severity == Severity.Error) ? ExitCodes.Findings : ExitCodes.Done,
            };
        });
        return command;
    }

    private static string Counted(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private ToolCommand FormatFiles()
    {
        var path = new Argument<string>("PATH") { Description = "A catalog folder." };
        var check = new Option<bool>("--check") { Description = "Write nothing; exit 1 when a file is not in the canonical layout." };
        var command = new ToolCommand("format", "Writes the files of a catalog folder in the one canonical layout.")
        {
            Examples = ["modelprov catalog format catalog"],
        }.With(path, check);
        command.SetAction(parsed =>
        {
            var root = parsed.GetValue(path)!;
            if (!Directory.Exists(root))
                throw new ToolException(ExitCodes.Input, $"There is no folder '{TextPage.Clean(root)}'.");
            // All files are read before the first one is written: a broken one must not leave half of the work done.
            var changed = new List<(string Name, string Path, byte[] Content)>();
            foreach (var file in Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var before = File.ReadAllBytes(file);
                var name = Path.GetRelativePath(root, file).Replace('\\', '/');
                var after = CatalogFormatter.Format(before, name);
                if (!before.AsSpan().SequenceEqual(after))
                    changed.Add((name, file, after));
            }

            if (!parsed.GetValue(check))
            {
                foreach (var file in changed)
                    AtomicFile.Write(file.Path, file.Content);
            }

            using var page = new TextPage(_console);
            foreach (var file in changed)
                page.Line(file.Name);
            return changed.Count > 0 && parsed.GetValue(check) ? ExitCodes.Findings : ExitCodes.Done;
        });
        return command;
    }
}
