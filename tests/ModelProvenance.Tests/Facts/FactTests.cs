using ModelProvenance.Facts;

namespace ModelProvenance.Tests.Facts;

public class FactTests
{
    private static readonly SourceDocument Document = new(new Uri("https://example.org/card"), SourceKind.ModelCard, new DateOnly(2026, 1, 2)) { Key = "card" };

    [Fact]
    public void A_known_fact_has_its_value_and_its_sources()
    {
        var fact = Fact<long>.Known(131072, new FactEvidence<long>([new Citation(Document, "L3", "128K")], []), "with YaRN");
        (fact.IsKnown, fact.Value, fact.ValueOrDefault, fact.State, fact.IsDisputed, fact.Note).Should().Be((true, 131072, 131072, FactState.Known, false, "with YaRN"));
        fact.TryGetValue(out var value).Should().BeTrue();
        value.Should().Be(131072);
        fact.Sources.Single().Literal.Should().Be("128K");
        fact.ToString().Should().Be("131072");
    }

    [Fact]
    public void An_unknown_fact_says_which_kind_of_unknown_it_is()
    {
        var fact = Fact<string>.Unknown(FactState.NotPublished, FactEvidence<string>.None);
        (fact.IsKnown, fact.State, fact.ValueOrDefault).Should().Be((false, FactState.NotPublished, null));
        fact.TryGetValue(out _).Should().BeFalse();
        fact.ToString().Should().Be("NotPublished");
        FluentActions.Invoking(() => fact.Value).Should().Throw<InvalidOperationException>().WithMessage("The value is not known (NotPublished)*");
        FluentActions.Invoking(() => Fact<string>.Unknown(FactState.Known, FactEvidence<string>.None)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Fact<string>.Known(null!, FactEvidence<string>.None)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Another_value_makes_a_fact_disputed()
    {
        var other = new ConflictingClaim<long>(32768, [new Citation(Document)], null);
        Fact<long>.Known(131072, new FactEvidence<long>([], [other])).IsDisputed.Should().BeTrue();
        Fact<long>.Unknown(FactState.NotEstablished, new FactEvidence<long>([], [other])).IsDisputed.Should().BeTrue();
    }

    [Fact]
    public void A_deferred_fact_reads_its_evidence_once()
    {
        var reads = 0;
        var fact = Fact<long>.Deferred(FactState.Known, 1, false, null, () =>
        {
            reads++;
            return new FactEvidence<long>([new Citation(Document)], []);
        });
        fact.Value.Should().Be(1);
        reads.Should().Be(0);
        fact.Sources.Should().HaveCount(1);
        fact.Conflicts.Should().BeEmpty();
        reads.Should().Be(1);
    }

    [Fact]
    public void A_claim_source_keeps_what_the_citation_says()
    {
        var source = ClaimSource.From(new Citation(Document, "L3", "128K"));
        source.Should().Be(new ClaimSource("https://example.org/card", "L3") { Kind = SourceKind.ModelCard, Literal = "128K", Read = new DateOnly(2026, 1, 2) });
    }
}
