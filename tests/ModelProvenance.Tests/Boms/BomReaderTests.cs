using System.Globalization;
using System.Text;

using ModelProvenance.Boms;

namespace ModelProvenance.Tests.Boms;

public class BomReaderTests
{
    [Theory]
    [InlineData("", "MP5001")]
    [InlineData("null", "MP5002")]
    [InlineData("[]", "MP5002")]
    [InlineData("{}", "MP5002")]
    [InlineData("{\"bomFormat\":\"CycloneDX\",\"bomFormat\":\"CycloneDX\"}", "MP5001")]
    [InlineData("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"\\ud800\"}", "MP5001")]
    [InlineData("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>", "MP5001")]
    [InlineData("{\"spdxVersion\":\"SPDX-2.3\"}", "MP5002")]
    public void What_is_no_document_is_a_finding(string text, string rule)
    {
        var read = BomDocument.Read(Encoding.UTF8.GetBytes(text), "bom.json");
        read.HasDocument.Should().BeFalse();
        read.Findings.Should().ContainSingle().Which.Rule.Id.ToString().Should().Be(rule);
    }

    [Fact]
    public void Other_encodings_are_findings()
    {
        const string Text = "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\",\"components\":[{\"type\":\"data\",\"name\":\"\u00E9\"}]}";
        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.Latin1])
            BomDocument.Read(encoding.GetBytes(Text), "bom.json").Findings.Should().ContainSingle(encoding.WebName).Which.Rule.Should().Be(BomReadRules.InvalidBomJson);
        BomDocument.Read((byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)], "bom.json").Findings.Should().BeEmpty("a byte order mark is passed over");
    }

    [Fact]
    public void A_document_above_the_bounds_is_not_read()
    {
        var values = "{\"bomFormat\":[" + string.Concat(Enumerable.Repeat("0,", BomLimits.MaxValues)) + "0]}";
        BomDocument.Read(Encoding.UTF8.GetBytes(values), "bom.json").Findings.Should().ContainSingle().Which.Message.Should().Contain("more than 1000000 values");
        var bytes = new byte[BomLimits.MaxBytes + 1];
        bytes.AsSpan().Fill((byte)' ');
        BomDocument.Read(bytes, "bom.json").Findings.Should().ContainSingle().Which.Message.Should().Contain("larger than 67,108,864 bytes");
    }

    [Fact]
    public void Deep_nesting_is_a_finding()
    {
        var deep = "{\"bomFormat\":" + new string('[', 100_000) + new string(']', 100_000) + "}";
        BomDocument.Read(Encoding.UTF8.GetBytes(deep), "bom.json").Findings.Should().ContainSingle().Which.Rule.Should().Be(BomReadRules.InvalidBomJson);
        var components = string.Concat(Enumerable.Repeat("{\"type\":\"data\",\"name\":\"d\",\"components\":[", 20)) + string.Concat(Enumerable.Repeat("]}", 20));
        BomDocument.Read(Encoding.UTF8.GetBytes($"{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\",\"components\":[{components}]}}"), "bom.json").Document!.Elements.Should().HaveCount(20);
    }

    [Fact]
    public void More_components_than_are_looked_at_are_a_finding()
    {
        var read = BomDocument.Read(Encoding.UTF8.GetBytes(Many(BomLimits.MaxElements + 1)), "bom.json");
        read.Document!.Elements.Should().HaveCount(BomLimits.MaxElements);
        read.Findings.Should().ContainSingle().Which.Rule.Should().Be(BomReadRules.BomTooLarge);
    }

    [Fact]
    public void Findings_of_a_rule_are_bounded()
    {
        var wrong = string.Join(',', Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"none\",\"name\":\"{i}\"}}")));
        var read = BomDocument.Read(Encoding.UTF8.GetBytes($"{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\",\"components\":[{wrong}]}}"), "bom.json");
        read.Findings.Should().HaveCount(BomLimits.MaxFindingsPerRule + 1);
        read.Findings.Should().ContainSingle(f => f.Message == "900 more of this kind are not listed.");
    }

    [Fact]
    public void A_deviation_has_its_place()
    {
        var read = BomDocument.Read("{\n  \"bomFormat\": \"CycloneDX\",\n  \"specVersion\": \"1.7\",\n  \"serialNumber\": \"1\"\n}"u8.ToArray(), "bom.json");
        var finding = read.Findings.Should().ContainSingle().Which;
        finding.ToString().Should().Be("bom.json(4,19): error MP5004: '1' is not urn:uuid: and a UUID in lower case.");
        finding.Location.Pointer.Should().Be("/serialNumber");
    }

    [Fact]
    public void Properties_that_tools_spell_otherwise_are_read()
    {
        var document = BomDocument.Read("""{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"machine-learning-model","name":"m","author":"a","properties":[{"name":"cdx:ai:parameterCount","value":"7B"}]}]}"""u8.ToArray(), "bom.json").Document!;
        document.Models.Single().Claims.Select(c => (c.Property, c.Value)).Should().Equal(("name", "m"), ("developers", "a"), ("parameters.total", "7B"));
        document.Models.Single().Claims[2].Sources.Should().ContainSingle().Which.Locator.Should().Be("/components/0/properties/0/value");
    }

    internal static string Many(int count) =>
        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\",\"components\":[" + string.Join(',', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"data\",\"name\":\"{i}\"}}"))) + "]}";

    [Fact]
    public void A_pipe_is_never_opened_to_see_whether_it_is_a_document()
    {
        var folder = Directory.CreateTempSubdirectory();
        var (pipe, document) = (Path.Combine(folder.FullName, "model.cdx.json"), Path.Combine(folder.FullName, "other.json"));
        // Opening a pipe without a writer would wait for ever. Windows has none in its file system.
        if (!OperatingSystem.IsWindows())
            System.Diagnostics.Process.Start("mkfifo", pipe)!.WaitForExit(10_000).Should().BeTrue();
        File.WriteAllText(document, "{\"bomFormat\": \"CycloneDX\"}");

        BomDocument.IsLikely(pipe).Should().BeFalse();
        BomDocument.IsLikely(document).Should().BeTrue();
        folder.Delete(recursive: true);
    }
}
