using System.Text;

using ModelProvenance.Boms;
using ModelProvenance.Catalog;
using ModelProvenance.Inspection;
using ModelProvenance.Tests.Boms;

namespace ModelProvenance.Tests.Inspection;

public class InspectBomTests
{
    private static readonly ModelInspector Inspector = new(ModelCatalog.Default);

    private static BomDocument Read(string json) => BomDocument.Read(Encoding.UTF8.GetBytes(json), "bom.json").Document!;

    [Theory]
    [InlineData(BomFormat.CycloneDx16)]
    [InlineData(BomFormat.CycloneDx17)]
    [InlineData(BomFormat.Spdx301)]
    public void What_we_write_is_confirmed_when_it_is_read(BomFormat format)
    {
        var report = Inspector.InspectBom(Read(BomSamples.Write(format, ModelCatalog.Default, BomSamples.ModelName))).Should().ContainSingle().Subject;

        report.Input.Should().Be("bom.json");
        report.Kind.Should().Be(InputKind.Bom);
        report.Identification.Model!.Id.Value.Should().Be(BomSamples.ModelName);
        foreach (var property in (string[])["developers", "licenses.weights", "parameters.total", "architecture", "modalities", "baseModels", "repositories"])
            report.Property(property).Should().Match<ReportedProperty>(p => p.Verdict == ClaimVerdict.Confirmed, property + " of " + format);
    }

    [Fact]
    public void A_licence_that_the_catalog_does_not_have_is_contradicted_and_still_evaluated()
    {
        var report = Inspector.InspectBom(Read(BomSamples.Write(BomFormat.CycloneDx17, ModelCatalog.Default, BomSamples.ModelName).Replace("\"MIT\"", "\"Apache-2.0\"", StringComparison.Ordinal))).Single();

        report.Property("licenses.weights")!.Verdict.Should().Be(ClaimVerdict.Contradicted);
        var license = report.Work!.Licenses.Should().ContainSingle().Subject;
        license.Expression!.ToString().Should().Be("Apache-2.0");
        license.Place.Should().Be("bom.json, /metadata/component/licenses/0/license/id");
    }

    [Fact]
    public void Every_model_that_a_document_is_about_has_a_report_with_its_pointer()
    {
        var reports = Inspector.InspectBom(Read("""
            {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
              {"type": "machine-learning-model", "name": "a", "licenses": [{"license": {"name": "Our own terms"}}], "pedigree": {"ancestors": [
                {"type": "machine-learning-model", "group": "meta-llama", "name": "Llama-3.1-8B"}]}},
              {"type": "library", "name": "no-model"},
              {"type": "machine-learning-model", "purl": "pkg:huggingface/Qwen/Qwen2.5-7B", "name": "Qwen2.5-7B"}]}
            """));

        reports.Select(r => r.Input).Should().Equal("bom.json#/components/0", "bom.json#/components/2");
        reports.Select(r => r.Identification.Model?.Id.Value).Should().Equal(null, "qwen2.5-7b");
        reports[0].Property("baseModels")!.Value.Should().Be("llama-3.1-8b");
        reports[0].Work!.Bases.Should().ContainSingle().Which.Model!.Id.Value.Should().Be("llama-3.1-8b");
        reports[0].Work!.Licenses.Should().ContainSingle().Which.Missing.Should().Contain("Our own terms");
    }

    [Fact]
    public void A_document_without_a_model_has_no_report() =>
        Inspector.InspectBom(Read("""{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "x"}]}""")).Should().BeEmpty();
}
