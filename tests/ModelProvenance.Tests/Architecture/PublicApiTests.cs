using System.Reflection;
using System.Text;

using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Architecture;

/// <summary>The public surface changes only together with its list, and each type in it can be explained in a line.</summary>
/// <remarks>With MODELPROV_UPDATE_GOLDENS=1 the list and the page are written; the difference is then read before it is committed.</remarks>
public class PublicApiTests
{
    private static readonly Assembly Library = typeof(ModelCatalog).Assembly;

    private static bool Updates => Environment.GetEnvironmentVariable("MODELPROV_UPDATE_GOLDENS") == "1";

    [Fact]
    public void The_public_surface_is_the_approved_one() =>
        Compare("tests/ModelProvenance.Tests/Architecture/PublicApi.txt", string.Join('\n', PublicApi.Lines(Library)) + "\n");

    [Fact]
    public void The_page_of_types_has_a_line_for_each() => Compare("docs/api.md", Page());

    [Fact]
    public void Every_public_type_says_in_one_sentence_what_it_is_for()
    {
        var summaries = PublicApi.Summaries(Library);
        PublicApi.Types(Library).Where(t => !t.IsNested || t.IsNestedPublic)
            .Where(t => summaries.GetValueOrDefault(t.FullName!.Replace('+', '.')) is not { Length: >= 12 } summary || !summary.TrimEnd('`').EndsWith('.'))
            .Select(t => t.FullName).Should().BeEmpty();
    }

    private static string Page()
    {
        var summaries = PublicApi.Summaries(Library);
        var page = new StringBuilder("""
            # Types of the library

            One line for each public type. Written from the documentation comments, which the package has in full beside the assembly; a test keeps the two the same.

            """);
        foreach (var group in PublicApi.Types(Library).GroupBy(t => t.Namespace!).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            page.Append($"\n## {group.Key}\n\n| type | what it is for |\n|---|---|\n");
            foreach (var type in group)
                page.Append($"| `{PublicApi.Name(type)}` | {summaries[type.FullName!.Replace('+', '.')].Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        return page.ToString();
    }

    private static void Compare(string file, string actual)
    {
        var path = Path.Combine(RepositoryFolder.Root, file);
        if (Updates)
            File.WriteAllText(path, actual);
        else
            File.ReadAllText(path).Should().Be(actual, "{0} is written by MODELPROV_UPDATE_GOLDENS=1 dotnet test tests/ModelProvenance.Tests --filter PublicApi", file);
    }
}
