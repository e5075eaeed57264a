using System.Collections.Immutable;

using ModelProvenance.Findings;

namespace ModelProvenance.Boms;

/// <summary>What the reader of bills of materials finds: whether a document can be read, and whether it has the shape that its standard asks for.</summary>
public static class BomReadRules
{
    /// <summary>The document is not JSON.</summary>
    public static RuleDescriptor InvalidBomJson { get; } = Error(5001, nameof(InvalidBomJson), "The bill of materials is not JSON in UTF-8, holds a name twice, or is above the reader's bounds.");

    /// <summary>The document is of no known format.</summary>
    public static RuleDescriptor UnknownBomFormat { get; } = Error(5002, nameof(UnknownBomFormat), "The document is neither CycloneDX JSON nor SPDX 3 JSON-LD.");

    /// <summary>The version of the format has no table here.</summary>
    public static RuleDescriptor UncheckedBomVersion { get; } = Warning(5003, nameof(UncheckedBomVersion), "The version of the format is another one than CycloneDX 1.6 or 1.7 or SPDX 3.0.1, so its shape was not checked.");

    /// <summary>The document has not the shape of its standard.</summary>
    public static RuleDescriptor BomShape { get; } = Error(5004, nameof(BomShape), "A member is missing, unknown, of the wrong kind, or holds a word that the standard does not have.");

    /// <summary>A member of SPDX refers to an element of another class.</summary>
    public static RuleDescriptor WrongElementClass { get; } = Error(5005, nameof(WrongElementClass), "A member refers to an element of another class than the standard asks for.");

    /// <summary>Only a part of the document was looked at.</summary>
    public static RuleDescriptor BomTooLarge { get; } = Warning(5006, nameof(BomTooLarge), "The document has more components than are looked at; the rest was passed over.");

    /// <summary>All rules, by number.</summary>
    public static ImmutableArray<RuleDescriptor> All { get; } = [InvalidBomJson, UnknownBomFormat, UncheckedBomVersion, BomShape, WrongElementClass, BomTooLarge];

    private static RuleDescriptor Error(int number, string name, string summary) => new(RuleId.FromNumber(number), name, Severity.Error, summary);

    private static RuleDescriptor Warning(int number, string name, string summary) => new(RuleId.FromNumber(number), name, Severity.Warning, summary);
}
