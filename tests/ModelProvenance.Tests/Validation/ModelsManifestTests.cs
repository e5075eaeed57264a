using System.Text;

using ModelProvenance.Documents;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Licensing;
using ModelProvenance.Tests.Support;
using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Tests.Validation;

public class ModelsManifestTests
{
    private const string Full = """
        {
          "$schema": "https://modelprovenance.github.io/schema/v1/manifest.schema.json",
          "schemaVersion": "1.0",
          "usage": "usage.json",
          "policy": "policy.json",
          "models": [
            {
              "ref": "acme-ai/Acme-1-7B",
              "revision": "0123456789abcdef0123456789abcdef01234567",
              "files": [
                {
                  "path": "weights/model.safetensors",
                  "sha256": "0000000000000000000000000000000000000000000000000000000000000001"
                }
              ],
              "use": "chat: \"客服\"",
              "decision": {
                "license": "MIT OR LicenseRef-Acme-1.0",
                "rules": [
                  "licences"
                ],
                "by": "legal@example.org",
                "on": "2026-01-01",
                "reason": "Read.",
                "until": "2026-12-31"
              }
            }
          ]
        }

        """;

    [Fact]
    public void What_is_read_is_written_again_byte_for_byte()
    {
        var read = Read(Full);
        read.Findings.Should().BeEmpty();
        Encoding.UTF8.GetString(read.Document!.ToUtf8()).Should().Be(Full);
    }

    [Fact]
    public void Every_member_is_read()
    {
        var manifest = Read(Full).Document!;
        (manifest.Usage, manifest.Policy).Should().Be(("usage.json", "policy.json"));
        var model = manifest.Models.Single();
        (model.Reference, model.Revision, model.Use).Should().Be(("acme-ai/Acme-1-7B", "0123456789abcdef0123456789abcdef01234567", "chat: \"客服\""));
        model.Files.Single().Should().Be(new PinnedFile("weights/model.safetensors", "0000000000000000000000000000000000000000000000000000000000000001"));
        var decision = model.Decision!;
        (decision.License!.ToString(), decision.By, decision.On, decision.Reason, decision.Until).Should().Be(("MIT OR LicenseRef-Acme-1.0", "legal@example.org", new DateOnly(2026, 1, 1), "Read.", new DateOnly(2026, 12, 31)));
        decision.Rules.Should().Equal("licences");
        (model.Location.Line, model.Location.Column, model.Location.Pointer).Should().Be((8, 14, "/models/0/ref"));
    }

    [Theory]
    [InlineData("2025-12-31", false)]
    [InlineData("2026-01-01", true)]
    [InlineData("2026-12-31", true)]
    [InlineData("2027-01-01", false)]
    public void A_decision_holds_from_its_day_to_its_end(string day, bool holds) => Read(Full).Document!.Models[0].Decision!.HoldsOn(DateOnly.Parse(day, null)).Should().Be(holds);

    [Theory]
    [InlineData("[]", "(1,1): Here stands a list; an object is expected.")]
    [InlineData("{\"schemaVersion\":\"2.0\",\"models\":[]}", "(1,18): Version 2.0 is of another major version; this version reads 1.x. Update the package.")]
    [InlineData("{\"schemaVersion\":\"1\",\"models\":[]}", "(1,18): \"1\" is no version; \"1.0\" is expected.")]
    [InlineData("{\"schemaVersion\":\"1.0\"}", "(1,1): \"models\" is missing.")]
    [InlineData("{\"schemaVersion\":\"1.0\",\"models\":{}}", "(1,33): \"models\" is an object; a list is expected.")]
    [InlineData("{\"schemaVersion\":\"1.0\",\"models\":[7]}", "(1,34): An item of \"models\" is the number 7; an object is expected.")]
    [InlineData("{\"schemaVersion\":\"1.0\",\"models\":[{\"ref\":\"\"}]}", "(1,41): \"ref\" is \"\"; a text is expected.")]
    [InlineData("{\"schemaVersion\":\"1.0\",\"models\":[{\"ref\":\"a/b\",\"files\":[{\"path\":\"../x\",\"sha256\":\"00\"}]}]}", "(1,64): \"../x\" leaves the folder of the model; a relative path without '..' is expected.", "(1,80): \"00\" is no SHA-256; 64 lower-case hex digits are expected.")]
    [InlineData("{\"schemaVersion\":\"1.0\",\"models\":[{\"ref\":\"a/b\",\"decision\":{\"license\":\"MIT AND\",\"by\":\"me\",\"on\":\"today\"}}]}", "(1,69): \"MIT AND\" is not an SPDX licence expression.", "(1,94): \"today\" is not a day; yyyy-MM-dd is expected.", "(1,58): \"reason\" is missing.")]
    [InlineData("{\"schemaVersion\":\"1.0\",\"models\":[],\"models\":[]}", "(1,36): The name \"models\" stands twice in this object.")]
    public void What_is_wrong_is_found_at_its_place(string json, params string[] findings) =>
        Read(json).Findings.Select(f => f.ToString().Replace("models.json", "", StringComparison.Ordinal).Replace(" error MP6001:", "", StringComparison.Ordinal)).Should().Equal(findings);

    [Fact]
    public void A_list_of_mistakes_ends()
    {
        var read = Read($$"""{"schemaVersion":"1.0","models":[{{string.Join(',', Enumerable.Repeat("{\"x\":1}", 500))}}]}""");
        read.Findings.Should().HaveCount(EditedDocument.MaxFindings);
    }

    [Fact]
    public void What_is_too_long_or_too_deep_is_refused_and_not_read()
    {
        Read(new string(' ', EditedDocument.MaxBytes + 1)).Findings.Single().Message.Should().StartWith("The file has 16777217 bytes; at most 16777216");
        Read("{\"models\":" + new string('[', 100_000)).HasErrors.Should().BeTrue();
        ModelsManifest.Read([0x7B, 0xFF, 0xFE, 0x7D]).HasErrors.Should().BeTrue();
    }

    [Fact]
    public void Damaged_bytes_give_findings_and_no_exception()
    {
        var random = new Random(20261127);
        var checker = new ManifestChecker(TinyCatalog.Catalog);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Full);
            for (var j = random.Next(1, 6); j > 0; j--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var read = ModelsManifest.Read(bytes[..random.Next(bytes.Length + 1)]);
            if (read.HasDocument)
                checker.Check(read.Document, null, new DateOnly(2026, 1, 31));
            else
                read.HasErrors.Should().BeTrue();
        }
    }

    [Theory]
    // Each kind of rule on the base model of Acme (MIT is not its licence, 7.6B parameters, seat and office in FR), on 2026-01-31.
    [InlineData("\"kind\":\"license\",\"allow\":[\"LicenseRef-Acme-1.0\"]", PolicyOutcome.Met)]
    [InlineData("\"kind\":\"license\",\"allow\":[\"MIT\"]", PolicyOutcome.NotMet)]
    [InlineData("\"kind\":\"license\",\"deny\":[\"LicenseRef-Acme-1.0\"]", PolicyOutcome.NotMet)]
    [InlineData("\"kind\":\"term\",\"term\":\"naming\"", PolicyOutcome.Unknown)]
    [InlineData("\"kind\":\"developer\",\"allow\":[\"acme\"]", PolicyOutcome.Met)]
    [InlineData("\"kind\":\"developer\",\"deny\":[\"acme\"]", PolicyOutcome.NotMet)]
    [InlineData("\"kind\":\"origin\",\"attribution\":\"developer-legal-seat/1\",\"allow\":[\"FR\"]", PolicyOutcome.Met)]
    [InlineData("\"kind\":\"origin\",\"attribution\":\"developer-legal-seat/1\",\"deny\":[\"FR\"]", PolicyOutcome.NotMet)]
    [InlineData("\"kind\":\"size\",\"atMost\":\"7.6B\"", PolicyOutcome.Met)]
    [InlineData("\"kind\":\"size\",\"atMost\":\"7B\"", PolicyOutcome.NotMet)]
    [InlineData("\"kind\":\"size\",\"atMost\":\"7B\",\"counts\":\"active\"", PolicyOutcome.Unknown)]
    [InlineData("\"kind\":\"base\"", PolicyOutcome.Met)]
    [InlineData("\"kind\":\"evidence\",\"property\":\"licenses.weights\"", PolicyOutcome.Met)]
    [InlineData("\"kind\":\"evidence\",\"property\":\"trainingCompute.reported\",\"sources\":\"primary\"", PolicyOutcome.NotMet)]
    [InlineData("\"kind\":\"dataAge\",\"maxDays\":30", PolicyOutcome.Met)]
    [InlineData("\"kind\":\"dataAge\",\"maxDays\":29", PolicyOutcome.NotMet)]
    [InlineData("\"kind\":\"pinned\"", PolicyOutcome.NotMet)]
    [InlineData("\"kind\":\"decision\"", PolicyOutcome.NotMet)]
    public void Rules_say_met_not_met_or_unknown(string rule, PolicyOutcome outcome)
    {
        var policy = Policy(rule);
        var report = new ManifestChecker(TinyCatalog.Catalog).Check(new ModelsManifest { Models = [new UsedModel("acme-ai/Acme-1-7B")] }, policy, new DateOnly(2026, 1, 31));
        var verdict = report.Verdicts.Single();
        verdict.Outcome.Should().Be(outcome, verdict.Fact);
        report.Findings.Count(f => f.Severity == Severity.Error).Should().Be(outcome == PolicyOutcome.Met ? 0 : 1);
    }

    [Fact]
    public void A_model_that_nobody_knows_meets_no_rule_that_asks_for_a_fact()
    {
        var report = new ManifestChecker(TinyCatalog.Catalog).Check(new ModelsManifest { Models = [new UsedModel("nobody/Nothing")] }, Policy("\"kind\":\"license\",\"deny\":[\"MIT\"]"), new DateOnly(2026, 1, 31));
        report.Verdicts.Single().Outcome.Should().Be(PolicyOutcome.Unknown);
    }

    [Theory]
    // Rules about licences are held against the licence that a decision concluded; other rules, and what is not met all the same, pass when the decision names them. As long as it holds, and not where the policy forbids it.
    [InlineData("\"kind\":\"license\",\"allow\":[\"MIT\"]", "MIT", "", "", PolicyOutcome.Decided)]
    [InlineData("\"kind\":\"license\",\"allow\":[\"MIT\"]", "LicenseRef-Acme-1.0", "", "", PolicyOutcome.NotMet)]
    [InlineData("\"kind\":\"license\",\"allow\":[\"MIT\"]", "LicenseRef-Acme-1.0", "r", "", PolicyOutcome.Decided)]
    [InlineData("\"kind\":\"license\",\"allow\":[\"MIT\"]", "MIT OR Apache-2.0", "", "", PolicyOutcome.Decided)]
    [InlineData("\"kind\":\"license\",\"allow\":[\"MIT\"]", "MIT AND Apache-2.0", "", "", PolicyOutcome.NotMet)]
    [InlineData("\"kind\":\"license\",\"allow\":[\"LicenseRef-Acme-1.0\"]", "MIT", "", "", PolicyOutcome.NotMet)]
    [InlineData("\"kind\":\"license\",\"allow\":[\"LicenseRef-Acme-1.0\"]", "LicenseRef-Acme-1.0", "", "", PolicyOutcome.Met)]
    [InlineData("\"kind\":\"license\",\"allow\":[\"MIT\"],\"decidable\":\"no\"", "MIT", "r", "", PolicyOutcome.NotMet)]
    [InlineData("\"kind\":\"size\",\"atMost\":\"1B\"", "MIT", "", "", PolicyOutcome.NotMet)]
    [InlineData("\"kind\":\"size\",\"atMost\":\"1B\"", "MIT", "r", "", PolicyOutcome.Decided)]
    [InlineData("\"kind\":\"size\",\"atMost\":\"1B\"", "MIT", "other", "", PolicyOutcome.NotMet)]
    [InlineData("\"kind\":\"license\",\"allow\":[\"MIT\"]", "MIT", "", "2026-01-30", PolicyOutcome.NotMet)]
    public void A_decision_stands_in_place_of_what_it_is_about(string rule, string concluded, string names, string until, PolicyOutcome outcome)
    {
        var decision = new ModelDecision
        {
            License = SpdxExpression.Parse(concluded), Rules = names.Length > 0 ? [names] : [], By = "legal", On = new DateOnly(2026, 1, 1), Reason = "read", Until = until.Length > 0 ? DateOnly.Parse(until, null) : null,
        };
        var report = new ManifestChecker(TinyCatalog.Catalog).Check(new ModelsManifest { Models = [new UsedModel("acme-ai/Acme-1-7B") { Decision = decision }] }, Policy(rule), new DateOnly(2026, 1, 31));
        report.Verdicts.Single().Outcome.Should().Be(outcome);
    }

    [Theory]
    // A model outside the catalog has the licence that was concluded, and nothing is known of what it was made from.
    [InlineData("\"kind\":\"license\",\"allow\":[\"MIT\"]", PolicyOutcome.Decided)]
    [InlineData("\"kind\":\"license\",\"allow\":[\"MIT\"],\"along\":\"lineage\"", PolicyOutcome.Unknown)]
    [InlineData("\"kind\":\"obligation\"", PolicyOutcome.Unknown)]
    [InlineData("\"kind\":\"developer\",\"deny\":[\"acme\"]", PolicyOutcome.Unknown)]
    public void A_concluded_licence_speaks_for_a_model_that_nobody_knows(string rule, PolicyOutcome outcome)
    {
        var decision = new ModelDecision { License = SpdxExpression.Parse("MIT"), By = "legal", On = new DateOnly(2026, 1, 1), Reason = "our own model" };
        var report = new ManifestChecker(TinyCatalog.Catalog).Check(new ModelsManifest { Models = [new UsedModel("nobody/Nothing") { Decision = decision }] }, Policy(rule), new DateOnly(2026, 1, 31));
        report.Verdicts.Single().Outcome.Should().Be(outcome, report.Verdicts.Single().Fact);
    }

    [Theory]
    // Llama 3.1 Community License, section 2: more than 700 million monthly active users ask for a licence. Qwen Research: section 2(a), no commercial use. Apache-2.0 has neither.
    [InlineData("meta-llama/Llama-3.1-8B", 12_000L, true, PolicyOutcome.Met)]
    [InlineData("meta-llama/Llama-3.1-8B", 800_000_000L, true, PolicyOutcome.NotMet)]
    [InlineData("meta-llama/Llama-3.1-8B", -1L, true, PolicyOutcome.Unknown)]
    [InlineData("Qwen/Qwen2.5-3B", 12_000L, true, PolicyOutcome.NotMet)]
    [InlineData("Qwen/Qwen2.5-3B", 12_000L, false, PolicyOutcome.Met)]
    [InlineData("Qwen/Qwen3-8B", -1L, true, PolicyOutcome.Met)]
    public void Obligations_are_held_against_the_stated_use(string model, long users, bool isCommercial, PolicyOutcome outcome)
    {
        var usage = new UsageProfile
        {
            Activities = [UsageActivity.Product, UsageActivity.HostedService], IsCommercial = isCommercial, Seat = CountryCode.Parse("DE"), PlacesOfUse = [CountryCode.Parse("DE")], Fields = [], Businesses = [], SharesTrainedModels = false,
            Users = users < 0 ? [] : [new UserFigure(users, PartialDate.Parse("2024-06")) { IncludesAffiliates = true }],
        };
        var verdict = new ManifestChecker().Check(new ModelsManifest { Models = [new UsedModel(model)] }, Policy("\"kind\":\"obligation\",\"terms\":[\"commercialUse\",\"threshold\"]"), new DateOnly(2026, 11, 28), usage).Verdicts.Single();
        verdict.Outcome.Should().Be(outcome, verdict.Fact);
        if (outcome == PolicyOutcome.NotMet)
            verdict.Sources.Should().NotBeEmpty();
    }

    private static PolicyDocument Policy(string rule)
    {
        var read = PolicyDocument.Read(Encoding.UTF8.GetBytes($$"""{"schemaVersion":"1.0","name":"Test","rules":[{"id":"r",{{rule}}}]}"""), "policy.json", TinyCatalog.Catalog);
        read.Findings.Should().BeEmpty();
        return read.Document!;
    }

    private static ReadResult<ModelsManifest> Read(string json) => ModelsManifest.Read(Encoding.UTF8.GetBytes(json));
}
