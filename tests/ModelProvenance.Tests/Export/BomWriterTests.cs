using System.Text.Json;

using ModelProvenance.Boms;
using ModelProvenance.Facts;
using ModelProvenance.Tests.Boms;

namespace ModelProvenance.Tests.Export;

public class BomWriterTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    public static TheoryData<BomFormat> Formats() => [BomFormat.CycloneDx16, BomFormat.CycloneDx17, BomFormat.Spdx301];

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_same_time_and_model_give_the_same_bytes(BomFormat format) =>
        BomSamples.Write(format, ModelCatalog.Default, BomSamples.ModelName).Should().Be(BomSamples.Write(format, ModelCatalog.Default, BomSamples.ModelName));

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_is_written_is_read_back(BomFormat format)
    {
        var document = BomSamples.Read(BomSamples.Write(format, ModelCatalog.Default, BomSamples.ModelName, Commit));
        var model = document.Models.Single(m => m.IsSubject);
        // The facts are those of catalog/families/deepseek; the commit is made up.
        model.PackageUrl.Value.Should().Be($"pkg:huggingface/deepseek-ai/DeepSeek-R1-Distill-Llama-8B@{Commit}");
        model.Version.Should().Be(Commit);
        model.ClaimsOf("licenses.weights").Select(c => (c.Value, c.Note)).Should().Equal(("MIT", "declared"), ("MIT", "concluded"));
        model.ClaimsOf("developers").Select(c => c.Value).Should().Equal("DeepSeek");
        model.ClaimsOf("architecture").Select(c => c.Value).Should().Equal("LlamaForCausalLM");
        model.ClaimsOf("parameters.total").Select(c => c.Value).Should().Equal("8.03B");
        model.ClaimsOf("modalities").Select(c => c.Value).Should().Equal("text -> text");
        model.ClaimsOf("dates.released").Select(c => c.Value).Should().Equal("2025-01-20");
        model.ClaimsOf("baseModels").Select(c => (c.Value, c.Note)).Should().Equal(("meta-llama/Llama-3.1-8B", "finetune"), ("deepseek-ai/DeepSeek-R1", "distilled"));
    }

    [Fact]
    public void The_profile_ai_is_claimed_only_when_its_clauses_hold()
    {
        var inspector = new ModelInspector(ModelCatalog.Default);
        var without = BomSamples.Write(BomFormat.Spdx301, ModelCatalog.Default, [inspector.Inspect(BomSamples.ModelName)], out var missing);
        missing.Should().ContainSingle().Which.Should().Contain("software_packageVersion");
        without.Should().Contain("The profile ai is not claimed: DeepSeek-R1-Distill-Llama-8B has no software_packageVersion");
        BomSamples.Read(without).Profiles.Should().Equal("core", "software", "simpleLicensing");

        var with = BomSamples.Write(BomFormat.Spdx301, ModelCatalog.Default, [inspector.Inspect(BomSamples.ModelName)], out missing, Commit);
        missing.Should().BeEmpty();
        BomSamples.Read(with).Profiles.Should().Equal("core", "software", "simpleLicensing", "ai");
        new Validator().Validate(BomDocument.Read(System.Text.Encoding.UTF8.GetBytes(with), "bom.json"), "bom.json", TestContext.Current.CancellationToken).Findings.Should().BeEmpty();
    }

    [Fact]
    public void Every_citation_points_at_a_value_and_names_a_source()
    {
        using var json = JsonDocument.Parse(BomSamples.Write(BomFormat.CycloneDx17, ModelCatalog.Default, BomSamples.ModelName));
        var citations = json.RootElement.GetProperty("citations").EnumerateArray().ToList();
        citations.Should().NotBeEmpty();
        citations.Should().OnlyContain(c => c.GetProperty("note").GetString()!.StartsWith("curated: http") || c.GetProperty("note").GetString()!.StartsWith("declared: "));
        var pointers = citations.SelectMany(c => c.GetProperty("pointers").EnumerateArray()).Select(p => p.GetString()!).ToList();
        pointers.Should().Contain("/metadata/component/licenses/0").And.Contain("/metadata/component/modelCard/modelParameters/modelArchitecture");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_is_not_known_is_not_written(BomFormat format)
    {
        var text = BomSamples.Write(format, BomSamples.Tiny, BomSamples.TinyModel);
        using var json = JsonDocument.Parse(text);
        Values(json.RootElement).Where(v => v.ValueKind == JsonValueKind.Null || (v.ValueKind == JsonValueKind.String && v.GetString()!.Length == 0)).Should().BeEmpty();
        // Nobody named a revision.
        BomSamples.Read(text).Models.First(m => m.IsSubject).ClaimsOf("version").Should().BeEmpty();
    }

    private static IEnumerable<JsonElement> Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Values(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Values),
        _ => [value],
    };

    [Fact]
    public void Two_models_stand_in_one_document()
    {
        var inspector = new ModelInspector(ModelCatalog.Default);
        foreach (var format in Enum.GetValues<BomFormat>())
        {
            var document = BomSamples.Read(BomSamples.Write(format, ModelCatalog.Default, [inspector.Inspect("qwen2.5-7b"), inspector.Inspect("qwen2.5-7b-instruct")], out _));
            document.Models.Where(m => m.IsSubject).Select(m => m.Name).Should().BeEquivalentTo(["Qwen2.5-7B", "Qwen2.5-7B-Instruct"], format.ToWord());
        }
    }

    [Fact]
    public void The_files_of_a_folder_are_listed_with_their_digests()
    {
        var folder = Directory.CreateTempSubdirectory("bom-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "README.md"), "---\nlicense: mit\nbase_model: meta-llama/Llama-3.1-8B\n---\n# A model\n");
            File.WriteAllText(Path.Combine(folder, "abc"), "abc");
            var text = BomSamples.Write(BomFormat.CycloneDx17, ModelCatalog.Default, [new ModelInspector(ModelCatalog.Default).InspectFolder(folder, cancellationToken: TestContext.Current.CancellationToken)], out _);
            var model = BomSamples.Read(text).Models.First(m => m.IsSubject);
            // SHA-256 of "abc": FIPS 180-2, appendix B.1.
            model.ClaimsOf("file").Select(c => (c.Value, c.Note)).Should().Contain(("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
            model.ClaimsOf("baseModels").Select(c => c.Value).Should().Equal("meta-llama/Llama-3.1-8B");
            // A statement is declared; nothing concludes it.
            model.ClaimsOf("licenses.weights").Select(c => (c.Value, c.Note)).Should().Equal(("MIT", "declared"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    // The licence file of MiniMax-M2 is headed "MIT License" and is not the MIT licence.
    [InlineData("MiniMaxAI/MiniMax-M2", "LicenseRef-MiniMax-M2-Modified-MIT")]
    [InlineData("meta-llama/Llama-3.1-8B", "LLAMA 3.1 COMMUNITY LICENSE AGREEMENT")]
    public void A_licence_outside_the_list_stands_under_its_name_when_no_other_one_has_it(string model, string name)
    {
        using var json = JsonDocument.Parse(BomSamples.Write(BomFormat.CycloneDx17, ModelCatalog.Default, model));
        json.RootElement.GetProperty("metadata").GetProperty("component").GetProperty("licenses").EnumerateArray().Select(l => l.GetProperty("license").GetProperty("name").GetString()).Should().OnlyContain(n => n == name).And.NotBeEmpty();
    }

    [Fact]
    public void Context_and_parameters_stand_under_the_registered_names()
    {
        using var json = JsonDocument.Parse(BomSamples.Write(BomFormat.CycloneDx17, ModelCatalog.Default, "openai/gpt-oss-20b"));
        var properties = json.RootElement.GetProperty("metadata").GetProperty("component").GetProperty("properties").EnumerateArray().Select(p => (p.GetProperty("name").GetString(), p.GetProperty("value").GetString())).ToList();
        // The paper of gpt-oss: 20.91B in all (table 1), and a context of 131,072 tokens (section 2.2).
        properties.Should().Contain(p => p.Item1 == "cdx:ai-ml:model:parameter:count" && ParameterCount.Parse(p.Item2!, null).Agrees(ParameterCount.Parse("20.91B", null))).And.Contain(("cdx:ai-ml:model:hyperparameter:context_length", "131072"));
    }

    [Fact]
    public void Without_a_report_there_is_no_document() =>
        FluentActions.Invoking(() => BomSamples.Write(BomFormat.CycloneDx17, ModelCatalog.Default, [], out _)).Should().Throw<ArgumentException>();
}
