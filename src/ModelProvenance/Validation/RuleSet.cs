using System.Collections.Immutable;

using ModelProvenance.Artifacts;
using ModelProvenance.Boms;
using ModelProvenance.Cards;
using ModelProvenance.Findings;
using ModelProvenance.Inspection;
using ModelProvenance.Licensing;
using ModelProvenance.Validation.Policy;
using ModelProvenance.Validation.Rules.Boms;
using ModelProvenance.Validation.Rules.Cards;
using ModelProvenance.Validation.Rules.Catalog;
using ModelProvenance.Validation.Rules.Licensing;

namespace ModelProvenance.Validation;

/// <summary>All rules of this library: those over catalogs, which are classes here, and those of readers and inspection, which stand where they are found. Each has one page in
/// <c>docs/rules/</c>; a test guards that.</summary>
public static class RuleSet
{
    /// <summary>The rules over a catalog, in the order of their numbers.</summary>
    internal static ImmutableArray<CatalogRule> CatalogRules { get; } =
    [
        new UnsourcedFact(),
        new UnpinnedRepositorySource(),
        new ReleasedBeforeItsBase(),
        new ActiveAboveTotal(),
        new LabelAgainstCount(),
        new AmbiguousAlias(),
        new PlaceholderDay(),
        new DateOutsideOrganizationLife(),
        new OmittedBaseTerms(),
        new LookAlikeName(),
    ];

    /// <summary>The rules over a model card, in the order of their numbers. Those on licences (MP4xxx) stand here too.</summary>
    internal static ImmutableArray<CardRule> CardRules { get; } =
    [
        new YamlVersionDifference(),
        new UnfilledPlaceholder(),
        new EmptyValue(),
        new MisspelledKey(),
        new WrongType(),
        new ForeignFrontMatter(),
        new MissingLicense(),
        new UnknownLicenseTag(),
        new SpdxExpressionAsLicense(),
        new OtherLicenseUnnamed(),
        new LicenseNameForm(),
        new LicenseLinkTarget(),
        new LicenseBesideName(),
        new SeveralLicenses(),
        new LicenseFamilyOnly(),
        new LicenseInText(),
        new BaseModelForm(),
        new BareBaseModel(),
        new CircularBaseModel(),
        new RelationWord(),
        new RelationAgainstTags(),
        new BaseAgainstConfiguration(),
        new NearerParentInText(),
        new UnpinnedBaseModel(),
        new NewVersionTarget(),
        new FigureAgainstCatalog(),
        new RenamedOwner(),
        new UnknownBaseModel(),
        new SkippedParent(),
        new UnstatedRelation(),
        new LanguageCode(),
        new RetiredLanguageCode(),
        new DatasetForm(),
        new UnknownTask(),
        new UnknownLibrary(),
        new TagForm(),
        new ModelIndexShape(),
        new MetricValue(),
        new EvaluationResultsShape(),
        new EmissionsAndInference(),
        new GatedFieldType(),
        new ShortBody(),
        new MissingSection(),
        new GeneratedStub(),
        new RiskyLink(),
        new TextAgainstMetadata(),
        new BaseTermsLeftOut(),
        new NonCommercialBase(),
        new DerivativesUnderOtherTerms(),
        new MissingNamePrefix(),
        new MissingDisplayText(),
        new ConflictingBaseLicenses(),
        new OutputsBarred(),
        new StudentAsDerivative(),
        new SupersededLicense(),
        new SourcesDisagree(),
        new OwnTermsUnread(),
        new MissingNotice(),
        new MissingLicenseCopy(),
        new StaleBaseLicense(),
    ];

    /// <summary>The rules over a bill of materials, in the order of their numbers.</summary>
    internal static ImmutableArray<BomRule> BomRules { get; } =
    [
        new UnresolvedBomReference(),
        new DuplicateBomId(),
        new CommitAsHash(),
        new UnknownBomLicense(),
        new PurlAgainstName(),
        new ModelCardElsewhere(),
        new TrainedOnOther(),
        new CyclicLineage(),
        new AiProfileClause(),
        new DatasetProfileClause(),
        new BomAgainstCatalog(),
    ];

    /// <summary>Every rule that can speak, in the order of their numbers.</summary>
    public static ImmutableArray<RuleDescriptor> All { get; } =
    [
        .. new IEnumerable<RuleDescriptor>[]
        {
            [CatalogFormat.Descriptor, CatalogAge.Descriptor],
            CatalogRules.Select(rule => rule.Descriptor),
            CardReadRules.All,
            CardRules.Select(rule => rule.Descriptor),
            ArtifactReadRules.All,
            InspectionRules.All,
            UsageRules.All,
            BomReadRules.All,
            BomRules.Select(rule => rule.Descriptor),
            GateRules.All,
            ConfigurationRules.All,
        }.SelectMany(rules => rules).OrderBy(descriptor => descriptor.Id),
    ];

    /// <summary>The rule of an id, or null.</summary>
    public static RuleDescriptor? Find(RuleId id) => All.FirstOrDefault(descriptor => descriptor.Id == id);
}
