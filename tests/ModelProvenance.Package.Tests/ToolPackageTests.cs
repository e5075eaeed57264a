using System.IO.Compression;
using System.Text.Json;

namespace ModelProvenance.Package.Tests;

public class ToolPackageTests(PackedFiles packed)
{
    [Fact]
    public void It_holds_the_tool_for_both_frameworks_and_nothing_of_the_build()
    {
        using var package = ZipFile.OpenRead(packed.File("ModelProvenance.Tool"));
        var names = package.Entries.Select(e => e.FullName).ToList();
        names.Should().Contain(["tools/net8.0/any/modelprov.dll", "tools/net10.0/any/modelprov.dll", "tools/net10.0/any/DotnetToolSettings.xml", "README.md", "icon.png"]);
        names.Should().NotContain(n => n.Contains("CatalogCompiler", StringComparison.Ordinal) || n.EndsWith(".xml", StringComparison.Ordinal) && n.Contains("/any/ModelProvenance", StringComparison.Ordinal));
    }

    [Fact]
    public void It_installs_and_answers()
    {
        var folder = packed.NewFolder();
        PackedFiles.Run(folder, "dotnet", ["tool", "install", "ModelProvenance.Tool", "--tool-path", "tools", "--version", packed.Version]);
        var tool = Path.Combine(folder, "tools", OperatingSystem.IsWindows() ? "modelprov.exe" : "modelprov");
        PackedFiles.Run(folder, tool, ["--version"]).Should().StartWith(packed.Version);
        using var answer = JsonDocument.Parse(PackedFiles.Run(folder, tool, ["identify", "Qwen/Qwen3-8B", "--format", "json"]));
        answer.RootElement.GetProperty("model").GetString().Should().Be("qwen3-8b");
    }
}
