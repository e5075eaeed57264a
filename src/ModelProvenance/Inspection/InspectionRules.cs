using System.Collections.Immutable;

using ModelProvenance.Findings;

namespace ModelProvenance.Inspection;

/// <summary>What an inspection finds: documents of one model that contradict each other or the catalog, and files that could not be looked at. Numbers of retired rules stay free.</summary>
public static class InspectionRules
{
    /// <summary>A declared licence is not the one of the licence file, or not the one of the catalog.</summary>
    public static RuleDescriptor LicenseAgainstText { get; } =
        Error(3101, "LicenceAgainstText", "The licence that a card or header declares is not the one of the licence file beside it, or not the one that the catalog has for the model.");

    /// <summary>A size label does not fit the count.</summary>
    public static RuleDescriptor LabelAgainstWeights { get; } =
        Error(3102, nameof(LabelAgainstWeights), "A size label in a name, card or header does not fit the parameters that the configuration or the tensors give.");

    /// <summary>The architecture is not that of the model.</summary>
    public static RuleDescriptor ArchitectureAgainstCatalog { get; } =
        Error(3103, nameof(ArchitectureAgainstCatalog), "The architecture class of the configuration is not the one that the catalog has for the identified model.");

    /// <summary>A file is of another model than the names say.</summary>
    public static RuleDescriptor DigestOfAnotherModel { get; } =
        Error(3104, nameof(DigestOfAnotherModel), "A file is, by its SHA-256, one of another model than the one that names, cards or headers claim.");

    /// <summary>A file has the name of an official one, and another digest.</summary>
    public static RuleDescriptor DigestNotOfCatalog { get; } =
        Warning(3105, nameof(DigestNotOfCatalog), "A file has the name of a file of the identified model, and another SHA-256 than the catalog has for it.");

    /// <summary>The figures are not those of the model.</summary>
    public static RuleDescriptor StructureOfAnotherModel { get; } =
        Error(3106, nameof(StructureOfAnotherModel), "The figures of the architecture are not those that the catalog has for the identified model.");

    /// <summary>The figures are not those of the claimed base.</summary>
    public static RuleDescriptor StructureNotOfBase { get; } =
        Warning(3107, nameof(StructureNotOfBase), "The figures of the architecture are not those of the model that card or header claim as the base.");

    /// <summary>The licence is none of the models with these figures.</summary>
    public static RuleDescriptor LicenseAgainstStructure { get; } =
        Warning(3108, nameof(LicenseAgainstStructure), "No name says which model the files are; their figures are those of models under another licence than the declared one.");

    /// <summary>A second licence text lies beside the one that is declared.</summary>
    public static RuleDescriptor UndeclaredLicenseText { get; } =
        Warning(3109, nameof(UndeclaredLicenseText), "Beside the text of the declared licence lies that of another one with terms of its own, which the card or header does not state.");

    /// <summary>A file could not be opened, or is empty.</summary>
    public static RuleDescriptor UnreadableFile { get; } = Error(3111, nameof(UnreadableFile), "A file cannot be opened or read, or is empty.");

    /// <summary>A symbolic link leads out of the folder.</summary>
    public static RuleDescriptor LinkNotFollowed { get; } = Warning(3112, nameof(LinkNotFollowed), "A symbolic link leads out of the folder or to another folder, and was not followed.");

    /// <summary>Only a part of the folder was read.</summary>
    public static RuleDescriptor FolderTooLarge { get; } = Warning(3113, nameof(FolderTooLarge), "The folder has more files, levels or bytes than are read; the rest was passed over.");

    /// <summary>A file that is of no kind known here.</summary>
    public static RuleDescriptor UnknownFileKind { get; } = Warning(3114, nameof(UnknownFileKind), "The file is neither a model card, nor a licence, nor a file of a model in a known format.");

    /// <summary>There is nothing to inspect.</summary>
    public static RuleDescriptor NothingToInspect { get; } = Warning(3115, nameof(NothingToInspect), "The folder holds no model card, no licence and no file of a model in a known format.");

    /// <summary>All rules, by number.</summary>
    public static ImmutableArray<RuleDescriptor> All { get; } =
        [LicenseAgainstText, LabelAgainstWeights, ArchitectureAgainstCatalog, DigestOfAnotherModel, DigestNotOfCatalog, StructureOfAnotherModel, StructureNotOfBase, LicenseAgainstStructure, UndeclaredLicenseText, UnreadableFile, LinkNotFollowed, FolderTooLarge, UnknownFileKind, NothingToInspect];

    /// <summary>The rules about documents that contradict each other or the catalog; the others are about files that could not be looked at.</summary>
    internal static ImmutableArray<RuleDescriptor> Contradictions { get; } =
        [LicenseAgainstText, LabelAgainstWeights, ArchitectureAgainstCatalog, DigestOfAnotherModel, DigestNotOfCatalog, StructureOfAnotherModel, StructureNotOfBase, LicenseAgainstStructure, UndeclaredLicenseText];

    private static RuleDescriptor Error(int number, string name, string summary) => new(RuleId.FromNumber(number), name, Severity.Error, summary);

    private static RuleDescriptor Warning(int number, string name, string summary) => new(RuleId.FromNumber(number), name, Severity.Warning, summary);
}
