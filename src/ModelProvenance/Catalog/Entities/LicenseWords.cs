using System.Collections.Immutable;

namespace ModelProvenance.Catalog;

/// <summary>A word with which licences and usage profiles name the same thing.</summary>
/// <param name="Word">The word, as <see cref="FieldOfUseTerm.Fields"/>, <see cref="ThresholdTerm.Business"/> and <see cref="CompetingUseTerm.Scope"/> hold it.</param>
/// <param name="Meaning">What it stands for.</param>
public sealed record LicenseWord(string Word, string Meaning)
{
    /// <summary>The word for something wider that holds all of this; empty when there is none.</summary>
    public string Wider { get; init; } = "";
}

/// <summary>The words that terms of licences and usage profiles share. A usage profile with another word is refused, because a word that no licence uses would look like permission.</summary>
/// <remarks>Private layers use words that begin with <c>local.</c>; those are never refused.</remarks>
public static class LicenseWords
{
    /// <summary>The mark of words of private layers.</summary>
    public const string LocalPrefix = "local.";

    /// <summary>Fields of use: what is done, or where it is done.</summary>
    public static ImmutableArray<LicenseWord> FieldsOfUse { get; } =
    [
        new("abuse", "abuse of persons, as the text says it"),
        new("alwaysOnDevices", "devices that record or listen all the time"),
        new("armsTrafficRegulations", "uses under regulations of trade in arms (ITAR and the like)"),
        new("automatedDecisions", "decisions by a machine alone that bear on somebody's rights or duties"),
        new("automatedGovernmentDecisions", "the same, by public authorities") { Wider = "automatedDecisions" },
        new("autonomousDriving", "vehicles that drive themselves") { Wider = "transportation" },
        new("biologicalWeapons", "biological weapons") { Wider = "weapons" },
        new("biometrics", "biometric recognition or categories of persons"),
        new("biometricSurveillance", "surveillance by biometric recognition") { Wider = "surveillance" },
        new("chemicalWeapons", "chemical weapons") { Wider = "weapons" },
        new("clinicalUse", "use in the care of patients"),
        new("contentPollution", "floods of made content"),
        new("crimePrediction", "prediction of crimes or of who commits them") { Wider = "lawEnforcement" },
        new("criticalInfrastructure", "operation of critical infrastructure"),
        new("deception", "deception of others"),
        new("decisionsOnRights", "decisions on rights or access to services"),
        new("defamation", "defamation of persons"),
        new("discrimination", "unfair treatment by group or trait"),
        new("disinformation", "false information that is meant to harm or mislead"),
        new("electionInterference", "influence on elections"),
        new("espionage", "espionage"),
        new("exploitationOfVulnerability", "use of the weakness of a group or person"),
        new("fakeEngagement", "made reviews, accounts or reactions"),
        new("financialDecisions", "decisions on money, credit or investment"),
        new("fraud", "fraud and scams"),
        new("harassment", "harassment, bullying, threats"),
        new("harmToMinors", "harm to or exploitation of minors"),
        new("harmToOthers", "any harm to others"),
        new("hate", "hate and its promotion"),
        new("healthDecisions", "decisions on health or care"),
        new("heavyMachinery", "operation of heavy machinery"),
        new("humanTrafficking", "trade in humans"),
        new("identificationOfPersons", "finding out who somebody is"),
        new("illegalDrugs", "illegal drugs and regulated substances"),
        new("impersonation", "posing as somebody"),
        new("inappropriateContent", "content that the text calls inappropriate"),
        new("insurance", "decisions of insurers"),
        new("lawEnforcement", "police and administration of justice"),
        new("legalDecisions", "decisions in matters of law"),
        new("majorOperations", "operations where a failure has grave consequences"),
        new("malware", "malware, attacks on systems"),
        new("medicalAdvice", "medical advice or interpretation of results"),
        new("medicalDeviceManufacturerStatus", "uses that would make the licensor a maker of medical devices"),
        new("medicalDiagnosis", "diagnosis of illness"),
        new("migrationControl", "control of borders, migration, asylum"),
        new("military", "military use, warfare"),
        new("misleadingExpertise", "claims of knowledge or certification that is not there"),
        new("nationalSecurityHarm", "harm to the security of a state"),
        new("nonConsensualImagery", "pictures of persons without their consent"),
        new("nuclear", "nuclear industries"),
        new("outputsAsHumanMade", "outputs that are passed off as made by humans"),
        new("personalDataAbuse", "personal data used to harm somebody"),
        new("personalDataWithoutConsent", "personal data handled without the rights or consent that law asks for"),
        new("physicalHarm", "bodily harm") { Wider = "harmToOthers" },
        new("predictionOfSensitiveTraits", "guesses of health, belief, orientation and the like"),
        new("publicAuthorities", "use by public authorities"),
        new("publicInterestHarm", "harm to what the text calls public interest or order"),
        new("rightsInfringement", "infringement of the rights of others"),
        new("safetyCircumvention", "taking away of safeguards"),
        new("safetyDecisions", "decisions on safety"),
        new("selfHarm", "self-harm and suicide"),
        new("sensitivePersonalData", "personal data of the kinds that law protects most"),
        new("sexualContent", "sexual content"),
        new("sexualSolicitation", "sexual solicitation"),
        new("spam", "spam"),
        new("surveillance", "surveillance of persons or groups"),
        new("syntheticMedia", "made pictures, voices or films of real persons or events"),
        new("terrorism", "terrorism"),
        new("transportation", "operation of transport"),
        new("unlabelledGeneratedContent", "generated content without a label"),
        new("unlawful", "what law forbids"),
        new("unlicensedProfessionalPractice", "practice of a profession without the licence for it (law, medicine, finance)"),
        new("violationOfEthics", "what the text calls unethical"),
        new("violence", "violence and its promotion"),
        new("weapons", "weapons of any kind"),
    ];

    /// <summary>Businesses, as thresholds and clauses on competing use name them.</summary>
    public static ImmutableArray<LicenseWord> Businesses { get; } =
    [
        new("aiWorkAssistant", "an assistant for work that runs on models"),
        new("cloudProviders", "a provider of cloud services"),
        new("competingModels", "models that compete with the licensor's"),
        new("competingWithLicensor", "any business that competes with the licensor's"),
        new("imageGeneration", "a service that generates pictures"),
        new("licensorsProducts", "what the licensor offers with the same model"),
        new("modelAsAService", "models offered to others by API or hosting"),
        new("softwareServiceProviders", "a provider of software as a service"),
    ];

    /// <summary>Whether a word stands in a list, or is one of a private layer.</summary>
    /// <param name="words">The list.</param>
    /// <param name="word">The word.</param>
    public static bool Contains(ImmutableArray<LicenseWord> words, string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.StartsWith(LocalPrefix, StringComparison.Ordinal) || words.Any(known => known.Word == word);
    }

    /// <summary>Whether what a word stands for lies within what another one stands for.</summary>
    internal static bool IsWithin(ImmutableArray<LicenseWord> words, string word, string wider) =>
        word == wider || words.Any(known => known.Word == word && known.Wider == wider);
}
