using System.Globalization;
using System.Text.Json;

using ModelProvenance.Export;
using ModelProvenance.Findings;
using ModelProvenance.Validation;
using ModelProvenance.Tests.Validation;

namespace ModelProvenance.Tests.Export;

/// <summary>SARIF logs have the shape of the standard: members, types and required members as in sarif-schema-2.1.0.json (errata 01) of oasis-tcs/sarif-spec at e0583813, for the objects that are written here.</summary>
public class SarifLogTests
{
    // For each object: its members as "name type", '!' where the schema requires it. Any other member is one that the schema does not know.
    private static readonly Dictionary<string, string[]> Shapes = new(StringComparer.Ordinal)
    {
        ["log"] = ["$schema uri", "version! version", "runs! run[]"],
        ["run"] = ["tool! tool", "columnKind columnKind", "results result[]"],
        ["tool"] = ["driver! toolComponent"],
        ["toolComponent"] = ["name! text", "semanticVersion text", "informationUri uri", "rules reportingDescriptor[unique]"],
        ["reportingDescriptor"] = ["id! text", "name text", "shortDescription multiformatMessageString", "helpUri uri", "defaultConfiguration reportingConfiguration"],
        ["reportingConfiguration"] = ["level level"],
        ["multiformatMessageString"] = ["text! text"],
        ["result"] = ["ruleId text", "ruleIndex index", "level level", "message! message", "locations location[]", "partialFingerprints texts", "suppressions suppression[unique]", "fixes fix[unique]"],
        ["message"] = ["text! text"],
        ["location"] = ["physicalLocation physicalLocation", "logicalLocations logicalLocation[unique]"],
        ["physicalLocation"] = ["artifactLocation! artifactLocation", "region region"],
        ["artifactLocation"] = ["uri reference"],
        ["region"] = ["startLine position", "startColumn position", "endLine position", "endColumn position", "charOffset index", "charLength count", "byteOffset index"],
        ["logicalLocation"] = ["fullyQualifiedName text"],
        ["suppression"] = ["kind! suppressionKind", "justification text"],
        ["fix"] = ["description message", "artifactChanges! artifactChange[unique]"],
        ["artifactChange"] = ["artifactLocation! artifactLocation", "replacements! replacement[]"],
        ["replacement"] = ["deletedRegion! region", "insertedContent artifactContent"],
        ["artifactContent"] = ["text text"],
    };

    [Fact]
    public void The_log_of_the_failing_examples_of_all_rules_has_the_shape_of_the_standard()
    {
        var validator = new Validator(new ValidatorOptions { Profile = ValidationProfile.Strict });
        var findings = RuleSet.CardRules.SelectMany(rule => validator.Validate(CardRulePage.Read(rule.Descriptor.Id).Fails, "models/a b/ü&#?/README.md").Findings).ToList();
        findings.Add(findings[0] with { Waiver = "accepted (somebody)" });
        findings.Add(new ReportedFinding(new Finding(findings[0].Rule, "In a file of bytes.", new FindingLocation("model.gguf") { ByteOffset = 24 })));
        findings.Add(new ReportedFinding(new Finding(findings[0].Rule, "Nowhere.", FindingLocation.None)));
        findings.Select(finding => finding.Rule).Distinct().Should().HaveCountGreaterThan(40);
        findings.Should().Contain(finding => finding.Fix != null);

        Problems(Write(findings)).Should().BeEmpty();
    }

    [Fact]
    public void The_log_of_nothing_has_the_shape_of_the_standard() => Problems(Write([])).Should().BeEmpty();

    [Theory]
    [InlineData("""{"runs": []}""", "log: version is missing")]
    [InlineData("""{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "colour": 1}]}""", "run: colour is not a member")]
    [InlineData("""{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {"text": "x"}, "ruleIndex": -1}]}]}""", "result: ruleIndex is no index")]
    public void A_log_that_breaks_the_standard_is_found(string log, string problem)
    {
        using var document = JsonDocument.Parse(log);
        var problems = new List<string>();
        Check(document.RootElement, "log", problems);
        problems.Should().Equal(problem);
    }

    private static byte[] Write(List<ReportedFinding> findings)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            SarifLog.Write(json, findings);
        return stream.ToArray();
    }

    private static List<string> Problems(byte[] log)
    {
        using var document = JsonDocument.Parse(log);
        var problems = new List<string>();
        Check(document.RootElement, "log", problems);
        foreach (var run in document.RootElement.GetProperty("runs").EnumerateArray())
        {
            var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
            foreach (var result in run.GetProperty("results").EnumerateArray())
            {
                if (rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString() != result.GetProperty("ruleId").GetString())
                    problems.Add("result: ruleIndex is that of another rule");
            }
        }

        return problems;
    }

    private static void Check(JsonElement value, string type, List<string> problems)
    {
        var members = Shapes[type].Select(line => line.Split(' ')).ToDictionary(parts => parts[0].TrimEnd('!'), parts => (Type: parts[1], IsRequired: parts[0].EndsWith('!')), StringComparer.Ordinal);
        problems.AddRange(members.Where(member => member.Value.IsRequired && !value.TryGetProperty(member.Key, out _)).Select(member => $"{type}: {member.Key} is missing"));
        foreach (var member in value.EnumerateObject())
        {
            if (!members.TryGetValue(member.Name, out var expected))
                problems.Add($"{type}: {member.Name} is not a member");
            else
                CheckMember(member.Value, $"{type}: {member.Name}", expected.Type, problems);
        }

        // A region is lines, characters or bytes.
        if (type == "region" && !value.TryGetProperty("startLine", out _) && !value.TryGetProperty("charOffset", out _) && !value.TryGetProperty("byteOffset", out _))
            problems.Add("region: has no beginning");
    }

    private static void CheckMember(JsonElement value, string place, string type, List<string> problems)
    {
        if (type.IndexOf('[', StringComparison.Ordinal) is var bracket and > 0)
        {
            foreach (var item in value.EnumerateArray())
                Check(item, type[..bracket], problems);
            if (type.EndsWith("[unique]", StringComparison.Ordinal) && value.EnumerateArray().Select(item => item.GetRawText()).Distinct().Count() != value.GetArrayLength())
                problems.Add($"{place} holds the same item twice");
        }
        else if (Shapes.ContainsKey(type))
        {
            Check(value, type, problems);
        }
        else if (!Fits(value, type))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{place} is no {type}"));
        }
    }

    private static bool Fits(JsonElement value, string type) => type switch
    {
        "text" => value.ValueKind == JsonValueKind.String,
        "texts" => value.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.String),
        "uri" => Uri.TryCreate(value.GetString(), UriKind.Absolute, out _),
        "reference" => Uri.IsWellFormedUriString(value.GetString(), UriKind.RelativeOrAbsolute),
        "version" => value.GetString() == "2.1.0",
        "columnKind" => value.GetString() is "utf16CodeUnits" or "unicodeCodePoints",
        "level" => value.GetString() is "none" or "note" or "warning" or "error",
        "suppressionKind" => value.GetString() is "inSource" or "external",
        "position" => value.TryGetInt32(out var number) && number >= 1,
        "index" => value.TryGetInt32(out var number) && number >= 0,
        "count" => value.TryGetInt32(out var number) && number >= 0,
        _ => throw new InvalidOperationException(type),
    };
}
