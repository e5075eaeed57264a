using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;

namespace ModelProvenance.Package.Tests;

public class LibraryPackageTests(PackedFiles packed)
{
    private const string Program = """
        using ModelProvenance;
        using ModelProvenance.Catalog;

        var found = ModelResolver.Default.Resolve("unsloth/DeepSeek-R1-Distill-Llama-8B-GGUF");
        Console.WriteLine($"{found.Model?.Name} by {found.Organization?.Name}, published by {found.Publisher}");
        Console.WriteLine(found.Model?.License(LicenseScope.Weights)?.Expression);
        Console.WriteLine(ModelCard.Read("---\nlicense: mit\n---\n# A card\n").Findings.Length);
        Console.WriteLine(LicenseText.Match(File.ReadAllText(args[0])).License);
        """;

    private static readonly string[] Output = ["DeepSeek-R1-Distill-Llama-8B by DeepSeek, published by unsloth", "MIT", "0", "Apache-2.0"];

    [Fact]
    public void It_holds_what_it_promises_and_nothing_else()
    {
        using var package = ZipFile.OpenRead(packed.File("ModelProvenance"));
        var names = package.Entries.Select(e => e.FullName).Where(n => !n.StartsWith("schema/v1/", StringComparison.Ordinal) && !n.StartsWith("_rels/", StringComparison.Ordinal)
            && !n.StartsWith("package/", StringComparison.Ordinal) && n != "[Content_Types].xml");
        names.Should().BeEquivalentTo("ModelProvenance.nuspec", "README.md", "LICENSE", "LICENSE-CATALOG", "icon.png", "catalog/catalog.json",
            "lib/net8.0/ModelProvenance.dll", "lib/net8.0/ModelProvenance.xml", "lib/net10.0/ModelProvenance.dll", "lib/net10.0/ModelProvenance.xml");
        var schemas = Directory.EnumerateFiles(Path.Combine(PackedFiles.Repository, "schema"), "*.json", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(PackedFiles.Repository, f).Replace('\\', '/'));
        package.Entries.Select(e => e.FullName).Where(n => n.StartsWith("schema/v1/", StringComparison.Ordinal)).Should().BeEquivalentTo(schemas);
    }

    [Fact]
    public void Its_description_says_what_a_gallery_shows()
    {
        using var package = ZipFile.OpenRead(packed.File("ModelProvenance"));
        using var stream = package.GetEntry("ModelProvenance.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        string Value(string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;
        Value("license").Should().Be("Apache-2.0 AND CC-BY-4.0");
        Value("readme").Should().Be("README.md");
        Value("icon").Should().Be("icon.png");
        Value("description").Length.Should().BeInRange(50, 300);
        var groups = metadata.Elements().Single(e => e.Name.LocalName == "dependencies").Elements().ToDictionary(g => g.Attribute("targetFramework")!.Value, g => g.Elements().Select(d => d.Attribute("id")!.Value).ToList());
        groups["net10.0"].Should().BeEmpty("the library has no dependency");
        groups["net8.0"].Should().Equal("System.Text.Json");
    }

    [Fact]
    public void The_symbols_belong_to_it()
    {
        using var symbols = ZipFile.OpenRead(packed.File("ModelProvenance", "snupkg"));
        symbols.Entries.Select(e => e.FullName).Should().Contain(["lib/net8.0/ModelProvenance.pdb", "lib/net10.0/ModelProvenance.pdb"]);
    }

    [Fact]
    public void The_exchange_form_inside_is_the_catalog()
    {
        using var package = ZipFile.OpenRead(packed.File("ModelProvenance"));
        using var stream = package.GetEntry("catalog/catalog.json")!.Open();
        using var document = JsonDocument.Parse(stream);
        using var version = JsonDocument.Parse(File.ReadAllText(Path.Combine(PackedFiles.Repository, "catalog", "version.json")));
        document.RootElement.GetProperty("catalogVersion").GetString().Should().Be(version.RootElement.GetProperty("catalogVersion").GetString());
        document.RootElement.GetProperty("models").GetArrayLength().Should().BeGreaterThan(500);
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public void A_fresh_project_uses_it(string framework)
    {
        var folder = NewProject(framework, "<RollForward>Major</RollForward>");
        PackedFiles.Run(folder, "dotnet", ["build", "-o", "out", "--nologo", "-warnaserror"]);
        Lines(PackedFiles.Run(folder, "dotnet", [Path.Combine("out", "app.dll"), Path.Combine(PackedFiles.Repository, "LICENSE")])).Should().Equal(Output);
    }

    [Fact]
    public void A_trimmed_program_gives_the_same_answers_without_warnings()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Published for linux-x64.");
        var folder = NewProject("net10.0", "<PublishTrimmed>true</PublishTrimmed><SelfContained>true</SelfContained><RuntimeIdentifier>linux-x64</RuntimeIdentifier><TrimmerSingleWarn>false</TrimmerSingleWarn>");
        PackedFiles.Run(folder, "dotnet", ["publish", "-o", "out", "--nologo", "-warnaserror"]);
        Lines(PackedFiles.Run(folder, Path.Combine(folder, "out", "app"), [Path.Combine(PackedFiles.Repository, "LICENSE")])).Should().Equal(Output);
    }

    private string NewProject(string framework, string properties)
    {
        var folder = packed.NewFolder();
        File.WriteAllText(Path.Combine(folder, "app.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{framework}</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <NuGetAudit>false</NuGetAudit>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ModelProvenance" Version="{packed.Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        return folder;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
