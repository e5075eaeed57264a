using ModelProvenance.Validation;

namespace ModelProvenance.Tests.Validation;

public class CardFixerTests
{
    [Theory]
    [InlineData("license: MIT   # as LICENSE says\n", "license: mit   # as LICENSE says\n")]
    [InlineData("license: \"Apache 2.0\"\nlanguage: [en]\n", "license: \"apache-2.0\"\nlanguage: [en]\n")]
    [InlineData("license: mit\r\nlanguage: zh-CN\r\n", "license: mit\r\nlanguage: zh\r\nlanguage_bcp47:\r\n- zh-CN\r\n")]
    // The second region is left to a person: the list of the first stands there by then.
    [InlineData("license: mit\nlanguage: [zh-CN, zh-TW]\n", "license: mit\nlanguage: [zh, zh-TW]\nlanguage_bcp47:\n- zh-CN\n")]
    [InlineData("license: mit\nlanguage: no\n", "license: mit\nlanguage: 'no'\n")]
    [InlineData("metrics:\nlicense: mit\n", "license: mit\n")]
    [InlineData("license: mit\ntags:\n- a\n- b\n- a\n", "license: mit\ntags:\n- a\n- b\n")]
    [InlineData("license: mit\nbase_model: https://huggingface.co/acme/acme-1/\nbase_model_relation: quantised\n", "license: mit\nbase_model: acme/acme-1\nbase_model_relation: quantized\n")]
    [InlineData("license: mit\nlicense: mit\n", "license: mit\n")]
    [InlineData("license: mit\nlicense: apache-2.0\n", "license: mit\nlicense: apache-2.0\n")]
    [InlineData("licence: mit\n", "license: mit\n")]
    [InlineData("license: mit\nlicense_name:\tx\n", "license: mit\nlicense_name: x\n")]
    public void Only_what_must_change_changes(string yaml, string expected)
    {
        var lineBreak = yaml.Contains('\r') ? "\r\n" : "\n";
        var text = $"---{lineBreak}{yaml}---{lineBreak}# Title{lineBreak}";
        var result = Fix(text);
        result.Text.Should().Be($"---{lineBreak}{expected}---{lineBreak}# Title{lineBreak}");
        Fix(result.Text).Fixed.Should().BeEmpty("a second run finds nothing to do");
    }

    [Fact]
    public void A_byte_order_mark_and_blanks_behind_the_fence_go() =>
        Fix("\ufeff---\nlicense: mit\n--- \n# T\n").Text.Should().Be("---\nlicense: mit\n---\n# T\n");

    [Fact]
    public void A_waived_finding_is_left_alone()
    {
        var text = "---\nlicense: MIT\n---\n# T\n";
        var baseline = new StringWriter();
        ValidationBaseline.Write(baseline, new Validator().Validate(text).Findings);
        var validator = new Validator(new ValidatorOptions { Baseline = ValidationBaseline.Read(new StringReader(baseline.ToString())) });
        CardFixer.Fix(validator, text, cancellationToken: TestContext.Current.CancellationToken).Text.Should().BeSameAs(text);
    }

    [Fact]
    public void Cancellation_ends_the_work() =>
        FluentActions.Invoking(() => CardFixer.Fix(new Validator(), "---\nlicense: MIT\n---\n", cancellationToken: new CancellationToken(canceled: true))).Should().Throw<OperationCanceledException>();

    private static CardFixResult Fix(string text) => CardFixer.Fix(new Validator(), text, cancellationToken: TestContext.Current.CancellationToken);
}
