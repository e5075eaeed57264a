using System.Collections.Immutable;
using System.Text.Json;

using ModelProvenance.Findings;
using ModelProvenance.Inspection;
using ModelProvenance.Tests.Validation;

namespace ModelProvenance.Tests.Inspection;

/// <summary>The examples on the pages of the rules over folders: each member is a file.</summary>
public class InspectionPageTests
{
    [Theory]
    [InlineData("MP3101")]
    [InlineData("MP3102")]
    [InlineData("MP3103")]
    [InlineData("MP3105")]
    [InlineData("MP3106")]
    [InlineData("MP3107")]
    [InlineData("MP3109")]
    public void The_examples_of_the_page_fail_and_pass(string rule)
    {
        var page = RulePage.Read(rule);
        Findings(page.Fails).Should().ContainSingle().Which.Rule.Id.Should().Be(RuleId.Parse(rule));
        Findings(page.Passes).Should().BeEmpty();
    }

    private static ImmutableArray<Finding> Findings(string example)
    {
        using var folder = new InspectionFolder();
        using var files = JsonDocument.Parse(example);
        foreach (var file in files.RootElement.EnumerateObject())
            folder.With(file.Name, file.Value.ValueKind == JsonValueKind.String ? file.Value.GetString()! : file.Value.GetRawText());
        return new ModelInspector(ModelCatalog.Default).InspectFolder(folder.Path, new InspectionOptions { ComputeDigests = true }, TestContext.Current.CancellationToken).Findings
            // Made-up bytes of weights are wrong for their reader too, which has pages of its own.
            .RemoveAll(finding => !InspectionRules.All.Contains(finding.Rule));
    }
}
