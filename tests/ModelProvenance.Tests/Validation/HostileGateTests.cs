using System.Text;

using ModelProvenance.Documents;
using ModelProvenance.Findings;
using ModelProvenance.Licensing;
using ModelProvenance.Tests.Support;
using ModelProvenance.Validation;
using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Tests.Validation;

/// <summary>Manifests, policies and usage profiles that are damaged, huge, cyclic or meant to do harm: findings, no exception, nothing read outside of the folder.</summary>
public sealed class HostileGateTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 1, 31);

    private const string Policy = """
        { "schemaVersion": "1.0", "name": "Test", "modelledOn": [{ "title": "t", "url": "https://example.org/" }], "rules": [
          { "id": "a", "kind": "license", "allow": ["MIT"], "along": "lineage", "reason": "r", "severity": "warning", "unknown": "info", "decidable": "no" },
          { "id": "b", "kind": "term", "term": "threshold", "values": ["users"] },
          { "id": "c", "kind": "obligation", "terms": ["notice"] },
          { "id": "d", "kind": "origin", "attribution": "developer-legal-seat/1", "deny": ["FR"], "denyGroups": ["us-covered-nation/1"] },
          { "id": "e", "kind": "compute", "threshold": "eu-systemic-risk/1" },
          { "id": "f", "kind": "openModel", "facts": ["licenseUse"] },
          { "id": "g", "kind": "size", "atMost": "7B", "counts": "active" },
          { "id": "h", "kind": "dataAge", "maxDays": 30 } ] }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("hostile-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_damaged_policy_gives_findings_and_is_never_applied_in_part()
    {
        var random = new Random(20261128);
        var checker = new ManifestChecker(TinyCatalog.Catalog);
        var manifest = new ModelsManifest { Models = [new UsedModel("acme-ai/Acme-1-7B"), new UsedModel("nobody/Nothing")] };
        var (read, refused) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Policy);
            for (var j = random.Next(1, 6); j > 0; j--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var result = PolicyDocument.Read(bytes[..random.Next(bytes.Length - 40, bytes.Length + 1)], "policy.json", TinyCatalog.Catalog);
            if (result.Document is { } policy)
            {
                read++;
                policy.Rules.Should().HaveCount(8, "a policy without one of its rules would let through what it should stop");
                checker.Check(manifest, policy, Day).Verdicts.Should().HaveCount(16);
            }
            else
            {
                refused++;
                result.HasErrors.Should().BeTrue();
                result.Findings.Should().OnlyContain(f => f.Rule == GateRules.PolicyFormat).And.HaveCountLessThanOrEqualTo(EditedDocument.MaxFindings);
            }
        }

        read.Should().BePositive();
        refused.Should().BePositive();
    }

    [Theory]
    [InlineData("{\"schemaVersion\":\"1.0\",\"name\":\"x\",\"rules\":[{\"id\":\"a\",\"kind\":\"obligation\",\"terms\":[]}]}", "so the rule would never speak")]
    [InlineData("{\"schemaVersion\":\"1.0\",\"name\":\"x\",\"rules\":[{\"id\":\"a\",\"kind\":\"openModel\",\"facts\":[]}]}", "so the rule would never speak")]
    [InlineData("{\"schemaVersion\":\"1.0\",\"name\":\"x\",\"rules\":[{\"id\":\"a\",\"kind\":\"compute\",\"threshold\":\"eu-modifier-third/1\"}]}", "is none of eu-gpai-indicative/1, eu-systemic-risk/1, us-eo-14110/1, us-ca-sb-53/1.")]
    [InlineData("{\"schemaVersion\":\"1.0\",\"name\":\"x\",\"rules\":[{\"id\":\"a\",\"kind\":\"origin\",\"attribution\":\"developer-legal-seat/1\",\"denyGroups\":[\"nobody/1\"]}]}", "is none of us-covered-nation/1, us-foreign-adversary/1.")]
    [InlineData("{\"schemaVersion\":\"1.0\",\"name\":\"x\",\"rules\":[{\"id\":\"a\",\"kind\":\"obligation\",\"terms\":[\"fun\"]}]}", "\"fun\" is none of")]
    [InlineData("{\"schemaVersion\":\"1.0\",\"name\":\"x\",\"rules\":[{\"id\":\"a\",\"kind\":\"pinned\"},{\"id\":\"a\",\"kind\":\"pinned\"}]}", "\"a\" is the id of two rules.")]
    [InlineData("{\"schemaVersion\":\"1.0\",\"name\":\"x\",\"rules\":[{\"id\":\"a\",\"kind\":\"eval\",\"code\":\"exit\"}]}", "\"eval\" is none of")]
    public void A_rule_that_cannot_speak_is_refused(string policy, string message)
    {
        var read = PolicyDocument.Read(Encoding.UTF8.GetBytes(policy), "policy.json", TinyCatalog.Catalog);
        read.Document.Should().BeNull();
        read.Findings.Should().Contain(f => f.Message.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    // A manifest that names itself as its policy or its usage is not in the form of one; nothing is read twice.
    [InlineData("policy", "models.json", "MP6011")]
    [InlineData("usage", "models.json", "MP4001")]
    [InlineData("policy", "../models.json", "MP6008")]
    [InlineData("policy", "/etc/hostname", "MP6008")]
    [InlineData("policy", "a/../../x.json", "MP6008")]
    [InlineData("policy", "nul\\u0000.json", "MP6008")]
    [InlineData("policy", ".", "MP6008")]
    [InlineData("usage", "inner", "MP6008")]
    [InlineData("policy", "none.json", "MP6008")]
    public void What_a_manifest_names_is_a_file_in_its_folder_or_a_finding(string member, string path, string rule)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "inner"));
        Write("models.json", $$"""{"schemaVersion":"1.0","{{member}}":"{{path}}","models":[{"ref":"acme-ai/Acme-1-7B"}]}""");
        Check().Should().Contain(f => f.Rule.Id.ToString() == rule && f.Severity == Severity.Error);
    }

    [Fact]
    public void Links_that_lead_out_or_round_in_a_circle_are_findings()
    {
        var outside = Directory.CreateTempSubdirectory("outside-");
        try
        {
            File.WriteAllText(Path.Combine(outside.FullName, "policy.json"), """{"schemaVersion":"1.0","name":"Outside","rules":[]}""");
            File.CreateSymbolicLink(Path.Combine(_folder, "policy.json"), Path.Combine(outside.FullName, "policy.json"));
            Directory.CreateSymbolicLink(Path.Combine(_folder, "shared"), outside.FullName);
            File.CreateSymbolicLink(Path.Combine(_folder, "one.json"), Path.Combine(_folder, "two.json"));
            File.CreateSymbolicLink(Path.Combine(_folder, "two.json"), Path.Combine(_folder, "one.json"));
            Write("real.json", """{"schemaVersion":"1.0","name":"Inside","rules":[]}""");
            File.CreateSymbolicLink(Path.Combine(_folder, "inside.json"), Path.Combine(_folder, "real.json"));
            foreach (var path in new[] { "policy.json", "shared/policy.json", "one.json" })
            {
                Write("models.json", $$"""{"schemaVersion":"1.0","policy":"{{path}}","models":[]}""");
                Check().Should().Contain(f => f.Rule == GateRules.MissingDocument, path);
            }

            Write("models.json", """{"schemaVersion":"1.0","policy":"inside.json","models":[]}""");
            Check().Should().BeEmpty("a link inside of the folder stays inside");
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_huge_document_is_a_finding_and_is_not_read_to_its_end()
    {
        foreach (var name in new[] { "models.json", "policy.json" })
        {
            Write("models.json", """{"schemaVersion":"1.0","policy":"policy.json","models":[]}""");
            Write("policy.json", """{"schemaVersion":"1.0","name":"x","rules":[]}""");
            // A hole takes no space on the disk.
            using (var file = new FileStream(Path.Combine(_folder, name), FileMode.Open))
                file.SetLength(8L << 30);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Check().Should().ContainSingle(f => f.Severity == Severity.Error).Which.Message.Should().Contain("at most 16777216");
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(200L << 20, name);
        }
    }

    [Fact]
    public void A_reference_that_no_name_has_is_refused_and_not_repeated_in_full()
    {
        Write("models.json", $$"""{"schemaVersion":"1.0","models":[{"ref":"{{new string('x', 1_000_000)}}"}]}""");
        var finding = Check().Should().ContainSingle().Which;
        (finding.Rule, finding.Severity).Should().Be((GateRules.ManifestFormat, Severity.Error));
        finding.Message.Length.Should().BeLessThan(500);
    }

    [Fact]
    public void Ten_thousand_models_are_checked_with_a_policy()
    {
        var manifest = new ModelsManifest { Models = [.. Enumerable.Range(0, 10_000).Select(i => new UsedModel(i % 2 == 0 ? "acme-ai/Acme-1-7B" : $"nobody/Nothing-{i}"))] };
        var policy = PolicyDocument.Read(Encoding.UTF8.GetBytes(Policy), "policy.json", TinyCatalog.Catalog).Document!;
        new ManifestChecker(TinyCatalog.Catalog).Check(manifest, policy, Day, new UsageProfile()).Verdicts.Should().HaveCount(80_000);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text, new UTF8Encoding(false));

    private List<Finding> Check() => [.. new Validator(new ValidatorOptions { Catalog = TinyCatalog.Catalog, AsOf = Day }).Validate(new ValidationInput(Path.Combine(_folder, "models.json"), "models.json", ValidationInputKind.Manifest)).Findings.Select(f => f.Finding).Where(f => f.Rule != GateRules.UnpinnedModel)];
}
