using System.Text;

using ModelProvenance.Facts;
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

    // Not cases of a card and its base: texts of other files, statements in documentation, terms of a provider. Each is answered elsewhere; see docs/lineage-cases.md.
    private static readonly string[] Elsewhere = ["c08", "c09", "c12", "c13", "c16", "c17", "c20"];

    private readonly ITestOutputHelper _output;

    public LineageCaseTests(ITestOutputHelper output) => _output = output;

    [ReferenceFact]
    public void Each_case_is_answered_as_stated_or_argued()
    {
        var rows = ReferenceFiles.Rows("facts/license-lineage-cases.tsv").ToDictionary(row => row[0], row => row);
        rows.Keys.Should().BeEquivalentTo(Cases.Keys.Concat(Elsewhere));
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
