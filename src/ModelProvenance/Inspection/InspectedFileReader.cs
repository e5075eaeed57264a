using System.Collections.Immutable;
using System.Text;

using ModelProvenance.Artifacts;
using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Cards;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Licensing;

namespace ModelProvenance.Inspection;

/// <summary>Reads one file by what it is. Content never throws, nor does a file that cannot be opened: a finding says so.</summary>
internal static class InspectedFileReader
{
    /// <param name="path">The file to open.</param>
    /// <param name="name">How claims and findings name it.</param>
    /// <param name="isSingle">Whether the file was asked for by itself; then any Markdown file is a card.</param>
    /// <param name="texts">The licence texts that are known; null for those of this package.</param>
    /// <param name="cancellationToken">Handed to the readers.</param>
    public static InspectedFile Read(string path, string name, bool isSingle, LicenseTexts? texts, CancellationToken cancellationToken)
    {
        try
        {
            // Pipes, sockets and devices have the length 0 too: they are never opened, since opening could wait for ever.
            if (new FileInfo(path).Length == 0)
                return IsKnown(name, [], isSingle) ? Unreadable(name, "The file is empty, or is no regular file. Fetch it again.") : new InspectedFile(name) { IsKnownKind = false };
            using var file = InputFile.OpenForReading(path);
            using var stream = new MeteredStream(file);
            Span<byte> prefix = stackalloc byte[ArtifactFileKinds.PrefixBytes];
            prefix = prefix[..stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false)];
            stream.Position = 0;
            return Read(stream, name, prefix, isSingle, texts, cancellationToken) with { BytesRead = stream.BytesRead };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(name, $"The file cannot be read: {FindingSink.Quote(e.Message)}. Check its permissions and the disk.");
        }
    }

    private static bool IsKnown(string name, ReadOnlySpan<byte> prefix, bool isSingle) => IsCard(name, isSingle) || IsLicense(name, isSingle) || ArtifactFileKinds.Detect(name, prefix) != ArtifactFileKind.Unknown;

    private static InspectedFile Read(Stream stream, string name, ReadOnlySpan<byte> prefix, bool isSingle, LicenseTexts? texts, CancellationToken cancellationToken)
    {
        var kind = ArtifactFileKinds.Detect(name, prefix);
        switch (kind)
        {
            case ArtifactFileKind.Gguf:
                var gguf = GgufFile.Read(stream, name, new GgufReadOptions { FingerprintTokens = true }, cancellationToken);
                return From(name, gguf) with { Gguf = gguf.Document, Tokens = gguf.Document?.Tokenizer.Tokens?.Fingerprint, IsWeights = true };
            case ArtifactFileKind.Safetensors:
                var safetensors = SafetensorsFile.Read(stream, name, cancellationToken);
                return From(name, safetensors) with { Safetensors = safetensors.Document, IsWeights = true };
            case ArtifactFileKind.SafetensorsIndex:
                var index = SafetensorsIndex.Read(stream, name, cancellationToken);
                return From(name, index) with { Index = index.Document };
            case ArtifactFileKind.ModelConfig:
                var config = ModelConfig.Read(stream, name);
                return From(name, config) with { Config = config.Document };
            case ArtifactFileKind.GenerationConfig:
                return From(name, GenerationConfig.Read(stream, name));
            case ArtifactFileKind.TokenizerConfig:
                return From(name, TokenizerConfig.Read(stream, name));
            case ArtifactFileKind.AdapterConfig:
                var adapter = AdapterConfig.Read(stream, name);
                return From(name, adapter) with { Adapter = adapter.Document };
            case ArtifactFileKind.NativeParameters:
                var native = NativeParameters.Read(stream, name);
                return From(name, native) with { Native = native.Document };
            case ArtifactFileKind.GenAiConfig:
                var genAi = GenAiConfig.Read(stream, name);
                return From(name, genAi) with { GenAi = genAi.Document };
            case ArtifactFileKind.Tokenizer:
                var tokenizer = TokenizerFile.Read(stream, name, cancellationToken);
                return From(name, tokenizer) with { Tokens = tokenizer.Document?.Tokens };
            case ArtifactFileKind.Onnx:
                return From(name, OnnxFile.Read(stream, name, cancellationToken)) with { IsWeights = true };
            case ArtifactFileKind.PyTorch:
                return From(name, PyTorchFile.Read(stream, name, cancellationToken)) with { IsWeights = true };
            case ArtifactFileKind.MergeConfig:
                return Merge(stream, name);
            default:
                return IsLicense(name, isSingle) ? License(stream, name, texts) : IsCard(name, isSingle) ? Card(stream, name) : (isSingle && prefix.TrimStart(" \t\r\n"u8).StartsWith("{"u8) ? Manifest(stream, name) : null) ?? new InspectedFile(name) { IsKnownKind = false };
        }
    }

    private static InspectedFile From<T>(string name, ReadResult<T> result)
        where T : class, IClaimSource =>
        new(name) { WasRead = result.HasDocument, Claims = result.Document?.GetClaims(name, name) ?? [], Findings = result.Findings };

    // A manifest has no name of its own: what lists parts of a model is one. Null for other JSON.
    private static InspectedFile? Manifest(Stream stream, string name)
    {
        var result = ModelManifest.Read(stream, name);
        return result.Document is { Layers.IsEmpty: false } manifest ? From(name, result) with { Manifest = manifest } : null;
    }

    private static InspectedFile Card(Stream stream, string name)
    {
        var result = ModelCard.Read(Bytes(stream, CardLimits.MaxLength), name);
        return new InspectedFile(name) { Card = result.Document, WasRead = result.HasDocument, Claims = result.Document?.GetClaims(name) ?? [], Findings = result.Findings };
    }

    private static InspectedFile Merge(Stream stream, string name)
    {
        // A byte that is not UTF-8 becomes a replacement character: in a comment it is no harm, in a name it names nothing.
        var result = MergeConfig.Read(Encoding.UTF8.GetString(Bytes(stream, CardLimits.MaxYamlLength)), name);
        return new InspectedFile(name) { IsMerge = true, WasRead = result.HasDocument, Claims = result.Document?.GetClaims(name, name) ?? [], Findings = result.Findings };
    }

    private static InspectedFile License(Stream stream, string name, LicenseTexts? texts)
    {
        // Bytes that are not UTF-8 become replacement characters: they are in names of copyright holders, which do not count.
        var text = Encoding.UTF8.GetString(Bytes(stream, InspectionLimits.MaxLicenseBytes));
        var match = (texts ?? LicenseTexts.Default).Match(text, LicenseTextContext.LicenseFile);
        var claims = new ClaimList(name, name);
        var line = 1 + text.AsSpan(0, text.Length - text.AsSpan().TrimStart().Length).Count('\n');
        if (match.Statement is { Expression: { } stated })
            claims.Add(ArtifactProperties.License, stated.ToString(), $"line {line}", ClaimMethod.Declared, "a statement that names the licence, not its text", literal: Literal(text));
        foreach (var part in match.Parts)
            claims.Add(ArtifactProperties.License, part.License.ToString(), $"lines {part.StartLine}-{part.EndLine}", ClaimMethod.Observed, part.Verdict == LicenseTextVerdict.Modified ? "the text was changed" : null, literal: "");
        return new InspectedFile(name) { License = match, LicenseLine = line, WasRead = true, Claims = claims.ToImmutable() };
    }

    private static string Literal(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var end = trimmed.IndexOfAny('\r', '\n');
        return (end < 0 ? trimmed : trimmed[..end]).ToString();
    }

    private static byte[] Bytes(Stream stream, int bound)
    {
        var buffer = new byte[(int)Math.Min(stream.Length, bound + 1L)];
        var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return read == buffer.Length ? buffer : buffer[..read];
    }

    private static InspectedFile Unreadable(string name, string message) =>
        new(name) { Findings = [new Finding(InspectionRules.UnreadableFile, message, new FindingLocation(name))] };

    private static bool IsCard(string name, bool isSingle) =>
        name.Equals(ModelCard.DefaultPath, StringComparison.OrdinalIgnoreCase) || (isSingle && name.EndsWith(".md", StringComparison.OrdinalIgnoreCase));

    // LICENSE, LICENSE.txt, LICENCE.md, LICENSE-MODEL, MODEL_LICENSE, "X LICENSE AGREEMENT"; COPYING is what GNU licences are delivered as.
    internal static bool IsLicense(string name, bool isSingle = false)
    {
        var file = name.AsSpan(name.LastIndexOfAny(['/', '\\']) + 1);
        // Asked for by itself, a plain text is taken for what it can be here.
        if (isSingle && file.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
            return true;
        var stem = file.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? file[..^4] : file.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
        if (stem.EndsWith(" LICENSE AGREEMENT", StringComparison.OrdinalIgnoreCase) || stem.Equals("MODEL_LICENSE", StringComparison.OrdinalIgnoreCase) || stem.Equals("MODEL-LICENSE", StringComparison.OrdinalIgnoreCase))
            return true;
        return Path.GetExtension(file) is var extension && (extension.IsEmpty || extension is ".txt" or ".md" or ".TXT" or ".MD" || extension.Contains('-') || char.IsAsciiDigit(extension[^1]))
            && (file.StartsWith("LICENSE", StringComparison.OrdinalIgnoreCase) || file.StartsWith("LICENCE", StringComparison.OrdinalIgnoreCase) || file.StartsWith("COPYING", StringComparison.OrdinalIgnoreCase));
    }
}
