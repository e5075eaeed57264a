using System.Collections.Immutable;

using ModelProvenance.Findings;
using ModelProvenance.Validation.Rules.Catalog;

namespace ModelProvenance.Validation;

/// <summary>All rules of this library. A rule is one class, one line here, and one page in <c>docs/rules/</c>; a test guards the three.</summary>
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
    ];

    /// <summary>Every rule that can speak, in the order of their numbers.</summary>
    public static ImmutableArray<RuleDescriptor> All { get; } =
    [
        .. new[] { CatalogFormat.Descriptor }.Concat(CatalogRules.Select(rule => rule.Descriptor)).OrderBy(descriptor => descriptor.Id),
    ];

    /// <summary>The rule of an id, or null.</summary>
    public static RuleDescriptor? Find(RuleId id) => All.FirstOrDefault(descriptor => descriptor.Id == id);
}
