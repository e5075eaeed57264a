using System.Text;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Licensing;
using ModelProvenance.Lineage;
using ModelProvenance.Validation;

namespace ModelProvenance.Reference.Tests.Licensing;

/// <summary>The real cases of facts/license-lineage-cases.tsv as cards in the folder of a model, and what is said of them. docs/lineage-cases.md argues the differences.</summary>
public class LineageCaseTests
{
    // What the card of a case states, beside the columns of the table: the tags that mean the declared licence, and words of the text. Then the findings of the rules on licences, without those on
    // copies of licence texts (MP4113), which every folder of this test gets.
    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["c01"] = new("license: mit", "MP4101 warning, MP4104 warning, MP4105 info, MP4112 warning"),
        ["c02"] = new("license: mit", "MP4101 warning, MP4104 warning, MP4105 info, MP4112 warning"),
        ["c03"] = new("license: mit", "MP4101 info"),
        ["c04"] = new("license: mit", "MP4105 info, MP4112 warning") { Text = "The weights are under the MIT License, subject to the Qwen LICENSE AGREEMENT." },
        ["c05"] = new("license: apache-2.0", "MP4101 warning, MP4104 warning, MP4105 info, MP4112 warning"),
        ["c06"] = new("license: gpl-3.0", "MP4102 warning"),
        ["c07"] = new("license: apache-2.0", "MP4101 error, MP4112 warning") { Model = "library/llava" },
        ["c10"] = new("license: apache-2.0", "MP4101 error") { Model = "somebody/Kimi-K3-GGUF" },
        ["c11"] = new("license: apache-2.0", "MP4101 error") { Model = "somebody/Qwen3.8-Flash-Next-GGUF" },
        ["c14"] = new("license: other\nlicense_name: microsoft-research-license\nlicense_link: LICENSE", "MP4114 info"),
        ["c15"] = new("license: other", "MP2103 error"),
        ["c18"] = new("license: other\nlicense_name: eva-llama3.3\nlicense_link: LICENSE", "MP4104 warning, MP4105 info, MP4111 info, MP4112 warning") { Model = "EVA-UNIT-01/EVA-LLaMA-3.33-70B-v0.1", Base = "meta-llama/Llama-3.3-70B-Instruct" },
        ["c19"] = new("license: other\nlicense_name: cogvlm2\nlicense_link: LICENSE", "MP4104 warning, MP4105 info, MP4112 warning") { Text = "The Meta Llama 3 Community License applies too." },
        ["c21"] = new("license: apache-2.0", "MP4102 error") { Model = "somebody/merge", Base = "nvidia/AceMath-7B-Instruct\n- Qwen/Qwen2.5-7B" },
        ["c22"] = new("license: other\nlicense_name: qwen-research\nlicense_link: LICENSE", "MP4112 info") { Model = "somebody/Hedge-LoRA", Text = "Improved using Qwen." },
        ["c23"] = new("license: mit", "MP4102 warning, MP4105 info") { Model = "somebody/Hedge-LoRA" },
        ["c24"] = new("license: creativeml-openrail-m", "MP4102 warning") { Model = "somebody/Hedge-LoRA" },
        ["c25"] = new("license: cc-by-nc-nd-4.0", "MP4103 warning") { Model = "somebody/Hedge-GGUF", Base = "somebody-else/Hedge" },
    };

    // Cases of names against texts in one repository: what the card states, the files beside it by their texts in the reference material, and what the inspection of the folder says.
    private static readonly Dictionary<string, (string FrontMatter, (string File, string Text)[] Texts, string Says)> Folders = new()
    {
        ["c12"] = ("license: other\nlicense_name: sai-nc-community\nlicense_link: LICENSE", [("LICENSE", "LicenseRef-Stability-AI-Community-2024")], "MP3101 error: LicenseRef-Stability-AI-Community-2024"),
        ["c13"] = ("license: other\nlicense_name: yi-34b\nlicense_link: LICENSE", [("LICENSE", "Apache-2.0")], "MP3101 error: Apache-2.0"),
        ["c16"] = ("license: mit", [("LICENSE", "LicenseRef-MiniMax-M2.1-Modified-MIT")], "MP3101 error: LicenseRef-MiniMax-M2.1-Modified-MIT"),
        ["c17"] = ("license: mit", [("LICENSE", "MIT"), ("dots.llm1 LICENSE AGREEMENT", "LicenseRef-dots.llm1")], "MP3109 warning: LicenseRef-dots.llm1"),
    };

    // Neither a card and its base nor a folder: a statement in documentation, one model on two sites, terms of a provider; see docs/lineage-cases.md. The first two have tests of their own below.
    private static readonly string[] Elsewhere = ["c08", "c09", "c20"];

    private readonly ITestOutputHelper _output;

    public LineageCaseTests(ITestOutputHelper output) => _output = output;

    [ReferenceFact]
    public void Each_case_is_answered_as_stated_or_argued()
    {
        var rows = ReferenceFiles.Rows("facts/license-lineage-cases.tsv").ToDictionary(row => row[0], row => row);
        rows.Keys.Should().BeEquivalentTo(Cases.Keys.Concat(Folders.Keys).Concat(Elsewhere));
        var differences = new List<string>();
        foreach (var (id, expected) in Cases)
        {
            var said = Said(rows[id], expected);
            _output.WriteLine($"{id}: {said}");
            if (said != expected.Says)
                differences.Add($"{id}: {said}, expected {expected.Says}");
        }

        differences.Should().BeEmpty();
    }

    [ReferenceFact]
    public void Names_against_texts_in_one_repository_are_found()
    {
        foreach (var (id, (frontMatter, texts, says)) in Folders)
        {
            var folder = Directory.CreateTempSubdirectory("case-").FullName;
            try
            {
                File.WriteAllText(Path.Combine(folder, "README.md"), $"---\n{frontMatter}\n---\n# A model\n");
                foreach (var (file, text) in texts)
                    File.Copy(ReferenceFiles.Path($"license-texts/{text}.txt"), Path.Combine(folder, file));
                var findings = new ModelInspector(ModelCatalog.Default).InspectFolder(folder, null, TestContext.Current.CancellationToken).Findings;
                var found = findings.Should().ContainSingle(f => f.Rule.Id.Number == 3101 || f.Rule.Id.Number == 3109, id).Subject;
                var (rule, license) = (says[..says.IndexOf(':', StringComparison.Ordinal)], says[(says.IndexOf(':', StringComparison.Ordinal) + 2)..]);
                $"{found.Rule.Id} {found.Severity.ToString().ToLowerInvariant()}".Should().Be(rule, id);
                found.Message.Should().Contain($" is the text of {license}", id);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    // c08: documentation that calls the licence of a model on Llama 2 "LLaMA".
    [Theory]
    [InlineData("LLaMA", "")]
    [InlineData("LLaMA 2", "LicenseRef-Llama-2-Community")]
    [InlineData("Llama 2 Community License", "LicenseRef-Llama-2-Community")]
    [InlineData("llama3", "LicenseRef-Llama-3-Community")]
    public void Generations_of_a_licence_are_told_apart(string name, string license)
    {
        var found = LicenseNames.Default.Resolve(name);

        found.License.ToString().Should().Be(license);
        if (license.Length == 0)
            found.Candidates.Select(c => c.Value).Should().Contain(["LicenseRef-Llama-1-Research", "LicenseRef-Llama-2-Community"], "the name alone does not say which");
    }

    // c09: MIT on the hub, Apache-2.0 in the source repository. The catalog has both, each for what it covers, and a card that states the other one for the weights is at odds with it.
    [Fact]
    public void One_model_on_two_sites_is_under_one_licence_for_the_weights_and_another_for_the_code()
    {
        var model = ModelCatalog.Default.Models.Get(ModelId.Parse("mimo-v2-flash"));

        model.License(LicenseScope.Weights)!.Expression.Value.ToString().Should().Be("MIT");
        model.License(LicenseScope.Code)!.Expression.Value.ToString().Should().Be("Apache-2.0");
        var folder = Directory.CreateTempSubdirectory("case-").CreateSubdirectory("MiMo-V2-Flash");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "README.md"), "---\nlicense: apache-2.0\n---\n# MiMo\n");
            new ModelInspector(ModelCatalog.Default).InspectFolder(folder.FullName, null, TestContext.Current.CancellationToken).Findings
                .Should().ContainSingle(f => f.Rule.Id.Number == 3101).Which.Message.Should().Contain("mimo-v2-flash is under MIT");
        }
        finally
        {
            folder.Parent!.Delete(recursive: true);
        }
    }

    private static string Said(string[] row, Case stated)
    {
        var (model, relation, named, license) = (stated.Model ?? row[1], Relation(row[2]), stated.Base ?? row[3], row[4]);
        var card = new StringBuilder("---\n").Append(stated.FrontMatter).Append('\n');
        if (named != "-")
            card.Append("base_model:\n- ").Append(named.Contains('/', StringComparison.Ordinal) ? named : $"outside/{named.Replace(' ', '-')}").Append("\nbase_model_relation: ").Append(relation).Append('\n');
        card.Append("---\n# A model\n\n").Append(stated.Text).Append('\n');

        var folder = Directory.CreateTempSubdirectory("case-").FullName;
        try
        {
            var path = Path.Combine(folder, "README.md");
            File.WriteAllText(path, card.ToString());
            File.WriteAllText(Path.Combine(folder, "config.json"), "{}");
            var validator = new Validator(new ValidatorOptions { Repository = RepositoryId.Parse(model), Metadata = new BaseCards(license) });
            return string.Join(", ", validator.Validate(new ValidationInput(path, "README.md", ValidationInputKind.Card)).Findings
                .Where(f => f.Rule.Id.Number is 2103 or (>= 4101 and < 4200 and not 4113))
                .Select(f => $"{f.Rule.Id} {f.Severity.ToString().ToLowerInvariant()}").Distinct().Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Relation(string text) => text switch
    {
        "adapter" or "merge" or "quantized" => text,
        "packaging" => "quantized",
        _ => "finetune",
    };

    private sealed record Case(string FrontMatter, string Says)
    {
        public string? Model { get; init; }

        public string? Base { get; init; }

        public string Text { get; init; } = "";
    }

    // Bases outside the catalog: their cards state the licence of the table.
    private sealed class BaseCards(string license) : IModelMetadataSource
    {
        public ModelCard? FindCard(RepositoryId repository) => ModelCard.Read($"---\nlicense: {license}\n---\n").Document;
    }
}
