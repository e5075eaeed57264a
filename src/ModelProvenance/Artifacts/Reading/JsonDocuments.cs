using ModelProvenance.Findings;

namespace ModelProvenance.Artifacts.Reading;

/// <summary>The way from a file, a stream or memory to a JSON object, the same for every kind of document.</summary>
internal static class JsonDocuments
{
    public static ReadResult<T> Read<T>(string path, Func<ConfigReader, T?> make)
        where T : class
    {
        using var stream = InputFile.OpenForReading(path);
        return Read(stream, path, make);
    }

    public static ReadResult<T> Read<T>(Stream stream, string name, Func<ConfigReader, T?> make)
        where T : class
    {
        using var window = new ByteWindow(stream, CancellationToken.None);
        return Read(window, name, make);
    }

    public static ReadResult<T> Read<T>(ReadOnlyMemory<byte> utf8, string name, Func<ConfigReader, T?> make)
        where T : class
    {
        using var window = new ByteWindow(utf8);
        return Read(window, name, make);
    }

    private static ReadResult<T> Read<T>(ByteWindow window, string name, Func<ConfigReader, T?> make)
        where T : class
    {
        var findings = new FindingSink(name ?? "");
        if (window.ReadToEnd(ArtifactLimits.MaxJsonBytes) is not { } bytes)
        {
            findings.Add(ArtifactReadRules.DocumentTooLarge, $"The document is larger than {FindingSink.Number(ArtifactLimits.MaxJsonBytes)} bytes and is not read.", 0);
            return findings.Result<T>(null);
        }

        if (JsonParser.Parse(bytes, findings) is not { } root)
            return findings.Result<T>(null);
        if (root.Kind != JsonKind.Map)
        {
            findings.Add(ArtifactReadRules.InvalidJson, "The document is not a JSON object.", line: root.Line, column: root.Column);
            return findings.Result<T>(null);
        }

        return findings.Result(make(new ConfigReader(root, "", findings)));
    }
}
