using ModelProvenance.Tests.Support;
using ModelProvenance.Validation;

namespace ModelProvenance.Tests.Validation;

/// <summary>MP2109 beside MP3101: one fault is said once. The licence text beside the card is that of this repository, Apache-2.0.</summary>
public sealed class LicenseInTextTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("license-in-text-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("mit", "The weights are under the Apache License 2.0.", true, "3101")]
    [InlineData("mit", "The weights are under the Apache License 2.0.", false, "2109")]
    [InlineData("mit", "The weights are under CC-BY-4.0.", true, "2109 3101")]
    [InlineData("apache-2.0", "The weights are under the MIT License.", true, "2109")]
    [InlineData("apache-2.0", "The weights are under the Apache License 2.0.", true, "")]
    public void A_section_that_agrees_with_the_text_is_not_at_fault(string declared, string section, bool isModel, string rules)
    {
        File.WriteAllText(Path.Combine(_folder, "README.md"), $"---\nlicense: {declared}\n---\n# Acme-1\n\n## License\n\n{section}\n");
        File.Copy(Path.Combine(TinyCatalog.Repository, "LICENSE"), Path.Combine(_folder, "LICENSE"));
        if (isModel)
            File.WriteAllText(Path.Combine(_folder, "config.json"), "{\"model_type\":\"llama\",\"architectures\":[\"LlamaForCausalLM\"]}");

        var findings = new Validator(new ValidatorOptions { Profile = ValidationProfile.Provenance }).ValidateAll(ValidationInput.Find(_folder, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken).SelectMany(r => r.Findings);

        string.Join(' ', findings.Select(f => f.Rule.Id.Number).Where(n => n is 2109 or 3101).Order()).Should().Be(rules);
    }
}
