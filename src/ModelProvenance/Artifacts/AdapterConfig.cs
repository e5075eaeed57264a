using System.Collections.Immutable;

using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts;

/// <summary><c>adapter_config.json</c> of PEFT: which base the adapter needs, and what kind of adapter it is.</summary>
public sealed record AdapterConfig : IClaimSource
{
    private AdapterConfig()
    {
    }

    /// <summary><c>base_model_name_or_path</c>: a repository, or a path on the machine that trained it.</summary>
    public ConfigValue<string>? BaseModel { get; init; }

    /// <summary><c>revision</c> of the base.</summary>
    public ConfigValue<string>? Revision { get; init; }

    /// <summary><c>peft_type</c>: LORA ...</summary>
    public ConfigValue<string>? PeftType { get; init; }

    /// <summary><c>task_type</c>: CAUSAL_LM ...</summary>
    public ConfigValue<string>? TaskType { get; init; }

    /// <summary><c>r</c>: the rank.</summary>
    public ConfigValue<long>? Rank { get; init; }

    /// <summary><c>lora_alpha</c>.</summary>
    public ConfigValue<double>? LoraAlpha { get; init; }

    /// <summary><c>target_modules</c>; empty when absent.</summary>
    public ImmutableArray<ConfigValue<string>> TargetModules { get; init; } = [];

    /// <summary><c>peft_version</c>.</summary>
    public ConfigValue<string>? PeftVersion { get; init; }

    /// <summary>Reads an adapter configuration from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ReadResult<AdapterConfig> Read(string path) => JsonDocuments.Read(path, From);

    /// <summary>Reads an adapter configuration from a stream, which is left open.</summary>
    /// <param name="stream">The stream; it need not be able to seek.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public static ReadResult<AdapterConfig> Read(Stream stream, string name = "") => JsonDocuments.Read(stream, name, From);

    /// <summary>Reads an adapter configuration from memory.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="name">The name for findings; empty when there is none.</param>
    public static ReadResult<AdapterConfig> Read(ReadOnlyMemory<byte> utf8, string name = "") => JsonDocuments.Read(utf8, name, From);

    /// <inheritdoc/>
    public ImmutableArray<ProvenanceClaim> GetClaims(string subject, string location)
    {
        var claims = new ClaimList(subject, location);
        claims.Add(ArtifactProperties.BaseModel, BaseModel?.Value, BaseModel?.Pointer ?? "");
        claims.Add(ArtifactProperties.AdapterType, PeftType?.Value, PeftType?.Pointer ?? "");
        claims.Add(ArtifactProperties.Producer, PeftVersion is null ? null : "peft " + PeftVersion.Value, PeftVersion?.Pointer ?? "");
        return claims.ToImmutable();
    }

    private static AdapterConfig From(ConfigReader reader) => new()
    {
        BaseModel = reader.Text("base_model_name_or_path"),
        Revision = reader.Text("revision"),
        PeftType = reader.Text("peft_type"),
        TaskType = reader.Text("task_type"),
        Rank = reader.Integer("r"),
        LoraAlpha = reader.Number("lora_alpha"),
        TargetModules = reader.Texts("target_modules"),
        PeftVersion = reader.Text("peft_version"),
    };
}
