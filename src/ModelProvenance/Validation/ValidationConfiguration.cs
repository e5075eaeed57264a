using System.Collections.Immutable;
using System.Text.Json;

using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation;

/// <summary>A finding that somebody accepts, for a reason and for a time.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Files">Patterns of paths, relative to the configuration; empty for every file.</param>
/// <param name="Reason">Why.</param>
/// <param name="Author">Who decided.</param>
/// <param name="Expires">The last day on which it holds; null for no end.</param>
public sealed record ValidationWaiver(RuleId Rule, ImmutableArray<string> Files, string Reason, string Author, DateOnly? Expires)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Reason} ({Author}{(Expires is { } day ? $", until {day:yyyy-MM-dd}" : "")})";
}

/// <summary>The configuration of a check, read from <see cref="FileName"/>: profile, severities by rule and path, waivers, files to pass over, a baseline. Its schema is <c>schema/v1/check-configuration.schema.json</c>.</summary>
public sealed class ValidationConfiguration
{
    /// <summary>The name of the file. The nearest one in the folder of a document or above it holds.</summary>
    public const string FileName = "modelprov.json";

    private readonly ImmutableArray<(ImmutableArray<string> Files, ImmutableDictionary<RuleId, Severity?> Rules)> _overrides;

    private ValidationConfiguration(ConfigurationReader reader, string path, string folder)
    {
        Path = path;
        Folder = folder;
        Profile = reader.Profile;
        FailOn = reader.FailOn;
        Baseline = reader.Baseline;
        Cards = [.. reader.Cards];
        Ignored = [.. reader.Ignored];
        Waivers = [.. reader.Waivers];
        _overrides = [.. reader.Overrides];
    }

    /// <summary>The path of the file as it was given.</summary>
    public string Path { get; }

    /// <summary>The folder that patterns are relative to.</summary>
    public string Folder { get; }

    /// <summary>The profile; null when the file names none.</summary>
    public ValidationProfile? Profile { get; }

    /// <summary>From which severity on a check fails: <c>error</c>, <c>warning</c>, <c>info</c>, <c>never</c>; null when the file does not say.</summary>
    public string? FailOn { get; }

    /// <summary>The file of the baseline, relative to the folder; null for none.</summary>
    public string? Baseline { get; }

    /// <summary>Folders and dumps of cards that answer for models outside the catalog.</summary>
    public ImmutableArray<string> Cards { get; }

    /// <summary>Patterns of files that are passed over.</summary>
    public ImmutableArray<string> Ignored { get; }

    /// <summary>What somebody accepts.</summary>
    public ImmutableArray<ValidationWaiver> Waivers { get; }

    /// <summary>The nearest file in a folder or above it; null when there is none.</summary>
    public static string? Find(string folder)
    {
        for (var at = new DirectoryInfo(System.IO.Path.GetFullPath(folder)); at is not null; at = at.Parent)
        {
            var path = System.IO.Path.Combine(at.FullName, FileName);
            if (File.Exists(path))
                return path;
        }

        return null;
    }

    /// <summary>Reads a configuration.</summary>
    /// <param name="utf8">The file: JSON, with comments and trailing commas as people write them.</param>
    /// <param name="path">The path that findings carry.</param>
    /// <param name="folder">The folder that patterns are relative to.</param>
    public static ReadResult<ValidationConfiguration> Read(ReadOnlySpan<byte> utf8, string path, string folder)
    {
        var reader = new ConfigurationReader(path);
        try
        {
            using var document = JsonDocument.Parse(utf8.ToArray(), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 });
            reader.Read(document.RootElement);
        }
        catch (JsonException e)
        {
            reader.Add("", e.Message, (int)(e.LineNumber ?? -1) + 1, (int)(e.BytePositionInLine ?? -1) + 1);
        }

        return new ReadResult<ValidationConfiguration>(reader.Findings.Count > 0 ? null : new ValidationConfiguration(reader, path, folder), [.. reader.Findings]);
    }

    /// <summary>Whether a file is passed over.</summary>
    /// <param name="path">Relative to <see cref="Folder"/>.</param>
    public bool Ignores(string path) => Ignored.Any(pattern => PathPattern.Matches(pattern, path));

    /// <summary>The waivers that no longer hold, as findings.</summary>
    public IEnumerable<Finding> Expired(DateOnly asOf) => Waivers.Where(waiver => waiver.Expires < asOf).Select(waiver =>
        new Finding(ConfigurationRules.ExpiredWaiver, $"The waiver of {waiver.Rule} by {waiver.Author} ended on {waiver.Expires:yyyy-MM-dd}: {waiver.Reason}. Renew it, or repair what it covered.", new FindingLocation(Path)));

    /// <summary>The finding as this configuration has it: with another severity, waived, or null when the rule is off.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="path">The path of the document, relative to <see cref="Folder"/>.</param>
    /// <param name="asOf">The day on which waivers are looked at.</param>
    internal ReportedFinding? Apply(ReportedFinding finding, string path, DateOnly asOf)
    {
        foreach (var (files, rules) in _overrides)
        {
            if (!rules.TryGetValue(finding.Rule.Id, out var severity) || !(files.IsEmpty || files.Any(pattern => PathPattern.Matches(pattern, path))))
                continue;
            if (severity is null)
                return null;
            finding = finding with { Finding = finding.Finding with { Severity = severity.Value } };
        }

        foreach (var waiver in Waivers)
        {
            if (waiver.Rule == finding.Rule.Id && !(waiver.Expires < asOf) && (waiver.Files.IsEmpty || waiver.Files.Any(pattern => PathPattern.Matches(pattern, path))))
                return finding with { Waiver = waiver.ToString() };
        }

        return finding;
    }

    private sealed class ConfigurationReader(string path)
    {
        public List<Finding> Findings { get; } = [];

        public ValidationProfile? Profile { get; private set; }

        public string? FailOn { get; private set; }

        public string? Baseline { get; private set; }

        public List<string> Cards { get; } = [];

        public List<string> Ignored { get; } = [];

        public List<ValidationWaiver> Waivers { get; } = [];

        public List<(ImmutableArray<string> Files, ImmutableDictionary<RuleId, Severity?> Rules)> Overrides { get; } = [];

        public void Add(string pointer, string message, int line = 0, int column = 0) =>
            Findings.Add(new Finding(ConfigurationRules.InvalidConfiguration, message, new FindingLocation(path) { Pointer = pointer, Line = line, Column = column }));

        public void Read(JsonElement root)
        {
            foreach (var (name, value) in Members(root, ""))
            {
                switch (name)
                {
                    case "$schema":
                        break;
                    case "profile":
                        if (!ValidationProfile.TryFind(Text(value, "/profile"), out var profile))
                            Add("/profile", $"There is no profile '{value}'. Expected {string.Join(", ", ValidationProfile.All.Select(p => p.Name))}.");
                        Profile = profile;
                        break;
                    case "failOn":
                        FailOn = Text(value, "/failOn");
                        if (FailOn is not ("error" or "warning" or "info" or "never"))
                            Add("/failOn", $"'{FailOn}' is none of error, warning, info, never.");
                        break;
                    case "rules":
                        Overrides.Insert(0, ([], Rules(value, "/rules")));
                        break;
                    case "overrides":
                        ReadOverrides(value);
                        break;
                    case "waivers":
                        ReadWaivers(value);
                        break;
                    case "ignore":
                        Ignored.AddRange(Texts(value, "/ignore"));
                        break;
                    case "cards":
                        Cards.AddRange(Texts(value, "/cards"));
                        break;
                    case "baseline":
                        Baseline = Text(value, "/baseline");
                        break;
                    default:
                        Add($"/{name}", $"There is no member '{name}'. Expected profile, failOn, rules, overrides, waivers, ignore, cards or baseline.");
                        break;
                }
            }
        }

        private void ReadOverrides(JsonElement value)
        {
            foreach (var (item, pointer) in Items(value, "/overrides"))
            {
                var files = ImmutableArray<string>.Empty;
                var rules = ImmutableDictionary<RuleId, Severity?>.Empty;
                foreach (var (name, member) in Members(item, pointer))
                {
                    if (name == "files")
                        files = [.. Texts(member, $"{pointer}/files")];
                    else if (name == "rules")
                        rules = Rules(member, $"{pointer}/rules");
                    else
                        Add($"{pointer}/{name}", $"There is no member '{name}'. Expected files and rules.");
                }

                if (files.IsEmpty)
                    Add(pointer, "An override needs 'files'; what holds for every file stands under 'rules'.");
                Overrides.Add((files, rules));
            }
        }

        private void ReadWaivers(JsonElement value)
        {
            foreach (var (item, pointer) in Items(value, "/waivers"))
            {
                var (rule, files, reason, author, expires) = (default(RuleId), ImmutableArray<string>.Empty, "", "", (DateOnly?)null);
                foreach (var (name, member) in Members(item, pointer))
                {
                    switch (name)
                    {
                        case "rule":
                            rule = Rule(Text(member, $"{pointer}/rule"), $"{pointer}/rule");
                            break;
                        case "files":
                            files = [.. Texts(member, $"{pointer}/files")];
                            break;
                        case "reason":
                            reason = Text(member, $"{pointer}/reason");
                            break;
                        case "author":
                            author = Text(member, $"{pointer}/author");
                            break;
                        case "expires":
                            if (PartialDate.TryParse(Text(member, $"{pointer}/expires"), null, out var day) && day.Precision == DatePrecision.Day)
                                expires = day.Earliest;
                            else
                                Add($"{pointer}/expires", $"'{member}' is not a day. Expected yyyy-MM-dd.");
                            break;
                        default:
                            Add($"{pointer}/{name}", $"There is no member '{name}'. Expected rule, files, reason, author or expires.");
                            break;
                    }
                }

                if (rule == default || string.IsNullOrWhiteSpace(reason) || string.IsNullOrWhiteSpace(author))
                    Add(pointer, "A waiver needs 'rule', 'reason' and 'author': who reads it later must know why it is there and whom to ask.");
                Waivers.Add(new ValidationWaiver(rule, files, reason, author, expires));
            }
        }

        private ImmutableDictionary<RuleId, Severity?> Rules(JsonElement value, string pointer)
        {
            var rules = ImmutableDictionary.CreateBuilder<RuleId, Severity?>();
            foreach (var (name, member) in Members(value, pointer))
            {
                var text = Text(member, $"{pointer}/{name}");
                if (text is not ("off" or "info" or "warning" or "error"))
                    Add($"{pointer}/{name}", $"'{text}' is none of off, info, warning, error.");
                rules[Rule(name, $"{pointer}/{name}")] = text switch { "error" => Severity.Error, "warning" => Severity.Warning, "info" => Severity.Info, _ => null };
            }

            return rules.ToImmutable();
        }

        private RuleId Rule(string text, string pointer)
        {
            if (!RuleId.TryParse(text, null, out var id) || RuleSet.Find(id) is null)
                Add(pointer, $"There is no rule '{text}'. 'modelprov rules' lists them.");
            return id;
        }

        private string Text(JsonElement value, string pointer)
        {
            if (value.ValueKind == JsonValueKind.String)
                return value.GetString()!;
            Add(pointer, "A text is expected here.");
            return "";
        }

        private IEnumerable<string> Texts(JsonElement value, string pointer) => Items(value, pointer).Select(item => Text(item.Value, item.Pointer));

        private IEnumerable<(JsonElement Value, string Pointer)> Items(JsonElement value, string pointer)
        {
            if (value.ValueKind != JsonValueKind.Array)
            {
                Add(pointer, "A list is expected here.");
                return [];
            }

            return value.EnumerateArray().Select((item, index) => (item, $"{pointer}/{index}"));
        }

        private IEnumerable<(string Name, JsonElement Value)> Members(JsonElement value, string pointer)
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                Add(pointer, "An object is expected here.");
                return [];
            }

            return value.EnumerateObject().Select(member => (member.Name, member.Value));
        }
    }
}
