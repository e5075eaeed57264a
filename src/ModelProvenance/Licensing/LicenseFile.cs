using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

using ModelProvenance.Facts;

namespace ModelProvenance.Licensing;

/// <summary>A file that can go along with what one ships: licence texts word for word, or the notices of somebody.</summary>
/// <param name="Path">Where it is, with '/' between the parts.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 lower-case hex digits.</param>
public sealed record LicenseFile(string Path, string Sha256)
{
    /// <summary>The longest file that is looked at, in bytes.</summary>
    public const int MaxLength = LicenseText.MaxLength;

    // A folder of a model has a few of them.
    private const int MaxFiles = 64;

    private static readonly string[] LicenseNames = ["license", "licence", "copying", "model_license", "model-license", "use_policy", "acceptable_use"];

    /// <summary>The licences whose texts are all that it holds; empty for a file of notices.</summary>
    public ImmutableArray<LicenseId> Licenses { get; init; } = [];

    /// <summary>Whether it holds notices (NOTICE, NOTICE.txt, NOTICE.md).</summary>
    public bool IsNotice { get; init; }

    /// <summary>The files of licence texts and notices at a path, in ordinal order. A text that differs from the known one in a word that matters is none.</summary>
    /// <param name="path">A folder, whose own files are looked at (64 of them at most), or one file.</param>
    /// <param name="texts">The texts that are known; null for those of this package.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file must not be read.</exception>
    public static ImmutableArray<LicenseFile> Find(string path, LicenseTexts? texts = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
            return Read(new FileInfo(path), path, texts) is { } one ? [one] : [];
        if (!Directory.Exists(path))
            return [];
        var prefix = path.Replace('\\', '/').TrimEnd('/');
        return
        [
            .. new DirectoryInfo(path).EnumerateFiles().Where(file => file.LinkTarget is null && (IsNamedNotice(file.Name) || IsNamedLicense(file.Name)))
                .OrderBy(file => file.Name, StringComparer.Ordinal).Take(MaxFiles).Select(file => Read(file, $"{prefix}/{file.Name}", texts)).OfType<LicenseFile>(),
        ];
    }

    private static LicenseFile? Read(FileInfo file, string path, LicenseTexts? texts)
    {
        if (file.Length is 0 or > MaxLength)
            return null;
        var bytes = File.ReadAllBytes(file.FullName);
        var found = new LicenseFile(path.Replace('\\', '/'), Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant());
        if (IsNamedNotice(file.Name))
            return found with { IsNotice = true };
        var match = (texts ?? LicenseTexts.Default).Match(Encoding.UTF8.GetString(bytes), LicenseTextContext.LicenseFile);
        return match.Verdict is LicenseTextVerdict.Exact or LicenseTextVerdict.Same && match.Parts.Length > 0 ? found with { Licenses = [.. match.Parts.Select(part => part.License).Distinct()] } : null;
    }

    private static bool IsNamedNotice(string name) => System.IO.Path.GetFileNameWithoutExtension(name).Equals("notice", StringComparison.OrdinalIgnoreCase) && System.IO.Path.GetExtension(name).ToLowerInvariant() is "" or ".txt" or ".md";

    private static bool IsNamedLicense(string name) => Array.Exists(LicenseNames, start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
