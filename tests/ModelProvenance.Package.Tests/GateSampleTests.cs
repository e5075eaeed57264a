using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelProvenance.Package.Tests;

/// <summary>The script of <c>samples/Gate/</c>, with the packed tool and the packed targets.</summary>
public partial class GateSampleTests(PackedFiles packed)
{
    [Fact]
    public void The_build_fails_at_the_model_with_clause_and_fact_until_a_decision_stands_and_the_notices_change()
    {
        var folder = packed.NewFolder();
        PackedFiles.Run(folder, "dotnet", ["tool", "install", "ModelProvenance.Tool", "--version", packed.Version, "--tool-path", Path.Combine(folder, "tool"), "--add-source", packed.Feed]);
        var work = Path.Combine(folder, "copy");
        var story = PackedFiles.Run(folder, "env", [$"ModelProvenanceVersion={packed.Version}", "NuGetAudit=false", "bash", Path.Combine(PackedFiles.Repository, "samples", "Gate", "story.sh"), work, Path.Combine(folder, "tool", "modelprov")]);

        // Places: appsettings.json names the models at these lines; models.json has the first of them at line 8, column 14.
        story.Should().Contain("appsettings.json(4,15)").And.Contain("appsettings.json(7,26)").And.Contain("appsettings.json(10,24)");
        var error = Failure().Match(story);
        error.Success.Should().BeTrue(story);
        error.Groups[1].Value.Should().Be(Path.Combine(work, "models.json"));
        (error.Groups[2].Value, error.Groups[3].Value).Should().Be(("8", "14"));
        // Qwen Research License Agreement: commercial use is excluded; the clause and the fact of usage.json.
        var clause = story.Split('\n').First(line => line.Contains("does not meet 'our-use'", StringComparison.Ordinal));
        clause.Should().Contain("LicenseRef-Qwen-Research-2024").And.Contain("commercialUse").And.Contain("the use is commercial");
        ClauseNumber().IsMatch(clause).Should().BeTrue(clause);

        story.Should().Contain("info MP6023: 'qwen2.5:3b' is decided in place of 'licences'");
        story.Should().MatchRegex(@"(?m)^< Llama 3\.1 is licensed under").And.MatchRegex(@"(?m)^> Qwen is licensed under");
        using var audit = JsonDocument.Parse(File.ReadAllText(Path.Combine(work, "models.audit.json")));
        audit.RootElement.GetProperty("models").GetArrayLength().Should().Be(3);
        audit.RootElement.GetProperty("models")[0].GetProperty("decision").GetProperty("by").GetString().Should().Be("legal@example.org");
        audit.RootElement.GetProperty("models")[0].GetProperty("verdicts").EnumerateArray().Select(v => v.GetProperty("outcome").GetString()).Should().Contain("decided");
        story.Should().Contain("# Models in use: in order");
    }

    [GeneratedRegex(@"^\s*(\S+models\.json)\((\d+),(\d+),\d+,\d+\): error MP6021:", RegexOptions.Multiline)]
    private static partial Regex Failure();

    [GeneratedRegex(@"LicenseRef-Qwen-Research-2024 \d")]
    private static partial Regex ClauseNumber();
}
