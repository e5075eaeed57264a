using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace ModelProvenance.Package.Tests;

public partial class MSBuildPackageTests(PackedFiles packed)
{
    private const string Card = "---\nlicense: mit\nlicence_link: LICENSE\n---\n# Acme 7B\n";

    [Fact]
    public void It_holds_targets_and_the_tool()
    {
        using var package = ZipFile.OpenRead(packed.File("ModelProvenance.MSBuild"));
        var names = package.Entries.Select(e => e.FullName).ToList();
        names.Should().Contain(["build/ModelProvenance.MSBuild.props", "build/ModelProvenance.MSBuild.targets", "README.md", "icon.png", "LICENSE", "LICENSE-CATALOG",
            "tools/net8.0/modelprov.dll", "tools/net8.0/modelprov.runtimeconfig.json", "tools/net8.0/ModelProvenance.dll"]);
        names.Should().NotContain(n => n.StartsWith("lib/", StringComparison.Ordinal) || n.EndsWith(".pdb", StringComparison.Ordinal) || n.EndsWith(".xml", StringComparison.Ordinal) && n.StartsWith("tools/", StringComparison.Ordinal));
    }

    [Fact]
    public void A_build_prints_findings_with_their_places_keeps_them_and_never_shows_stale_ones()
    {
        var folder = NewProject();
        var card = Write(folder, "models/acme one/README.md", Card);
        var other = Write(folder, "models/other/README.md", "---\nlicense: apache-2.0\n---\n# Other\n");
        Write(folder, "obj/copy/README.md", "---\nlicence: mit\n---\n");

        var first = Build(folder);
        first.Should().Contain($"{card}(3,1,3,13): warning MP2013").And.Contain($"{other}(1,1,1,4): warning MP2400");
        first.Should().NotContain(line => line.Contains("obj", StringComparison.Ordinal));
        var kept = Kept(folder);

        Build(folder).Should().Equal(first, "findings are shown again");
        Kept(folder).Should().Be(kept, "nothing changed, so nothing was checked");

        Write(folder, "models/acme one/README.md", Card.Replace("licence_link", "\nlicence_link", StringComparison.Ordinal));
        Build(folder).Should().Contain($"{card}(4,1,4,13): warning MP2013");

        // A card whose time goes back has changed too.
        Write(folder, "models/acme one/README.md", Card);
        File.SetLastWriteTimeUtc(card, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Build(folder).Should().Equal(first);

        var configuration = Write(folder, "modelprov.json", """{"rules": {"MP2013": "off"}}""");
        Build(folder).Should().NotContain(line => line.Contains("MP2013", StringComparison.Ordinal));
        Write(folder, "models/acme one/modelprov.json", """{"rules": {"MP2400": "off"}}""");
        Build(folder).Should().Contain($"{card}(3,1,3,13): warning MP2013", "the nearest configuration holds").And.NotContain(line => line.StartsWith(card, StringComparison.Ordinal) && line.EndsWith("MP2400", StringComparison.Ordinal));
        File.Delete(Path.Combine(folder, "models", "acme one", "modelprov.json"));
        File.Delete(configuration);
        Build(folder).Should().Equal(first);

        File.Delete(other);
        Build(folder).Should().NotContain(line => line.StartsWith(other, StringComparison.Ordinal));
        Build(folder, "-p:ModelProvenanceCheck=false").Should().BeEmpty();
    }

    [Fact]
    public void A_manifest_is_checked_with_its_policy_and_ids_of_rules_work_as_those_of_warnings()
    {
        var folder = NewProject();
        var manifest = Write(folder, "used.json", """{"schemaVersion": "1.0", "policy": "policy.json", "models": [{"ref": "Qwen/Qwen3-8B"}]}""");
        var first = Build(folder);
        first.Should().Contain(line => line.StartsWith(manifest, StringComparison.Ordinal) && line.Contains("error MP6008", StringComparison.Ordinal));
        Write(folder, "policy.json", """{"schemaVersion": "1.0", "rules": []}""");
        Build(folder).Should().NotContain(line => line.Contains("MP6008", StringComparison.Ordinal), "the policy was looked for");
        Write(folder, "README.md", Card);
        Build(folder).Should().Contain(line => line.Contains("warning MP2013", StringComparison.Ordinal));
        Build(folder, "-p:NoWarn=MP2013").Should().NotContain(line => line.Contains("MP2013", StringComparison.Ordinal));
        Build(folder, "-p:WarningsAsErrors=MP2013").Should().Contain(line => line.Contains("error MP2013", StringComparison.Ordinal));
    }

    [Fact]
    public void An_argument_that_the_tool_refuses_fails_the_build_each_time()
    {
        var folder = NewProject();
        Write(folder, "README.md", Card);
        for (var i = 0; i < 2; i++)
            FluentActions.Invoking(() => PackedFiles.Run(folder, "dotnet", ["build", "--nologo", "-p:ModelProvenanceProfile=lax"])).Should().Throw<InvalidOperationException>().WithMessage("*lax*error MSB3073*");
    }

    [Fact]
    public void The_sample_project_builds_with_the_packed_files_and_shows_its_findings()
    {
        var folder = packed.NewFolder();
        var sample = File.ReadAllText(Path.Combine(PackedFiles.Repository, "samples", "ci", "app.csproj"));
        const string Reference = "Include=\"ModelProvenance.MSBuild\" Version=\"0.1.0\"";
        sample.Should().Contain(Reference);
        Write(folder, "app.csproj", sample.Replace(Reference, $"Include=\"ModelProvenance.MSBuild\" Version=\"{packed.Version}\"", StringComparison.Ordinal));
        Write(folder, "A.cs", "namespace A;\n");
        var card = Write(folder, "models/acme/README.md", Card);
        Write(folder, "README.md", Card);

        var first = Build(folder, "-p:NuGetAudit=false");
        first.Should().Contain($"{card}(3,1,3,13): warning MP2013").And.NotContain(line => line.StartsWith(Path.Combine(folder, "README.md"), StringComparison.Ordinal), "only models/**/README.md is a card");

        var manifest = Write(folder, "models.json", """{"schemaVersion": "1.0", "policy": "policy.json", "models": [{"ref": "Qwen/Qwen3-8B"}]}""");
        Build(folder, "-p:NuGetAudit=false").Should().Contain(line => line.StartsWith(manifest, StringComparison.Ordinal) && line.Contains("error MP6008", StringComparison.Ordinal));
    }

    private string NewProject()
    {
        var folder = packed.NewFolder();
        Write(folder, "app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ModelProvenance.MSBuild" Version="{packed.Version}" PrivateAssets="all" />
                <ModelCard Include="**/README.md" />
                <ModelManifest Include="used.json" Condition="Exists('used.json')" />
              </ItemGroup>
            </Project>
            """);
        Write(folder, "A.cs", "namespace A;\n");
        return folder;
    }

    // Place, severity and rule of every finding, in the order of the output; the summary at the end repeats them. A build with errors ends with 1.
    private static List<string> Build(string folder, params string[] more)
    {
        string output;
        try
        {
            output = PackedFiles.Run(folder, "dotnet", ["build", "--nologo", .. more]);
        }
        catch (InvalidOperationException e)
        {
            output = e.Message;
        }

        return [.. Finding().Matches(output).Select(match => match.Groups[1].Value).Distinct()];
    }

    private static string Kept(string folder)
    {
        var path = Path.Combine(folder, "obj", "modelprov", "app.findings.txt");
        return File.GetLastWriteTimeUtc(path).ToString("O", CultureInfo.InvariantCulture);
    }

    private static string Write(string folder, string name, string text)
    {
        var path = Path.Combine([folder, .. name.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    [GeneratedRegex(@"^\s*(\S.*?: (?:warning|error) MP\d{4}):", RegexOptions.Multiline)]
    private static partial Regex Finding();
}
