using ModelProvenance.Cards.Yaml;

namespace ModelProvenance.Tests.Cards.Yaml;

public class YamlTypingTests
{
    [Theory]
    // What js-yaml 4.3.2 and PyYAML 6.0.3 were seen to make of these plain scalars.
    [InlineData("", YamlScalarType.Null, YamlScalarType.Null)]
    [InlineData("~", YamlScalarType.Null, YamlScalarType.Null)]
    [InlineData("NULL", YamlScalarType.Null, YamlScalarType.Null)]
    [InlineData("none", YamlScalarType.String, YamlScalarType.String)]
    [InlineData("no", YamlScalarType.String, YamlScalarType.Boolean)]
    [InlineData("Off", YamlScalarType.String, YamlScalarType.Boolean)]
    [InlineData("y", YamlScalarType.String, YamlScalarType.String)]
    [InlineData("True", YamlScalarType.Boolean, YamlScalarType.Boolean)]
    [InlineData("tRue", YamlScalarType.String, YamlScalarType.String)]
    [InlineData("0777", YamlScalarType.Integer, YamlScalarType.Integer)]
    [InlineData("08", YamlScalarType.Integer, YamlScalarType.String)]
    [InlineData("0o17", YamlScalarType.Integer, YamlScalarType.String)]
    [InlineData("0xFF", YamlScalarType.Integer, YamlScalarType.Integer)]
    [InlineData("0b101", YamlScalarType.Integer, YamlScalarType.Integer)]
    [InlineData("0x", YamlScalarType.String, YamlScalarType.String)]
    [InlineData("1_000", YamlScalarType.String, YamlScalarType.Integer)]
    [InlineData("1_000.5", YamlScalarType.String, YamlScalarType.Float)]
    [InlineData("12:30:45", YamlScalarType.String, YamlScalarType.Integer)]
    [InlineData("190:20:30", YamlScalarType.String, YamlScalarType.Integer)]
    [InlineData("1e3", YamlScalarType.Float, YamlScalarType.String)]
    [InlineData("1.0e+3", YamlScalarType.Float, YamlScalarType.Float)]
    [InlineData("12e4567", YamlScalarType.String, YamlScalarType.String)]
    [InlineData("5503434e10", YamlScalarType.Float, YamlScalarType.String)]
    [InlineData("2.0", YamlScalarType.Float, YamlScalarType.Float)]
    [InlineData(".5", YamlScalarType.Float, YamlScalarType.Float)]
    [InlineData("5.", YamlScalarType.Float, YamlScalarType.Float)]
    [InlineData("-.INF", YamlScalarType.Float, YamlScalarType.Float)]
    [InlineData(".NaN", YamlScalarType.Float, YamlScalarType.Float)]
    [InlineData("-.nan", YamlScalarType.String, YamlScalarType.String)]
    [InlineData("nan", YamlScalarType.String, YamlScalarType.String)]
    [InlineData("-0", YamlScalarType.Integer, YamlScalarType.Integer)]
    [InlineData("+", YamlScalarType.String, YamlScalarType.String)]
    [InlineData("-", YamlScalarType.String, YamlScalarType.String)]
    [InlineData(".", YamlScalarType.String, YamlScalarType.String)]
    [InlineData("2024-01-15", YamlScalarType.Timestamp, YamlScalarType.Timestamp)]
    [InlineData("2024-13-45", YamlScalarType.Timestamp, YamlScalarType.Timestamp)]
    [InlineData("2024-1-5", YamlScalarType.String, YamlScalarType.String)]
    [InlineData("2024-01-15T10:30:00Z", YamlScalarType.Timestamp, YamlScalarType.Timestamp)]
    [InlineData("2001-12-14 21:59:43.10 -5", YamlScalarType.Timestamp, YamlScalarType.Timestamp)]
    [InlineData("2024-01", YamlScalarType.String, YamlScalarType.String)]
    public void Types_follow_each_version_of_YAML(string text, YamlScalarType core, YamlScalarType yaml11)
    {
        YamlTyping.Core(text).Should().Be(core);
        YamlTyping.Yaml11(text).Should().Be(yaml11);
    }

    [Theory]
    [InlineData("0777", 777)]
    [InlineData("0o17", 15)]
    [InlineData("-0xFF", -255)]
    [InlineData("0b101", 5)]
    [InlineData("1e3", 1000)]
    [InlineData("2.50", 2.5)]
    [InlineData("99999999999999999999", 1e20)]
    [InlineData("-.inf", double.NegativeInfinity)]
    public void Numbers_have_the_value_that_js_yaml_gives(string text, double value)
    {
        var node = YamlDocument.Read($"a: {text}", "x").Document!.Root.Find("a");
        node.TryGetNumber(out double number).Should().BeTrue();
        number.Should().Be(value);
    }

    [Fact]
    public void Decimals_are_exact()
    {
        var root = YamlDocument.Read("a: 0.1234567890123456789\nb: 1e-05\nc: .inf\nd: '1'\ne: 0x10", "x").Document!.Root;
        root.Find("a").TryGetNumber(out decimal a).Should().BeTrue();
        a.Should().Be(0.1234567890123456789m);
        root.Find("b").TryGetNumber(out decimal b).Should().BeTrue();
        b.Should().Be(0.00001m);
        root.Find("c").TryGetNumber(out decimal _).Should().BeFalse();
        root.Find("d").TryGetNumber(out decimal _).Should().BeFalse();
        root.Find("e").TryGetNumber(out decimal e).Should().BeTrue();
        e.Should().Be(16m);
    }

    [Fact]
    public void Booleans_and_dates_are_typed_by_who_asks()
    {
        var root = YamlDocument.Read("a: true\nb: 'true'\nc: no\nd: 2024-02-29\ne: 2023-02-30\nf: '2024-01-15'\ng: 2024-01-15T10:30:00Z\nh:", "x").Document!.Root;
        root.Find("a").TryGetBoolean(out var a).Should().BeTrue();
        a.Should().BeTrue();
        root.Find("b").TryGetBoolean(out _).Should().BeFalse();
        root.Find("c").TryGetBoolean(out _).Should().BeFalse();
        root.Find("d").TryGetDate(out var d).Should().BeTrue();
        d.Should().Be(new DateOnly(2024, 2, 29));
        root.Find("e").TryGetDate(out _).Should().BeFalse();
        root.Find("f").TryGetDate(out var f).Should().BeTrue();
        f.Should().Be(new DateOnly(2024, 1, 15));
        root.Find("g").TryGetDate(out var g).Should().BeTrue();
        g.Should().Be(new DateOnly(2024, 1, 15));
        root.Find("h").IsNull.Should().BeTrue();
        root.Find("b").ScalarType.Should().Be(YamlScalarType.String);
    }
}
