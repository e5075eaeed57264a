using ModelProvenance.Facts;

namespace ModelProvenance.Tests.Facts;

public class RelationKindTests
{
    [Theory]
    [InlineData(RelationKind.Finetune, true, false)]
    [InlineData(RelationKind.ContinuedPretraining, true, false)]
    [InlineData(RelationKind.Adapter, false, false)]
    [InlineData(RelationKind.Merge, true, false)]
    [InlineData(RelationKind.Quantized, true, true)]
    [InlineData(RelationKind.Distilled, false, false)]
    [InlineData(RelationKind.Pruned, true, false)]
    [InlineData(RelationKind.Converted, true, true)]
    [InlineData(RelationKind.VocabularyChange, true, false)]
    public void Each_kind_says_whether_weights_and_work_are_the_base_s(RelationKind kind, bool carriesWeights, bool isSameWork)
    {
        kind.CarriesWeights().Should().Be(carriesWeights);
        kind.IsSameWork().Should().Be(isSameWork);
    }

    [Fact]
    public void All_kinds_are_listed_above() => Enum.GetValues<RelationKind>().Should().HaveCount(9);

    [Theory]
    [InlineData(SourceKind.DeveloperRepository, true)]
    [InlineData(SourceKind.ModelCard, true)]
    [InlineData(SourceKind.LicenseText, true)]
    [InlineData(SourceKind.Paper, true)]
    [InlineData(SourceKind.Announcement, true)]
    [InlineData(SourceKind.Filing, true)]
    [InlineData(SourceKind.Artifact, true)]
    [InlineData(SourceKind.HubSnapshot, false)]
    [InlineData(SourceKind.Database, false)]
    [InlineData(SourceKind.News, false)]
    [InlineData(SourceKind.Secondary, false)]
    public void Primary_sources_are_those_of_the_catalog_format(SourceKind kind, bool isPrimary) => kind.IsPrimary().Should().Be(isPrimary);
}
