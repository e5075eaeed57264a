using ModelProvenance.Facts;
using ModelProvenance.Inspection;
using ModelProvenance.Licensing;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Licensing;

/// <summary>Texts of one's own beside the known ones. The private text is made up for this test.</summary>
public sealed class LicenseTextsTests : IDisposable
{
    private const string Own = """
        Brambleway License 1

        Copyright (c) 2025 Brambleway Gardens

        1. You may run, copy and change the model for gardens that you own or look after.
        2. You may hand copies to other gardeners, provided that each copy carries this text and says which beds it was trained on.
        3. You must not use the model to plan gardens of more than ten thousand square metres in a year, whoever owns them.
        4. Whoever sues a gardener over what the model said loses every right under this text on the day of the suit.
        5. The model comes as it grew. Nobody answers for crooked hedges, drowned roses or what the neighbours think of either.
        """;

    private static readonly LicenseId Id = LicenseId.Parse("LicenseRef-local.Brambleway-1");

    private static readonly LicenseTexts Known = LicenseTexts.Default.With([KeyValuePair.Create(Id, Own)]);

    private readonly string _folder = Directory.CreateTempSubdirectory("license-texts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_private_text_is_known_word_for_word()
    {
        Known.Match(Own).Should().BeEquivalentTo(new { License = Id, Verdict = LicenseTextVerdict.Exact });
        Known.Match(Own.Replace("Brambleway Gardens", "Somebody Else", StringComparison.Ordinal).ReplaceLineEndings("\r\n")).Should().BeEquivalentTo(new { License = Id, Verdict = LicenseTextVerdict.Exact });
        LicenseTexts.Default.Match(Own).Verdict.Should().Be(LicenseTextVerdict.Unknown, "the package does not know it");
    }

    [Theory]
    [InlineData("ten thousand", "one thousand", 7)]
    [InlineData("must not use", "must use", 7)]
    [InlineData("provided that each copy carries this text and ", "and ", 6)]
    public void A_private_text_with_other_words_is_modified(string from, string to, int line)
    {
        var match = Known.Match(Own.Replace(from, to, StringComparison.Ordinal));

        match.Verdict.Should().Be(LicenseTextVerdict.Modified);
        match.Differences.Should().ContainSingle().Which.Line.Should().Be(line);
    }

    [Fact]
    public void What_was_known_before_stays_known()
    {
        var apache = File.ReadAllText(Path.Combine(TinyCatalog.Repository, "LICENSE"));

        Known.Match(apache).Should().BeEquivalentTo(LicenseTexts.Default.Match(apache), "the same verdict, score and candidates");
        Known.Match(apache + "\n\n" + Own).Parts.Select(part => part.License.Value).Should().Equal("Apache-2.0", Id.Value);
        // The same text under an id of one's own.
        LicenseTexts.Default.With([KeyValuePair.Create(Id, apache)]).Match(apache).License.Should().Be(Id);
    }

    [Fact]
    public void Texts_that_are_none_are_refused()
    {
        FluentActions.Invoking(() => LicenseTexts.Default.With([KeyValuePair.Create(Id, "two words")])).Should().Throw<ArgumentException>().WithMessage("*two words*");
        FluentActions.Invoking(() => LicenseTexts.Default.With([KeyValuePair.Create(default(LicenseId), Own)])).Should().Throw<ArgumentException>();
        LicenseTexts.Default.With([]).Should().BeSameAs(LicenseTexts.Default);
    }

    [Fact]
    public void A_layer_holds_texts_beside_its_licences()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "licenses"));
        File.WriteAllText(Path.Combine(_folder, "licenses", $"{Id}.txt"), Own);
        var model = Directory.CreateDirectory(Path.Combine(_folder, "model")).FullName;
        File.WriteAllText(Path.Combine(model, "LICENSE"), Own);
        var texts = LicenseTexts.Default.WithLayer(_folder);

        texts.Match(Own).License.Should().Be(Id);
        new ModelInspector(ModelCatalog.Default).InspectFolder(model, new InspectionOptions { LicenseTexts = texts }, TestContext.Current.CancellationToken).Property("licenses.weights")!.Claims.Should().ContainSingle().Which.Value.Should().Be(Id.Value);
        LicenseFile.Find(model, texts).Should().ContainSingle().Which.Licenses.Should().Equal(Id);
        LicenseFile.Find(model).Should().BeEmpty();

        File.WriteAllText(Path.Combine(_folder, "licenses", "no id.txt"), Own);
        FluentActions.Invoking(() => LicenseTexts.Default.WithLayer(_folder)).Should().Throw<FormatException>();
        LicenseTexts.Default.WithLayer(Path.Combine(_folder, "model")).Should().BeSameAs(LicenseTexts.Default, "a folder without texts");
    }
}
