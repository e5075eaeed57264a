using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Catalog;

/// <summary>What the loader refuses: not JSON, a member that no record has, a reference to nothing. The loader itself finds it.</summary>
internal static class CatalogFormat
{
    public static RuleDescriptor Descriptor { get; } = new(
        RuleId.FromNumber(1001),
        "CatalogFormat",
        Severity.Error,
        "The catalog breaks its format: not JSON, an unknown member or word, a missing member, an id twice, or a reference to a record that does not exist.")
    {
        Profiles = ["catalog"],
    };
}
