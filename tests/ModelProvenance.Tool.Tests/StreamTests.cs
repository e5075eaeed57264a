using System.Text;
using System.Text.Json;

namespace ModelProvenance.Tool.Tests;

/// <summary>What comes through standard input, and what may never reach the output.</summary>
public class StreamTests
{
    [Fact]
    public void Bytes_that_are_no_utf8_give_a_line_with_replacement_characters()
    {
        var run = ToolRun.Of(["identify", "--format", "json"], [0xFF, 0xFE, (byte)'a', (byte)'\n', 0xC3, (byte)'\n', (byte)'b']);
        run.Exit.Should().Be(0);
        Inputs(run).Should().Equal("\uFFFD\uFFFDa", "\uFFFD", "b");
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_name()
    {
        var run = ToolRun.Of(["identify", "--format", "json"], [0xEF, 0xBB, 0xBF, .. "deepseek-r1"u8]);
        Inputs(run).Should().Equal("deepseek-r1");
    }

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    public void Every_line_gives_one_line_whatever_it_holds(string format)
    {
        byte[][] lines = [[], "\0"u8.ToArray(), [0x80], "\u001b]0;x\u0007"u8.ToArray(), "\u2028\u0085\u000b\u000c"u8.ToArray(), "a\rb"u8.ToArray(), "deepseek-r1"u8.ToArray()];
        var input = lines.SelectMany(line => line.Append((byte)'\n')).ToArray();
        var run = ToolRun.Of(["identify", "-", "--format", format], input);
        run.Exit.Should().Be(0);
        run.Output.Split('\n').Should().HaveCount(lines.Length + 1).And.HaveElementAt(lines.Length, "");
    }

    [Theory]
    [InlineData("identify", false)]
    [InlineData("identify", true)]
    [InlineData("inspect", false)]
    [InlineData("inspect", true)]
    public void Text_output_passes_no_character_that_steers_a_terminal(string command, bool rich)
    {
        // Escape, bell, C1 control, left-to-right and right-to-left marks, embeddings and isolates, zero-width space, byte order mark, tag.
        var hostile = "deepseek-r1/\u001b[31m\u0007\u009b\u200e\u200f\u061c\u202a\u202e\u2066\u2069\u200b\ufeff\U000E0041\u2028/deepseek-r1";
        var run = ToolRun.Of([command, hostile], [], rich: rich);
        var text = run.Output + run.Error;
        // On a terminal the tool's own colours are escape sequences; no other one is there.
        var foreign = System.Text.RegularExpressions.Regex.Replace(text, "\u001b\\[[0-9;]*m", "");
        if (!rich)
            foreign = text;
        foreign.EnumerateRunes().Where(r => r.Value is not '\n' and not '\t' and not '\r')
            .Should().NotContain(r => Rune.GetUnicodeCategory(r) == System.Globalization.UnicodeCategory.Control || Rune.GetUnicodeCategory(r) == System.Globalization.UnicodeCategory.Format
                || Rune.GetUnicodeCategory(r) == System.Globalization.UnicodeCategory.LineSeparator);
        text.Should().NotContain("\u001b[31m");
    }

    [Fact]
    public void A_name_of_a_megabyte_gives_one_line_in_each_format()
    {
        var input = Encoding.UTF8.GetBytes(new string('x', 1_000_000) + "\ndeepseek-r1\n");
        var json = ToolRun.Of(["identify", "--format", "json"], input);
        Inputs(json).Select(name => name.Length).Should().Equal(1_000_000, 11);
        var text = ToolRun.Of(["identify"], input);
        text.Output.Split('\n')[0].Length.Should().BeLessThan(200);
    }

    [Fact]
    public void An_answer_is_passed_on_before_the_tool_waits_for_the_next_name()
    {
        foreach (var format in new[] { "json", "text" })
        {
            using var output = new MemoryStream();
            var input = new StepwiseStream(["deepseek-r1\n"u8.ToArray(), "qwen\n"u8.ToArray()], () => output.Length);
            ToolRun.Into(output, ["identify", "--format", format], input, out _).Should().Be(0);
            input.OutputBeforeEachRead[1].Should().BePositive("the first answer must be there before the second name is read");
            input.OutputBeforeEachRead[2].Should().BeGreaterThan(input.OutputBeforeEachRead[1]);
        }
    }

    [Theory]
    [InlineData(true, null, "xterm", false)]
    [InlineData(false, null, "xterm", true)]
    [InlineData(false, "", "xterm", true)]
    [InlineData(false, "1", "xterm", false)]
    [InlineData(false, null, "dumb", false)]
    public void Colours_go_to_a_terminal_only_and_not_when_they_are_unwanted(bool redirected, string? noColor, string term, bool expected) =>
        ToolConsole.IsRichOutput(redirected, name => name == "NO_COLOR" ? noColor : term).Should().Be(expected);

    [Fact]
    public void An_unforeseen_exception_is_an_internal_error()
    {
        ToolRun.Into(new ThrowingStream(new InvalidOperationException("the test's own")), ["identify", "deepseek-r1"], Stream.Null, out var error).Should().Be(4);
        error.Should().StartWith("Internal error; please report it:").And.Contain("the test's own");
    }

    [Fact]
    public void A_full_disk_is_reported_as_input_or_output_that_cannot_be_used()
    {
        ToolRun.Into(new ThrowingStream(new IOException("No space left on device")), ["identify", "deepseek-r1"], Stream.Null, out var error).Should().Be(3);
        error.Should().Be("No space left on device" + Environment.NewLine);
    }

    [Fact]
    public void Formatting_writes_the_canonical_layout_once()
    {
        var folder = Directory.CreateTempSubdirectory("modelprov-");
        try
        {
            var untidy = Repository.Path("tests", "corpus", "contract", "catalogs", "untidy", "organizations", "local.brambleway-labs.json");
            Directory.CreateDirectory(Path.Combine(folder.FullName, "organizations"));
            var copy = Path.Combine(folder.FullName, "organizations", "local.brambleway-labs.json");
            File.Copy(untidy, copy);

            ToolRun.Of("catalog", "format", folder.FullName).Should().Match<ToolRun>(r => r.Exit == 0 && r.Output == "organizations/local.brambleway-labs.json\n");
            File.ReadAllText(copy).Should().Be(Repository.Read("tests", "corpus", "contract", "catalogs", "good", "organizations", "local.brambleway-labs.json"));
            ToolRun.Of("catalog", "format", folder.FullName).Output.Should().BeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_file_that_is_no_json_keeps_format_from_touching_the_others()
    {
        var folder = Directory.CreateTempSubdirectory("modelprov-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "organizations"));
            var untidy = Repository.Read("tests", "corpus", "contract", "catalogs", "untidy", "organizations", "local.brambleway-labs.json");
            File.WriteAllText(Path.Combine(folder.FullName, "organizations", "a.json"), untidy);
            File.WriteAllText(Path.Combine(folder.FullName, "organizations", "b.json"), "{");
            ToolRun.Of("catalog", "format", folder.FullName).Should().Match<ToolRun>(r => r.Exit == 3 && r.Output.Length == 0);
            File.ReadAllText(Path.Combine(folder.FullName, "organizations", "a.json")).Should().Be(untidy);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_tool_carries_every_published_schema_as_it_is()
    {
        var root = Repository.Path("schema", "v1");
        var files = Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path).Replace('\\', '/')).Order(StringComparer.Ordinal).ToList();
        files.Should().NotBeEmpty();
        ToolRun.Of("schema").Output.Should().Be(string.Concat(files.Select(name => name + "\n")));
        foreach (var name in files)
            ToolRun.Of("schema", name).OutputBytes.Should().Equal(File.ReadAllBytes(Path.Combine(root, name)), "{0} is printed as it is", name);
    }

    private static IEnumerable<string> Inputs(ToolRun run) =>
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("input").GetString()!);

    // Gives one part for each read, and notes how much output there was when it was asked.
    private sealed class StepwiseStream(byte[][] parts, Func<long> outputLength) : MemoryStream
    {
        private int _next;

        public List<long> OutputBeforeEachRead { get; } = [];

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            OutputBeforeEachRead.Add(outputLength());
            if (_next == parts.Length)
                return 0;
            parts[_next].CopyTo(buffer);
            return parts[_next++].Length;
        }
    }

    private sealed class ThrowingStream(Exception exception) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw exception;

        public override void Write(ReadOnlySpan<byte> buffer) => throw exception;
    }
}
