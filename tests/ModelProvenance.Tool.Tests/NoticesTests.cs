namespace ModelProvenance.Tool.Tests;

/// <summary>What <c>notices --output</c> writes. The text at hand is the licence of this repository, Apache-2.0.</summary>
public sealed class NoticesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notices-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Texts_at_hand_are_copied_and_others_are_named_with_revision_and_digest()
    {
        var model = Directory.CreateDirectory(Path.Combine(_folder, "model")).FullName;
        File.WriteAllText(Path.Combine(model, "README.md"), "---\nlicense: apache-2.0\n---\n# Hedge\n");
        File.Copy(Repository.Path("LICENSE"), Path.Combine(model, "LICENSE"));
        File.WriteAllText(Path.Combine(model, "NOTICE"), "Hedge, of the gardeners\n");
        var output = Path.Combine(_folder, "third-party");
        string[] arguments = ["notices", model, "llama-3.1-8b-instruct", "--usage", Repository.Path("samples", "WhatDoIOwe", "usage.json"), "--output", output, "--as-of", "2026-11-01"];

        ToolRun.Of(arguments).Exit.Should().Be(0);

        Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(output, f).Replace('\\', '/')).Order(StringComparer.Ordinal)
            .Should().Equal("LICENSES.md", "NOTICE", "licenses/Apache-2.0.txt", "licenses/NOTICE.txt");
        File.ReadAllBytes(Path.Combine(output, "licenses", "Apache-2.0.txt")).Should().Equal(File.ReadAllBytes(Repository.Path("LICENSE")));
        File.ReadAllText(Path.Combine(output, "licenses", "NOTICE.txt")).Should().Be("Hedge, of the gardeners\n");
        File.ReadAllText(Path.Combine(output, "NOTICE")).Should().StartWith("Llama 3.1 is licensed under the Llama 3.1 Community License");
        var list = File.ReadAllText(Path.Combine(output, "LICENSES.md"));
        list.Should().Contain("copied to licenses/Apache-2.0.txt: ").And.Contain("not at hand: no file in what was named holds this text word for word");
        // The text of Llama 3.1, at the commit that the catalog cites.
        list.Should().Contain("revision a9c89c471f793423afd4cc3ca8671d6e56fe64cb, sha256 bf2eac60b81e5c5f779fc3b4849d3bfacfd63f97f3eb68b44e9c6868c5801712");

        ToolRun.Of(arguments).Exit.Should().Be(2, "nothing is replaced without --force");
        File.Delete(Path.Combine(output, "NOTICE"));
        File.Delete(Path.Combine(output, "LICENSES.md"));
        ToolRun.Of(arguments).Should().Match<ToolRun>(run => run.Exit == 2 && run.Error.Contains("licenses", StringComparison.Ordinal));
        ToolRun.Of([.. arguments, "--force"]).Exit.Should().Be(0);
    }
}
