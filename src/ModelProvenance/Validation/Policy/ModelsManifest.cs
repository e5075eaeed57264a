using System.Collections.Immutable;

using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Policy;

/// <summary>A file of a model in use.</summary>
/// <param name="Path">Its name in the model's repository or folder, '/' between the parts.</param>
/// <param name="Sha256">64 lower-case hex digits.</param>
public sealed record PinnedFile(string Path, string Sha256);

/// <summary>What a team decided about a model, in place of what the catalog or the policy says.</summary>
public sealed record ModelDecision
{
    /// <summary>The licence that the team concluded; null when the decision is about something else.</summary>
    public SpdxExpression? License { get; init; }

    /// <summary>The rules of the policy that the decision stands in place of, by id; empty: those about licences.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>Who decided.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The last day on which it holds; null for no end.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Where it stands.</summary>
    public FindingLocation Location { get; init; } = FindingLocation.None;

    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => day >= On && (Until is not { } until || day <= until);
}

/// <summary>A model in use.</summary>
/// <param name="Reference">What the code or configuration names: a hub repository, a registry tag, a file name, a catalog id.</param>
public sealed record UsedModel(string Reference)
{
    /// <summary>The revision of the repository, such as a commit; empty when not pinned.</summary>
    public string Revision { get; init; } = "";

    /// <summary>The files in use with their digests.</summary>
    public ImmutableArray<PinnedFile> Files { get; init; } = [];

    /// <summary>What the model is used for, in the team's words; empty when not said.</summary>
    public string Use { get; init; } = "";

    /// <summary>What the team decided about it; null for nothing.</summary>
    public ModelDecision? Decision { get; init; }

    /// <summary>Where its reference stands in the manifest.</summary>
    public FindingLocation Location { get; init; } = FindingLocation.None;
}

/// <summary>The models that a project uses, committed with it: <c>models.json</c> (schema <c>manifest.schema.json</c>).</summary>
public sealed record ModelsManifest
{
    /// <summary>The name under which projects commit it.</summary>
    public const string DefaultPath = "models.json";

    /// <summary>The version of the form that is written.</summary>
    public const string SchemaVersion = "1.0";

    /// <summary>The address of the schema.</summary>
    public const string SchemaUrl = "https://modelprovenance.github.io/schema/v1/manifest.schema.json";

    /// <summary>The usage profile, a path relative to the manifest; empty for none.</summary>
    public string Usage { get; init; } = "";

    /// <summary>The policy, a path relative to the manifest; empty for none.</summary>
    public string Policy { get; init; } = "";

    /// <summary>The models, in the order of the file.</summary>
    public ImmutableArray<UsedModel> Models { get; init; } = [];

    /// <summary>The path that findings carry.</summary>
    public string Path { get; init; } = DefaultPath;

    /// <summary>Where the policy is named.</summary>
    public FindingLocation PolicyLocation { get; init; } = FindingLocation.None;

    /// <summary>Where the usage profile is named.</summary>
    public FindingLocation UsageLocation { get; init; } = FindingLocation.None;

    /// <summary>Reads a manifest.</summary>
    /// <param name="utf8">The whole file.</param>
    /// <param name="path">The path that findings carry.</param>
    /// <returns>The manifest as far as it could be read; findings MP6001 and MP6002.</returns>
    public static ReadResult<ModelsManifest> Read(byte[] utf8, string path = DefaultPath) => ModelsManifestReader.Read(utf8, path);

    /// <summary>The file: UTF-8 JSON, two spaces, LF, members in the order of the schema. The same manifest gives the same bytes.</summary>
    public byte[] ToUtf8() => ModelsManifestWriter.Write(this);
}
