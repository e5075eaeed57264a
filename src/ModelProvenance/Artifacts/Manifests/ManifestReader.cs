using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;

using ModelProvenance.Artifacts.Reading;

namespace ModelProvenance.Artifacts.Manifests;

// Sources: server/manifest.go and types of ollama/ollama at commit fb30760; the OCI image specification 1.1 (manifest.md);
// pkg/distribution types of docker/model-runner (application/vnd.docker.ai.*).
/// <summary>Takes manifests and their configuration blobs out of JSON.</summary>
internal static class ManifestReader
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static ModelManifest? ReadManifest(ConfigReader reader)
    {
        var version = reader.Integer("schemaVersion");
        if (version?.Value != 2 || reader.Present("layers") is not { Kind: JsonKind.List } list)
        {
            reader.Findings.Add(ArtifactReadRules.InvalidManifest, "The document is no manifest: it has no schemaVersion 2, or no list of layers.", pointer: "/layers", line: reader.Map.Line, column: reader.Map.Column);
            return null;
        }

        var layers = ImmutableArray.CreateBuilder<ManifestLayer>();
        for (var i = 0; i < list.Items.Count; i++)
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"/layers/{i}");
            if (ReadLayer(list.Items[i], pointer, reader) is { } layer)
                layers.Add(layer);
        }

        var config = reader.Present("config") is { } item ? ReadLayer(item, "/config", reader) : null;
        return new ModelManifest(reader.Text("mediaType")?.Value ?? "", reader.Text("artifactType")?.Value, config, layers.ToImmutable(), ReadAnnotations(reader));
    }

    public static ManifestConfig ReadConfig(ConfigReader reader)
    {
        // Docker nests its figures below "config"; the root file system that Ollama carries along says nothing.
        var inner = reader.Present("config") is { Kind: JsonKind.Map } ? reader.Inner("config")! : reader;
        return new ManifestConfig
        {
            Format = inner.Text("model_format", "format"),
            Family = inner.Text("model_family", "architecture"),
            Families = inner.Texts("model_families"),
            Size = inner.Text("model_type", "size_label", "parameters"),
            Quantization = inner.Text("file_type", "quantization"),
            RemoteModel = inner.Text("remote_model"),
        };
    }

    public static ManifestLayerKind KindOf(string mediaType)
    {
        const string Ollama = "application/vnd.ollama.image.";
        if (mediaType.StartsWith(Ollama, StringComparison.Ordinal))
        {
            return mediaType[Ollama.Length..] switch
            {
                "model" or "tensor" or "embed" or "draft" => ManifestLayerKind.Model,
                "adapter" => ManifestLayerKind.Adapter,
                "projector" => ManifestLayerKind.Projector,
                "template" or "prompt" => ManifestLayerKind.Template,
                "system" => ManifestLayerKind.System,
                "params" => ManifestLayerKind.Parameters,
                "license" => ManifestLayerKind.License,
                "messages" => ManifestLayerKind.Messages,
                _ => ManifestLayerKind.Other,
            };
        }

        const string Docker = "application/vnd.docker.ai.";
        if (!mediaType.StartsWith(Docker, StringComparison.Ordinal))
            return ManifestLayerKind.Other;
        var kind = mediaType[Docker.Length..];
        return kind.StartsWith("gguf", StringComparison.Ordinal) || kind.StartsWith("safetensors", StringComparison.Ordinal) || kind == "model.file" ? ManifestLayerKind.Model
            : kind.StartsWith("mmproj", StringComparison.Ordinal) ? ManifestLayerKind.Projector
            : kind.StartsWith("chat.template", StringComparison.Ordinal) ? ManifestLayerKind.Template
            : kind.StartsWith("license", StringComparison.Ordinal) ? ManifestLayerKind.License
            : ManifestLayerKind.Other;
    }

    private static ManifestLayer? ReadLayer(JsonItem item, string pointer, ConfigReader reader)
    {
        if (item.Kind != JsonKind.Map)
            return Invalid("is no object");
        var map = new ConfigReader(item, pointer, reader.Findings);
        if (map.Text("mediaType") is not { } mediaType || map.Text("digest") is not { } digest || map.Integer("size") is not { } size)
            return Invalid("lacks its mediaType, digest or size");
        if (size.Value < 0)
            return Invalid("has a negative size");
        if (!IsDigest(digest.Value))
        {
            // A digest becomes a file name; anything but hex digits could name another file (CVE-2024-37032).
            reader.Findings.Add(ArtifactReadRules.InvalidDigest, $"The digest {FindingSink.Quote(digest.Value)} is not sha256 and 64, or sha512 and 128, lower-case hex digits; the layer is left out.", pointer: digest.Pointer, line: digest.Line, column: digest.Column);
            return null;
        }

        return new ManifestLayer(mediaType.Value, digest.Value, size.Value, pointer);

        ManifestLayer? Invalid(string what)
        {
            reader.Findings.Add(ArtifactReadRules.InvalidManifest, $"The entry {pointer} {what}; it is left out.", pointer: pointer, line: item.Line, column: item.Column);
            return null;
        }
    }

    private static bool IsDigest(string digest)
    {
        var hex = digest.StartsWith("sha256:", StringComparison.Ordinal) && digest.Length == 7 + 64 || digest.StartsWith("sha512:", StringComparison.Ordinal) && digest.Length == 7 + 128
            ? digest.AsSpan(7)
            : default;
        return !hex.IsEmpty && !hex.ContainsAnyExcept(HexDigits);
    }

    private static ImmutableArray<KeyValuePair<string, string>> ReadAnnotations(ConfigReader reader)
    {
        if (reader.Inner("annotations") is not { } map)
            return [];
        var result = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var (name, _) in map.Map.Members)
        {
            if (map.Text(name) is { } value)
                result.Add(new(name, value.Value));
        }

        return result.ToImmutable();
    }
}
