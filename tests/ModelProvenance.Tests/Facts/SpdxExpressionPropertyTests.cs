using System.Collections.Immutable;
using System.Text.Json;

using FsCheck;
using FsCheck.Fluent;

using ModelProvenance.Facts;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Facts;

public class SpdxExpressionPropertyTests
{
    private static readonly Gen<SpdxLicense> Licenses =
        from form in Gen.Choose(0, 4)
        from id in Gen.Elements("MIT", "Apache-2.0", "GPL-2.0-only", "0BSD", "a", "AND-1", "with.x", "Or-", "LicenseReference")
        from reference in Gen.Elements("LicenseRef-a", "LicenseRef-Llama-3.1-Community", "LicenseRef-.-")
        from document in Gen.Elements("d", "spdx-tool-1.2")
        select form switch
        {
            0 or 1 => new SpdxLicense(id),
            2 => new SpdxLicense(id, OrLater: true),
            3 => new SpdxLicense(reference),
            _ => new SpdxLicense(reference, Document: document),
        };

    private static readonly Gen<SpdxExpression> Leaves = Gen.OneOf(
        Licenses.Select(license => (SpdxExpression)license),
        from license in Licenses
        from addition in Gen.Elements("Classpath-exception-2.0", "AdditionRef-mine", "DocumentRef-a:AdditionRef-b", "x")
        select (SpdxExpression)new SpdxWith(license, addition));

    [Fact]
    public void Every_tree_prints_to_a_text_that_parses_to_the_same_tree() =>
        Prop.ForAll(Tree(4).ToArbitrary(), tree =>
        {
            var printed = tree.ToString();
            var again = SpdxExpression.Parse(printed);
            return again.Equals(tree) && again.GetHashCode() == tree.GetHashCode() && again.ToString() == printed
                && again.Licenses.Length == tree.Licenses.Length && (SpdxExpression.Parse($" ( {printed} ) ").Equals(tree));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Any_text_ends_in_an_expression_or_in_a_reason() => Texts.ParseNeverThrows<SpdxExpression>(
        Texts.Of("MIT+ ()ANDORandorWITHwith-.:", 40),
        Gen.Elements("MIT", "AND", "OR", "WITH", "(", ")", "+", "LicenseRef-a", "DocumentRef-a:", "AdditionRef-b", "x").ArrayOf().Select(words => string.Join(' ', words)),
        Gen.Elements("MIT", " AND ", " or ", " WITH ", "(", ")", "+", "LicenseRef-a").ArrayOf().Select(string.Concat));

    [Fact]
    public void Json_is_the_text_of_the_expression()
    {
        var expression = SpdxExpression.Parse("MIT OR (Apache-2.0 AND LicenseRef-x)");
        JsonSerializer.Serialize(expression, ValueContract.Json).Should().Be("\"MIT OR Apache-2.0 AND LicenseRef-x\"");
        JsonSerializer.Deserialize<SpdxExpression>("\"mit or Apache-2.0 and LicenseRef-x\"").Should().Be(expression);
        JsonSerializer.Deserialize<SpdxExpression>("null").Should().BeNull();
        FluentActions.Invoking(() => JsonSerializer.Deserialize<SpdxExpression>("\"MIT AND\"")).Should().Throw<JsonException>().WithMessage("Not a licence expression: at character 8*");
        FluentActions.Invoking(() => JsonSerializer.Deserialize<SpdxExpression>("[]")).Should().Throw<JsonException>();
    }

    [Fact]
    public void Depth_below_the_bound_is_read()
    {
        var text = new string('(', 64) + "MIT" + new string(')', 64);
        SpdxExpression.Parse(text).ToString().Should().Be("MIT");
    }

    private static Gen<SpdxExpression> Tree(int depth) => depth == 0
        ? Leaves
        : Gen.OneOf(
            Leaves,
            Operands(depth, isAnd: true).Select(operands => (SpdxExpression)new SpdxAnd(operands)),
            Operands(depth, isAnd: false).Select(operands => (SpdxExpression)new SpdxOr(operands)));

    // An operand of AND is never itself an AND, nor of OR an OR: the types say so.
    private static Gen<ImmutableArray<SpdxExpression>> Operands(int depth, bool isAnd) =>
        from count in Gen.Choose(2, 4)
        from operands in Tree(depth - 1).Where(e => isAnd ? e is not SpdxAnd : e is not SpdxOr).ArrayOf(count)
        select operands.ToImmutableArray();
}
