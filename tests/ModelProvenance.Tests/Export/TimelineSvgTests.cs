using System.Xml.Linq;

using ModelProvenance.Cadence;
using ModelProvenance.Catalog;
using ModelProvenance.Export;
using ModelProvenance.Facts;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Export;

public class TimelineSvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly ReleaseCadence Acme = ReleaseCadence.Of(TinyCatalog.Catalog, FamilyId.Parse("acme"), new DateOnly(2026, 1, 31), DateKind.Announced);

    [Fact]
    public void Every_event_is_a_disc_that_says_what_it_is()
    {
        var discs = XDocument.Parse(Draw("Acme", Acme)).Descendants(Svg + "circle").ToList();
        discs.Should().HaveCount(Acme.Events.Length).And.NotBeEmpty();
        discs[0].Element(Svg + "title")!.Value.Should().StartWith(Acme.Events[0].Date.ToString("yyyy-MM-dd", null) + ": ");
    }

    [Fact]
    public void Rows_stand_below_each_other_with_their_names()
    {
        var picture = XDocument.Parse(Draw("Two", Acme, Acme with { Subject = "organization/omega", Events = [] }));
        picture.Descendants(Svg + "text").Select(t => t.Value).Should().Contain(["acme", "omega"]);
    }

    [Theory]
    [InlineData("</title><script>alert(1)</script>")]
    [InlineData("a & b \" \u0001")]
    public void Names_are_text_and_nothing_else(string name)
    {
        var picture = XDocument.Parse(Draw(name, Acme with { Subject = "family/" + name }));
        picture.Descendants(Svg + "script").Should().BeEmpty();
        picture.Root!.Element(Svg + "title")!.Value.Should().Be(name.Replace('\u0001', '\uFFFD'));
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes() => Draw("Acme", Acme).Should().Be(Draw("Acme", Acme));

    [Fact]
    public void Nothing_to_draw_is_refused() => FluentActions.Invoking(() => Draw("None")).Should().Throw<ArgumentException>();

    private static string Draw(string title, params ReleaseCadence[] rows)
    {
        using var text = new StringWriter();
        TimelineSvg.Write(text, title, rows);
        return text.ToString();
    }
}
