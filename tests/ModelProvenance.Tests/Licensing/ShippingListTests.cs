using ModelProvenance.Facts;
using ModelProvenance.Licensing;

namespace ModelProvenance.Tests.Licensing;

public class ShippingListTests
{
    private static ShippingList Of(string expression, params UsageActivity[] activities) => ShippingList.From(Obligations.Evaluate(
        ModelCatalog.Default,
        SpdxExpression.Parse(expression),
        new UsageProfile { Activities = [.. activities], SharesTrainedModels = false, IsCommercial = true },
        new DateOnly(2026, 11, 24)));

    [Fact]
    public void Who_passes_files_on_ships_the_sentences_word_for_word()
    {
        var list = Of("LicenseRef-Llama-3.1-Community AND LicenseRef-Gemma-Terms-2025-03-24", UsageActivity.Redistribution);

        // Llama 3.1 1.b.iii and Gemma Terms 3.1.
        list.NoticeText.Should().Be(
            "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.\n" +
            "\n" +
            "Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms\n");
        list.LicenseCopies.Select(i => i.Text).Should().Equal("LicenseRef-Llama-3.1-Community", "LicenseRef-Gemma-Terms-2025-03-24");
        list.DisplayTexts.Should().ContainSingle().Which.Should().Match<ShippingItem>(i => i.Text == "Built with Llama" && i.IsCertain && i.Clause == "1.b.i (B)");
        list.Others.Should().Contain(i => i.Text.StartsWith("hand down the use restrictions (3.2)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_service_shows_the_text_and_needs_no_notice_file()
    {
        var list = Of("LicenseRef-Llama-3.1-Community", UsageActivity.HostedService);

        list.NoticeText.Should().BeEmpty();
        list.DisplayTexts.Should().ContainSingle();
    }

    [Fact]
    public void Internal_use_ships_nothing()
    {
        var list = Of("LicenseRef-Llama-3.1-Community", UsageActivity.InternalUse);

        list.Sentences.Should().BeEmpty();
        list.LicenseCopies.Should().BeEmpty();
        list.DisplayTexts.Should().BeEmpty();
        list.Names.Should().BeEmpty();
    }

    [Fact]
    public void What_depends_on_something_unsaid_is_marked()
    {
        var list = ShippingList.From(Obligations.Evaluate(ModelCatalog.Default, SpdxExpression.Parse("LicenseRef-Qwen-License-2024"), new UsageProfile(), new DateOnly(2026, 11, 24)));

        list.NoticeText.Should().BeEmpty();
        list.Sentences.Should().ContainSingle().Which.Should().Match<ShippingItem>(i => !i.IsCertain && i.Missing.Contains("activities"));
    }

    [Fact]
    public void Of_alternatives_none_is_certain() =>
        Of("MIT OR Apache-2.0", UsageActivity.Redistribution).LicenseCopies.Should().HaveCount(2).And.OnlyContain(i => !i.IsCertain && i.Missing.Contains("which of the licences is chosen"));

    [Fact]
    public void What_two_subjects_ask_for_stands_once_and_names_both()
    {
        ObligationReport Report(string id) => Obligations.Evaluate(
            ModelCatalog.Default,
            ModelCatalog.Default.Models.Get(ModelId.Parse(id)),
            new UsageProfile { Activities = [UsageActivity.Redistribution], SharesTrainedModels = false, IsCommercial = true },
            new DateOnly(2026, 11, 24));

        var list = ShippingList.From([Report("llama-3.1-8b-instruct"), Report("llama-3.1-70b-instruct"), Report("qwen2.5-7b-instruct")]);

        list.Sentences.Should().ContainSingle().Which.Subjects.Should().Equal("llama-3.1-8b-instruct", "llama-3.1-70b-instruct");
        list.LicenseCopies.Select(i => i.Text).Should().Equal("LicenseRef-Llama-3.1-Community", "Apache-2.0");
        list.NoticeText.Should().Be("Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.\n");
        list.Open.Should().BeEmpty();
    }

    [Fact]
    public void A_licence_that_nobody_has_read_is_open_and_not_left_out()
    {
        var list = Of("LicenseRef-Nobody-Knows-This", UsageActivity.Redistribution);

        list.LicenseCopies.Should().BeEmpty();
        list.Open.Should().ContainSingle().Which.Text.Should().Be("a reading of the text of LicenseRef-Nobody-Knows-This");
    }
}
