using System.Text;
using System.Text.Json;

using FsCheck;
using FsCheck.Fluent;

using ModelProvenance.Text;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Text;

public class JsonTreeTests
{
    [Fact]
    public void Nodes_know_their_places_and_pointers()
    {
        var tree = Read("{\n  \"a/b~c\": [ 1,\r\n    \"x\" ]\r}");
        var item = tree.Root.Find("a/b~c")!.Children[1];
        item.Pointer.Should().Be("/a~1b~0c/1");
        tree.Position(item).Should().Be((3, 5));
        tree.EndPosition(item).Should().Be((3, 8));
        tree.Position(tree.Root).Should().Be((1, 1));
        // CR alone ends a line too.
        tree.EndPosition(tree.Root).Should().Be((4, 2));
    }

    [Fact]
    public void Columns_count_utf16_units()
    {
        // Two ideographs are a unit each; a character outside the basic plane is two.
        var tree = Read("[\"\u667A\u8C31\", \"\U0001F600\", 7]");
        tree.Position(tree.Root.Children[1]).Should().Be((1, 8));
        tree.Position(tree.Root.Children[2]).Should().Be((1, 14));
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        JsonTree.TryParse([0xEF, 0xBB, 0xBF, .. "[1]"u8], out var tree, out _).Should().BeTrue();
        tree!.Root.Children[0].Text.Should().Be("1");
        JsonTree.TryParse([0xEF, 0xBB, 0xBF, .. "[1,]"u8], out _, out var problem).Should().BeFalse();
        problem!.Line.Should().Be(1);
        // One unit for the mark, three for "[1,".
        problem.Column.Should().Be(5);
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("  ", 1, 3)]
    [InlineData("{", 1, 2)]
    [InlineData("{\n  \"a\": tru }", 2, 11)]
    [InlineData("[1] 2", 1, 5)]
    [InlineData("[01]", 1, 3)]
    [InlineData("{'a':1}", 1, 2)]
    [InlineData("[1,]", 1, 4)]
    [InlineData("// x\n1", 1, 1)]
    public void What_is_no_json_is_said_with_its_place(string text, int line, int column)
    {
        JsonTree.TryParse(Encoding.UTF8.GetBytes(text), out var tree, out var problem).Should().BeFalse();
        tree.Should().BeNull();
        problem!.Message.Should().StartWith("Not JSON: ").And.NotContain("LineNumber");
        (problem.Line, problem.Column).Should().Be((line, column));
    }

    [Fact]
    public void A_name_that_stands_twice_is_said_at_its_second_place()
    {
        JsonTree.TryParse("{\n \"a\": { \"b\": 1,\n   \"b\": 2 } }"u8.ToArray(), out _, out var problem).Should().BeFalse();
        problem.Should().Be(new JsonProblem("/a/b", 3, 4, "The name \"b\" stands twice in this object."));
    }

    [Theory]
    [InlineData("[\"\\ud800\"]")]
    [InlineData("{\"\\udc00\": 1}")]
    public void Half_a_surrogate_pair_is_refused(string text)
    {
        JsonTree.TryParse(Encoding.UTF8.GetBytes(text), out _, out var problem).Should().BeFalse();
        (problem!.Line, problem.Column).Should().Be((1, 2));
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused()
    {
        JsonTree.TryParse([(byte)'[', (byte)'"', 0xFF, (byte)'"', (byte)']'], out _, out var problem).Should().BeFalse();
        problem!.Line.Should().Be(1);
    }

    [Fact]
    public void Nesting_is_bounded_at_64()
    {
        JsonTree.TryParse(Encoding.UTF8.GetBytes(new string('[', 64) + new string(']', 64)), out _, out _).Should().BeTrue();
        JsonTree.TryParse(Encoding.UTF8.GetBytes(new string('[', 65) + new string(']', 65)), out _, out var problem).Should().BeFalse();
        (problem!.Line, problem.Column).Should().Be((1, 65));
        JsonTree.TryParse(Encoding.UTF8.GetBytes(new string('[', 1_000_000)), out _, out problem).Should().BeFalse();
        problem!.Message.Should().Contain("depth");
    }

    [Theory]
    [InlineData("{}", "an object")]
    [InlineData("[]", "a list")]
    [InlineData("\"x\"", "\"x\"")]
    [InlineData("-1.50e3", "the number -1.50e3")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("null", "null")]
    public void Describe_says_what_a_value_is(string text, string description) => Read(text).Root.Describe().Should().Be(description);

    [Fact]
    public void Describe_cuts_long_values()
    {
        Read("\"" + new string('x', 61) + "\"").Root.Describe().Should().Be("\"" + new string('x', 57) + "...\"");
        Read("1" + new string('0', 40)).Root.Describe().Should().Be("the number 1" + new string('0', 36) + "...");
    }

    [Fact]
    public void Any_bytes_end_in_a_tree_or_a_problem() =>
        Prop.ForAll(Gen.OneOf(
            ArbMap.Default.GeneratorFor<byte[]>(),
            Texts.Of("{}[]\",:0123456789.eE+-truefalsn\\u \n\r\u00E9", 30).Select(Encoding.UTF8.GetBytes)).ToArbitrary(), bytes =>
        {
            var read = JsonTree.TryParse(bytes ?? [], out var tree, out var problem);
            return read ? tree!.Root.Token != JsonTokenType.None : problem!.Line >= 1 && problem.Column >= 1;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static JsonTree Read(string text)
    {
        JsonTree.TryParse(Encoding.UTF8.GetBytes(text), out var tree, out var problem).Should().BeTrue(problem?.Message);
        return tree!;
    }
}
