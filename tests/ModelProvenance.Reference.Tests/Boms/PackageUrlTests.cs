using System.Text.Json;

using ModelProvenance.Facts;

namespace ModelProvenance.Reference.Tests.Boms;

/// <summary>The official tests of the purl specification: https://github.com/package-url/purl-spec/tree/main/tests.</summary>
public class PackageUrlTests
{
    [ReferenceFact]
    public void The_official_tests_pass()
    {
        var failures = new List<string>();
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(ReferenceFiles.Path("standards/purl/tests"), "*.json").Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var test in document.RootElement.GetProperty("tests").EnumerateArray())
            {
                count++;
                if (Failure(test) is { } failure)
                    failures.Add($"{Path.GetFileName(file)}, {test.GetProperty("description")}: {failure}");
            }
        }

        failures.Should().BeEmpty();
        // docker 13, generic 9, github 10, huggingface 18, oci 12, specification 18.
        count.Should().Be(80);
        TestContext.Current.SendDiagnosticMessage($"{count} official purl tests");
    }

    private static string? Failure(JsonElement test)
    {
        var input = test.GetProperty("input");
        PackageUrl purl;
        try
        {
            purl = test.GetProperty("test_type").GetString() == "build" ? Build(input) : PackageUrl.Parse(input.GetString()!);
        }
        catch (FormatException e)
        {
            return test.GetProperty("expected_failure").GetBoolean() ? null : e.Message;
        }

        if (test.GetProperty("expected_failure").GetBoolean())
            return $"read as {purl}";
        var expected = test.GetProperty("expected_output");
        if (expected.ValueKind == JsonValueKind.String)
            return purl.Value == expected.GetString() ? null : $"printed {purl}";
        var qualifiers = Qualifiers(expected);
        var isSame = purl.Type == Part(expected, "type") && purl.Namespace == Part(expected, "namespace") && purl.Name == Part(expected, "name")
            && purl.Version == Part(expected, "version") && purl.Subpath == Part(expected, "subpath") && purl.Qualifiers.SequenceEqual(qualifiers.OrderBy(q => q.Key, StringComparer.Ordinal));
        return isSame ? null : $"parts of {purl}";
    }

    private static PackageUrl Build(JsonElement parts) =>
        PackageUrl.Create(Part(parts, "type"), Part(parts, "namespace"), Part(parts, "name"), Part(parts, "version"), Qualifiers(parts), Part(parts, "subpath"));

    private static string Part(JsonElement parts, string name) => parts.GetProperty(name).GetString() ?? "";

    private static Dictionary<string, string> Qualifiers(JsonElement parts) => parts.GetProperty("qualifiers") is { ValueKind: JsonValueKind.Object } map
        ? map.EnumerateObject().ToDictionary(q => q.Name, q => q.Value.GetString()!)
        : [];
}
