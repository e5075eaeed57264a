using System.Text;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Licensing;
using ModelProvenance.Tests.Validation;

namespace ModelProvenance.Tests.Licensing;

public class UsageProfileFileTests
{
    [Fact]
    public void The_examples_of_the_page_fail_and_pass()
    {
        var page = RulePage.Read("MP4001");
        Read(page.Fails).Findings.Select(f => f.ToString()).Should().Equal(
            "usage.json(3,17): error MP4001: \"selling\" is none of internalUse, product, hostedService, redistribution, fineTuning, distillation, trainingOnOutputs, publication.",
            "usage.json(6,17): error MP4001: \"commercial\" is not a member here. Members: $schema, activities, businesses, fields, founded, isCommercial, isEndUser, modelName, placesOfUse, revenue, schemaVersion, seat, sharesTrainedModels, users.");
        Read(page.Fails).Document.Should().BeNull();
        Read(page.Passes).Findings.Should().BeEmpty();
    }

    [Fact]
    public void Every_member_is_read_and_comments_are_passed_over()
    {
        var profile = Read("""
            {
              // What we do.
              "schemaVersion": "1.0",
              "activities": [ "product", "fineTuning" ],
              "isCommercial": true,
              "sharesTrainedModels": false,
              "seat": "DE",
              "placesOfUse": [ "DE", "FR" ],
              "isEndUser": true,
              "founded": "2020-05",
              "users": [ { "count": 12000, "asOf": "2026-10", "unit": "visits", "scope": "productsUsingModel", "includesAffiliates": true } ],
              "revenue": [ { "amount": 900000, "currency": "USD", "period": "month", "asOf": "2025", "scope": "allProducts", "includesAffiliates": false } ],
              "fields": [ "military" ],
              "businesses": [],
              "modelName": "Llama-X", /* trailing comma: */
            }
            """).Document!;
        profile.Activities.Should().Equal(UsageActivity.Product, UsageActivity.FineTuning);
        (profile.IsCommercial, profile.SharesTrainedModels, profile.Seat.Value, profile.IsEndUser, profile.Founded.ToString(), profile.ModelName).Should().Be((true, false, "DE", true, "2020-05", "Llama-X"));
        profile.PlacesOfUse.Select(p => p.Value).Should().Equal("DE", "FR");
        profile.Users.Should().Equal(new UserFigure(12000, PartialDate.Parse("2026-10")) { Unit = "visits", Scope = ThresholdScope.ProductsUsingModel, IncludesAffiliates = true });
        profile.Revenue.Should().Equal(new RevenueFigure(900000, "USD", ThresholdPeriod.Month, PartialDate.Parse("2025")) { Scope = ThresholdScope.AllProducts, IncludesAffiliates = false });
        profile.Fields.Should().Equal("military");
        profile.Businesses.Should().BeEmpty("none is another thing than not said");
    }

    [Fact]
    public void What_is_not_said_is_not_known()
    {
        var profile = Read("""{ "schemaVersion": "1.0" }""").Document!;
        (profile.Activities.IsDefault, profile.IsCommercial, profile.SharesTrainedModels, profile.Seat.IsEmpty, profile.PlacesOfUse.IsDefault, profile.Fields.IsDefault, profile.Businesses.IsDefault)
            .Should().Be((true, null, null, true, true, true, true));
    }

    [Fact]
    public void The_draft_for_no_model_says_nothing_and_asks_for_everything()
    {
        var draft = UsageDraft.Write(ModelCatalog.Default, [], new DateOnly(2026, 11, 27));
        var read = Read(draft);
        read.Findings.Should().BeEmpty();
        read.Document!.Activities.IsDefault.Should().BeTrue();
        // With the marks taken away every line is read.
        var filled = string.Join('\n', draft.Split('\n').Select(line => line.StartsWith("  // \"", StringComparison.Ordinal) ? "  " + line[5..] : line));
        Read(filled).Findings.Should().BeEmpty();
        Read(filled).Document!.Activities.Should().BeEmpty();
    }

    [Fact]
    public void The_draft_for_a_model_asks_only_what_changes_an_answer()
    {
        var day = new DateOnly(2026, 11, 27);
        var catalog = ModelCatalog.Default;
        var permissive = UsageDraft.Write(catalog, [StatedWork.Of(catalog.Models.Get(ModelId.Parse("deepseek-r1")))], day);
        permissive.Should().NotContain("placesOfUse").And.NotContain("\"users\"").And.Contain("activities");
        var llama = UsageDraft.Write(catalog, [StatedWork.Of(catalog.Models.Get(ModelId.Parse("llama-3.1-8b-instruct")))], day);
        llama.Should().Contain("\"users\"").And.Contain("\"founded\"").And.Contain("\"fields\"").And.NotContain("\"seat\"").And.NotContain("\"revenue\"");
        // Llama 3.1: 1.b.i asks for a word in the name; publication and internal use bring nothing about.
        llama.Should().Contain("\"modelName\"").And.Contain("redistribution (").And.NotContain("publication").And.NotContain("internalUse");
        // Hunyuan: the European Union, the United Kingdom and South Korea are left out.
        var hunyuan = UsageDraft.Write(catalog, [StatedWork.Of(SpdxExpression.Parse("LicenseRef-Hunyuan-A13B-Community"))], day);
        hunyuan.Should().Contain("\"placesOfUse\"").And.Contain("What counts: EU, GB, KR.");
    }

    /// <summary>What is not asked changes nothing: a profile that says it gives the same statuses.</summary>
    [Theory]
    [InlineData("deepseek-r1")]
    [InlineData("llama-3.1-8b-instruct")]
    [InlineData("qwen2.5-3b-instruct")]
    [InlineData("qwen2.5-72b-instruct")]
    [InlineData("kimi-k2-instruct")]
    [InlineData("gemma-2-9b-it")]
    [InlineData("aceinstruct-7b")]
    public void What_the_draft_does_not_ask_changes_no_answer(string id)
    {
        var day = new DateOnly(2026, 11, 27);
        var model = ModelCatalog.Default.Models.Get(ModelId.Parse(id));
        var draft = UsageDraft.Write(ModelCatalog.Default, [StatedWork.Of(model)], day);
        UserFigure[] users = [new(2_000_000_000, PartialDate.Parse("2026-10")) { IncludesAffiliates = true }, new(2_000_000_000, PartialDate.Parse("2024-06")) { IncludesAffiliates = true }];
        (string Member, Func<UsageProfile, UsageProfile> Say)[] members =
        [
            ("isCommercial", u => u with { IsCommercial = true }),
            ("sharesTrainedModels", u => u with { SharesTrainedModels = true }),
            ("seat", u => u with { Seat = CountryCode.Parse("FR") }),
            ("placesOfUse", u => u with { PlacesOfUse = [CountryCode.Parse("FR"), CountryCode.Parse("KR")] }),
            ("isEndUser", u => u with { IsEndUser = true }),
            ("users", u => u with { Users = [.. users] }),
            ("revenue", u => u with { Revenue = [new RevenueFigure(2_000_000_000, "USD", ThresholdPeriod.Month, PartialDate.Parse("2026-10")) { IncludesAffiliates = true }] }),
            ("founded", u => u with { Founded = PartialDate.Parse("2026-09") }),
            ("fields", u => u with { Fields = [.. LicenseWords.FieldsOfUse.Select(w => w.Word)] }),
            ("businesses", u => u with { Businesses = [.. LicenseWords.Businesses.Select(w => w.Word)] }),
        ];
        UsageProfile[] bases =
        [
            new(),
            new() { Activities = [.. Enum.GetValues<UsageActivity>()] },
            new() { Activities = [UsageActivity.FineTuning, UsageActivity.TrainingOnOutputs], IsCommercial = true },
            new() { Activities = [UsageActivity.Product], IsCommercial = true, SharesTrainedModels = false, Fields = [], Businesses = [.. LicenseWords.Businesses.Select(w => w.Word)] },
        ];
        string Statuses(UsageProfile usage) => string.Join(',', Obligations.Evaluate(ModelCatalog.Default, model, usage, day).Terms.Select(t => t.Status));
        foreach (var (member, say) in members)
        {
            var asked = draft.Contains($"// \"{member}\"", StringComparison.Ordinal);
            var changes = bases.Any(usage => Statuses(usage) != Statuses(say(usage)));
            if (!asked)
                changes.Should().BeFalse("{0} is not asked for {1}", member, id);
        }
    }

    [Fact]
    public void A_word_that_no_licence_uses_is_refused_unless_it_is_of_a_private_layer()
    {
        var refused = Read("""{ "schemaVersion": "1.0", "fields": [ "militairy" ], "businesses": [ "hosting" ] }""");
        refused.Document.Should().BeNull();
        refused.Findings.Select(f => f.Message.Split(" is none of ")[0]).Should().Equal("\"militairy\"", "\"hosting\"");
        Read("""{ "schemaVersion": "1.0", "fields": [ "local.drilling" ], "businesses": [ "modelAsAService" ] }""").Findings.Should().BeEmpty();
    }

    private static ReadResult<UsageProfile> Read(string json) => UsageProfile.Read(Encoding.UTF8.GetBytes(json));
}
