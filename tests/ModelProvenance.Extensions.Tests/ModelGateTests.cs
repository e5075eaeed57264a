using Microsoft.Extensions.DependencyInjection;

using ModelProvenance.Licensing;
using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Extensions.Tests;

public sealed class ModelGateTests : IDisposable
{
    // Apache-2.0 for Qwen2.5-7B, the Qwen Research License for Qwen2.5-3B: https://github.com/QwenLM/Qwen2.5, README.
    internal const string Policy = """
        { "schemaVersion": "1.0", "name": "Test", "rules": [
          { "id": "licences", "kind": "license", "allow": ["Apache-2.0", "MIT"], "reason": "Counsel has read these." },
          { "id": "fresh", "kind": "dataAge", "maxDays": 1, "severity": "warning" } ] }
        """;

    private const string Manifest = """
        { "schemaVersion": "1.0", "policy": "policy.json", "models": [
          { "ref": "Qwen/Qwen2.5-7B-Instruct" },
          { "ref": "Qwen/Qwen2.5-3B-Instruct", "decision": { "rules": ["licences"], "by": "legal@example.org", "on": "2026-01-01", "reason": "Evaluation only.", "until": "2026-12-31" } } ] }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("gate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private ModelGate Gate(DateOnly day, bool allowUnlisted = true)
    {
        Write("policy.json", Policy);
        return new ModelGate(new ModelProvenanceOptions { ManifestPath = Write("models.json", Manifest), Time = new Day(day), AllowUnlisted = allowUnlisted });
    }

    [Fact]
    public void A_listed_model_under_an_allowed_licence_passes()
    {
        var result = Gate(new DateOnly(2026, 6, 1)).Check("qwen2.5:7b-instruct");
        result.Resolution.Model!.Id.Value.Should().Be("qwen2.5-7b-instruct");
        result.License!.ToString().Should().Be("Apache-2.0");
        (result.IsListed, result.Passes).Should().Be((true, true));
        result.Verdicts.Should().HaveCount(2, "a warning is a verdict and bars nothing");
    }

    [Fact]
    public void A_decision_holds_until_its_last_day()
    {
        Gate(new DateOnly(2026, 12, 31)).Check("Qwen/Qwen2.5-3B-Instruct").Passes.Should().BeTrue();
        var after = Gate(new DateOnly(2027, 1, 1)).Check("Qwen/Qwen2.5-3B-Instruct");
        after.Passes.Should().BeFalse();
        after.Barring.Should().ContainSingle().Which.Rule.Id.Should().Be("licences");
    }

    [Fact]
    public void A_name_that_nobody_knows_does_not_pass_a_policy()
    {
        var result = Gate(new DateOnly(2026, 6, 1)).Check("zzgloop-unheard-of");
        result.IsListed.Should().BeFalse();
        result.Barring.Should().ContainSingle().Which.Outcome.Should().Be(PolicyOutcome.Unknown);
    }

    [Fact]
    public void What_the_manifest_does_not_list_passes_only_when_that_is_allowed()
    {
        Gate(new DateOnly(2026, 6, 1)).Check("Qwen/Qwen2.5-14B-Instruct").Passes.Should().BeTrue();
        Gate(new DateOnly(2026, 6, 1), allowUnlisted: false).Check("Qwen/Qwen2.5-14B-Instruct").Passes.Should().BeFalse();
    }

    [Fact]
    public void A_broken_manifest_is_said_with_its_place()
    {
        var path = Write("broken.json", """{ "schemaVersion": "1.0", "models": [ { "ref": 7 } ] }""");
        FluentActions.Invoking(() => new ModelGate(new ModelProvenanceOptions { ManifestPath = path })).Should().Throw<InvalidDataException>().WithMessage("*broken.json(1,*MP6*");
    }

    [Fact]
    public void Everything_is_registered_once()
    {
        var services = new ServiceCollection();
        services.AddModelProvenance(o => o.AllowUnlisted = false).AddModelProvenance();
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<ModelCatalog>().Should().BeSameAs(ModelCatalog.Default);
        provider.GetRequiredService<ModelResolver>().Should().BeSameAs(ModelResolver.Default);
        provider.GetRequiredService<LicenseNames>().Should().BeSameAs(LicenseNames.Default);
        provider.GetRequiredService<ModelGate>().Should().BeSameAs(provider.GetRequiredService<ModelGate>());
        provider.GetRequiredService<ModelProvenanceOptions>().AllowUnlisted.Should().BeFalse("the first registration counts");
    }

    private sealed class Day(DateOnly day) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(day, TimeOnly.MinValue, TimeSpan.Zero);
    }
}
