namespace ModelProvenance.Tool.Tests;

/// <summary>Where <c>scan</c> looks, and what it says while it works.</summary>
public sealed class ScanTests : IDisposable
{
    // One tensor of four bytes.
    private const string Header = """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";

    private readonly string _home = Directory.CreateTempSubdirectory("mp").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private string Put(params string[] parts)
    {
        var path = Path.Combine([_home, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)Header.Length), .. System.Text.Encoding.UTF8.GetBytes(Header), 0, 0, 0, 0]);
        return path;
    }

    private (int Exit, string Output, string Error) Run(string[] arguments, bool showsProgress = false, params (string Name, string Value)[] variables)
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        var console = new ToolConsole
        {
            Input = new MemoryStream(),
            Output = output,
            Error = errors,
            IsInputRedirected = true,
            IsRich = false,
            ShowsProgress = showsProgress,
            Home = _home,
            Variable = name => variables.FirstOrDefault(v => v.Name == name).Value,
        };
        var exit = new ToolApp(console).Run(arguments);
        return (exit, System.Text.Encoding.UTF8.GetString(output.ToArray()), errors.ToString());
    }

    [Fact]
    public void Without_a_root_the_usual_stores_of_the_user_are_looked_through()
    {
        Put(".cache", "huggingface", "hub", "models--acme--one", "snapshots", "1", "model.safetensors");
        Put(".lmstudio", "models", "acme", "two", "weights.safetensors");
        Put("elsewhere", "three.safetensors");

        var (exit, output, error) = Run(["scan", "--format", "markdown"]);

        (exit, error).Should().Be((0, ""));
        output.Should().Contain("| huggingface | acme/one@1 |").And.Contain("| lmstudio | acme/two/weights.safetensors |").And.NotContain("three").And.Contain("2 models, ");
    }

    [Fact]
    public void Variables_move_the_stores()
    {
        Put("hf", "hub", "models--acme--one", "snapshots", "1", "model.safetensors");
        Put(".cache", "huggingface", "hub", "models--acme--other", "snapshots", "1", "model.safetensors");

        Run(["scan"], false, ("HF_HOME", Path.Combine(_home, "hf"))).Output.Should().Contain("acme/one").And.NotContain("other");
    }

    [Fact]
    public void No_store_at_all_is_said_with_the_places()
    {
        var (exit, output, error) = Run(["scan"], false, ("OLLAMA_MODELS", Path.Combine(_home, "none")));

        (exit, output).Should().Be((3, ""));
        error.Should().Contain("There is no model in ").And.Contain(Path.Combine(_home, ".cache", "huggingface", "hub")).And.Contain(Path.Combine(_home, "none"));
    }

    [Fact]
    public void Progress_leaves_the_terminal_as_it_was()
    {
        Put("m", "one.safetensors");

        var (_, _, error) = Run(["scan", _home], showsProgress: true);

        error.Split('\r')[^1].Should().BeEmpty();
        Output.ScanProgressLine.Text(new Inspection.ScanProgress(1204, 12, 0)).Should().Be("1,204 folders, 12 models found");
        Output.ScanProgressLine.Text(new Inspection.ScanProgress(1204, 12, 7)).Should().Be("1,204 folders, 7 of 12 models read");
    }

    [Fact]
    public void Names_of_files_do_not_steer_the_terminal()
    {
        Put("m", "one\u001b[31m.safetensors");

        foreach (var format in new[] { "text", "table", "markdown" })
            Run(["scan", _home, "--format", format]).Output.Should().NotContain("\u001b").And.Contain("\\u001b");
    }
}
