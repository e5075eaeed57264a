using System.Text.Json;

using ModelProvenance.Cards.Yaml;

namespace ModelProvenance.Reference.Tests.Cards;

/// <summary>The 81 small YAML texts with the readings of PyYAML, js-yaml and YamlDotNet. Every case has a stated outcome: the rules that speak, and the tree that js-yaml gives.</summary>
public class YamlOracleTests
{
    // Cases with findings: the numbers of the rules, each once. All other cases have none.
    private static readonly Dictionary<string, int[]> Findings = new(StringComparer.Ordinal)
    {
        ["dup keys"] = [2006],
        ["dup nested"] = [2006],
        ["dup keys int/str"] = [2006],
        ["merge key"] = [2008],
        ["anchor alias"] = [2008],
        ["undefined alias"] = [2005],
        ["glob alias"] = [2005],
        ["bang tag"] = [2005, 2008],
        ["binary/set"] = [2008],
        ["tab indent"] = [2005, 2009],
        ["tab after dash"] = [2009],
        ["tab after colon"] = [2009],
        ["tab trailing"] = [2009],
        ["tab-only line"] = [2009],
        ["tab in list under key"] = [2005, 2009],
        ["nbsp indent"] = [2009],
        ["nbsp after colon"] = [2009],
        ["NEL/LS"] = [2009],
        ["control char"] = [2009],
        ["NUL"] = [2009],
        ["DEL 7f"] = [2009],
        ["colon in value"] = [2005],
        ["at sign"] = [2005],
        ["backtick"] = [2005],
        ["percent"] = [2005],
        ["brace template"] = [2008],
        ["unclosed quote"] = [2005],
        ["unclosed bracket"] = [2005],
        ["quote mid"] = [2005],
        ["multi docs"] = [2007],
        ["doc end"] = [2007],
        ["dash no space"] = [2005],
        ["bad indent list"] = [2005],
        ["complex key"] = [2008],
        ["null key"] = [2005],
        ["long key 1100"] = [2016],
        ["dq windows path"] = [2005],
        ["trailing colon key"] = [2005],
        ["deep nest 2000"] = [2005],
        ["billion laughs"] = [2008],
    };

    // Accepted cases whose tree is not js-yaml's, with the reason.
    private static readonly Dictionary<string, (string Ours, string Reason)> OtherTrees = new(StringComparer.Ordinal)
    {
        ["merge key"] = ("{ base: { x: 1, y: 2 }, d: { '<<': <Alias>, y: 3 } }", "aliases and merge keys are reported, not followed"),
        ["anchor alias"] = ("{ a: [ 1, 2 ], b: <Alias> }", "aliases are reported, not followed"),
        ["binary/set"] = ("{ a: 'aGk=', b: { x: null, y: null } }", "tags are reported, and the text stays"),
        ["brace template"] = ("{ license: { '[object Object]': null } }", "the same: node prints the key that stands for the inner braces"),
        ["date"] = (
            "{ a: 2024-01-15T00:00:00.000Z, b: Date(2024-01-15T10:30:00Z), c: '2024-1-5', d: Date(2024-13-45), e: Date(2001-12-14 21:59:43.10 -5) }",
            "a day that does not exist is no day here and is not rolled over; times of day are texts of type Timestamp"),
        ["bad date 2023-02-30"] = ("{ a: Date(2023-02-30) }", "as above"),
        ["empty"] = ("null", "js-yaml tells no document (undefined) from an empty one (null); a card needs no such distinction"),
        ["long key 1100"] = ("{ " + new string('k', 1100) + ": 'v' }", "the oracle prints the start of the key"),
        ["billion laughs"] = ("", "the oracle prints no tree"),
    };

    [ReferenceFact]
    public void Every_case_has_the_stated_findings()
    {
        var cases = Cases();
        cases.Should().HaveCount(81);
        Findings.Keys.Should().BeSubsetOf(cases.Select(c => c.Name));
        foreach (var (name, yaml, _) in cases)
        {
            var rules = YamlDocument.Read(yaml, name).Findings.Select(f => f.Rule.Id.Number).Distinct().Order();
            rules.Should().Equal(Findings.GetValueOrDefault(name, []), "case {0}", name);
        }
    }

    [ReferenceFact]
    public void Every_case_is_accepted_or_refused_as_js_yaml_does()
    {
        foreach (var (name, yaml, javaScript) in Cases())
            HubVerdict.IsRefused(YamlDocument.Read(yaml, name).Findings).Should().Be(javaScript.StartsWith("ERR", StringComparison.Ordinal), "case {0}: {1}", name, javaScript);
    }

    [ReferenceFact]
    public void Every_accepted_case_has_the_tree_of_js_yaml()
    {
        var compared = 0;
        foreach (var (name, yaml, javaScript) in Cases())
        {
            if (javaScript.StartsWith("ERR", StringComparison.Ordinal) || name == "billion laughs")
                continue;
            compared++;
            var ours = JavaScriptText.Of(YamlDocument.Read(yaml, name).Document!.Root);
            ours.Should().Be(OtherTrees.TryGetValue(name, out var other) ? other.Ours : javaScript, "case {0}", name);
        }

        compared.Should().Be(54);
    }

    private static List<(string Name, string Yaml, string JavaScript)> Cases()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(ReferenceFiles.Path("modelcards/yaml-oracle.json")));
        return [.. json.RootElement.EnumerateArray().Select(c => (
            c.GetProperty("case").GetString()!,
            // One case is described and not written out.
            c.GetProperty("input").GetString() ?? "a: " + new string('[', 2000) + new string(']', 2000) + "\n",
            c.GetProperty("js_yaml_4_3_2_load").GetString()!))];
    }
}
