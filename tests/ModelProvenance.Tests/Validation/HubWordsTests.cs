using ModelProvenance.Validation;

namespace ModelProvenance.Tests.Validation;

/// <summary>The profile hub says what the Hugging Face Hub says. docs/hub-messages.md names where each wording was seen.</summary>
public class HubWordsTests
{
    private const string Licenses =
        "apache-2.0, mit, openrail, bigscience-openrail-m, creativeml-openrail-m, bigscience-bloom-rail-1.0, bigcode-openrail-m, afl-3.0, artistic-2.0, bsl-1.0, bsd, bsd-2-clause, bsd-3-clause, bsd-3-clause-clear, c-uda, cc, cc0-1.0, "
        + "cc-by-2.0, cc-by-2.5, cc-by-3.0, cc-by-4.0, cc-by-sa-3.0, cc-by-sa-4.0, cc-by-nc-2.0, cc-by-nc-3.0, cc-by-nc-4.0, cc-by-nd-4.0, cc-by-nc-nd-3.0, cc-by-nc-nd-4.0, cc-by-nc-sa-2.0, cc-by-nc-sa-3.0, cc-by-nc-sa-4.0, "
        + "cdla-sharing-1.0, cdla-permissive-1.0, cdla-permissive-2.0, wtfpl, ecl-2.0, epl-1.0, epl-2.0, etalab-2.0, eupl-1.1, eupl-1.2, agpl-3.0, gfdl, gpl, gpl-2.0, gpl-3.0, lgpl, lgpl-2.1, lgpl-3.0, isc, h-research, "
        + "intel-research, lppl-1.3c, ms-pl, apple-ascl, apple-amlr, mpl-2.0, odc-by, odbl, openmdw-1.0, openmdw-1.1, openrail++, osl-3.0, postgresql, ofl-1.1, ncsa, unlicense, zlib, pddl, lgpl-lr, deepfloyd-if-license, "
        + "fair-noncommercial-research-license, llama2, llama3, llama3.1, llama3.2, llama3.3, llama4, grok2-community, gemma, unknown, other";

    private const string Language =
        " is not valid. It must be an ISO 639-1, 639-2 or 639-3 code (two/three letters), or a special value like \"code\", \"multilingual\". If you want to use BCP-47 identifiers, you can specify them in language_bcp47.";

    [Theory]
    [InlineData("asdf")]
    [InlineData("MIT")]
    [InlineData("Apache License 2.0")]
    [InlineData("Apache-2.0")]
    [InlineData("llama-3")]
    [InlineData("llama3.1-community")]
    [InlineData("MIT OR Apache-2.0")]
    [InlineData("gpl-3.0-or-later")]
    [InlineData("2.0")]
    public void Licenses_are_refused_with_the_whole_list(string license) => Says($"license: {license}", $"\"license\" must be one of [{Licenses}, array]");

    [Fact]
    public void A_licence_in_a_list_is_refused_by_its_place() => Says("license:\n- mit\n- PUBLIC DOMAIN NOTICE", $"\"license[1]\" must be one of [{Licenses}]");

    [Theory]
    [InlineData("language:\n- en\n- pt_pt", "\"language[1]\" with value \"pt_pt\"" + Language)]
    [InlineData("language: python", "\"language\" with value \"python\"" + Language)]
    [InlineData("language: noinfo", "\"language\" with value \"noinfo\"" + Language)]
    [InlineData("language: en_unnorm", "\"language\" with value \"en_unnorm\"" + Language)]
    [InlineData("language: hi-en", "\"language\" with value \"hi-en\"" + Language)]
    [InlineData("language: c++", "\"language\" with value \"c++\"" + Language)]
    [InlineData("language: scientific english", "\"language\" with value \"scientific english\"" + Language)]
    [InlineData("language:\n- zh-CN", "\"language[0]\" must only contain lowercase characters")]
    [InlineData("language:\n- es-ES", "\"language[0]\" must only contain lowercase characters")]
    [InlineData("base_model: Kokoro 82M", "\"base_model\" with value \"Kokoro 82M\" is not valid. Use a model id from https://hf.co/models.")]
    [InlineData("base_model: /kaggle/input/llama", "\"base_model\" with value \"/kaggle/input/llama\" is not valid. Use a model id from https://hf.co/models.")]
    [InlineData("base_model: /share/home/model", "\"base_model\" with value \"/share/home/model\" is not valid. Use a model id from https://hf.co/models.")]
    [InlineData("base_model:\n- a/b\n- /workspace/m", "\"base_model[1]\" with value \"/workspace/m\" is not valid. Use a model id from https://hf.co/models.")]
    [InlineData("datasets:\n- /var/data", "\"datasets[0]\" with value \"/var/data\" is not valid. If possible, use a dataset id from https://hf.co/datasets.")]
    [InlineData("datasets:\n- librispeech 960h", "\"datasets[0]\" with value \"librispeech 960h\" is not valid. If possible, use a dataset id from https://hf.co/datasets.")]
    [InlineData("datasets:\n- a\n- null", "\"datasets[1]\" must be a string")]
    [InlineData("widget: text", "\"widget\" must be an array")]
    [InlineData("tags: one", "\"tags\" must be an array")]
    [InlineData("tags:\n- 7", "\"tags[0]\" must be a string")]
    [InlineData("model-index: foo", "\"model-index\" must be an array")]
    [InlineData("library_name: 7", "\"library_name\" must be a string")]
    [InlineData("license_name: [a]", "\"license_name\" must be a string")]
    [InlineData("pipeline_tag: true", "\"pipeline_tag\" must be a string")]
    [InlineData("language: {a: b}", "\"language\" must be one of [string, array]")]
    [InlineData("extra_gated_fields: text", "\"extra_gated_fields\" must be of type object")]
    [InlineData("license: mit\nlicense: mit", "Invalid YAML in README.md: duplicated mapping key (2:1)")]
    [InlineData("tags:\n- a\nwidget:\n- text: b\n  text: c", "Invalid YAML in README.md: duplicated mapping key (5:3)")]
    public void Words_are_those_of_the_Hub(string yaml, string words) => Says(yaml, words);

    [Theory]
    [InlineData("config: 7", "\"model-index[0].results[0].dataset.config\" must be a string")]
    [InlineData("split: 7", "\"model-index[0].results[0].dataset.split\" must be a string")]
    [InlineData("revision: 7", "\"model-index[0].results[0].dataset.revision\" must be a string")]
    public void Places_of_results_are_named(string line, string words) =>
        Says($"model-index:\n- name: a\n  results:\n  - task:\n      type: t\n    dataset:\n      type: d\n      name: D\n      {line}\n    metrics:\n    - type: m\n      value: 1", words);

    [Fact]
    public void What_is_missing_is_named() =>
        Says("model-index:\n- name: a\n  results:\n  - task:\n      name: T\n    dataset:\n      type: d\n    metrics:\n    - name: m", "\"model-index[0].results[0].task.type\" is required",
            "\"model-index[0].results[0].dataset.name\" is required", "\"model-index[0].results[0].metrics[0].type\" is required", "\"model-index[0].results[0].metrics[0].value\" is required");

    [Theory]
    [InlineData("license: llama3\nlanguage: en\ntags: [a]\nbase_model: gpt2\nunknown_key: 1\ninference: false")]
    [InlineData("license: [mit, apache-2.0]\nlanguage: [code, multilingual, deu]\nbase_model_relation: anything\nthumbnail:")]
    public void What_the_Hub_takes_it_takes(string yaml) => Says(yaml);

    private static void Says(string yaml, params string[] words)
    {
        var findings = new Validator(new ValidatorOptions { Profile = ValidationProfile.Hub }).Validate($"---\n{yaml}\n---\n# Title\n").Findings;
        findings.Select(f => f.Message).Should().BeEquivalentTo(words);
        findings.Where(f => f.Severity != ModelProvenance.Findings.Severity.Error).Should().BeEmpty();
    }
}
