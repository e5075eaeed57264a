using System.Collections.Immutable;
using System.Security.Cryptography;

using ModelProvenance.Documents;
using ModelProvenance.Findings;
using ModelProvenance.Licensing;

namespace ModelProvenance.Validation.Policy;

/// <summary>A file that answers about a manifest rest on.</summary>
/// <param name="Role"><c>manifest</c>, <c>policy</c> or <c>usage</c>.</param>
/// <param name="Path">Its path as findings carry it.</param>
/// <param name="Sha256">The digest of its bytes, 64 lower-case hex digits; of a file that is too long, of what was read of it.</param>
public sealed record AuditedDocument(string Role, string Path, string Sha256);

/// <summary>A manifest on disk, with the policy and the usage profile that it names. What it names lies in its folder or below; anything else is a finding and is not read.</summary>
/// <param name="Manifest">The manifest; null when it cannot be read.</param>
/// <param name="Policy">The policy that it names, or the one that was given; null for none, or when it cannot be read.</param>
/// <param name="Usage">The usage profile that it names, or the one that was given; null for none, or when it cannot be read.</param>
/// <param name="Documents">The files that were read, with their roles and digests.</param>
/// <param name="Findings">What the readers found: MP6001, MP6002, MP6008, MP6011, MP4001.</param>
public sealed record ManifestFile(ModelsManifest? Manifest, PolicyDocument? Policy, UsageProfile? Usage, ImmutableArray<AuditedDocument> Documents, ImmutableArray<Finding> Findings)
{
    /// <summary>Reads a manifest file and what it names.</summary>
    /// <param name="fullPath">The file to open.</param>
    /// <param name="name">The path that findings carry.</param>
    /// <param name="catalog">The catalog.</param>
    /// <param name="fileUsed">Told of the policy and the usage profile before they are read; null for nobody.</param>
    /// <param name="policy">The policy for a manifest that names none; null for none.</param>
    /// <param name="usage">The usage profile for a manifest that names none; null for none.</param>
    /// <exception cref="IOException">The manifest cannot be read.</exception>
    public static ManifestFile Load(string fullPath, string name, ModelCatalog catalog, Action<string>? fileUsed = null, PolicyDocument? policy = null, UsageProfile? usage = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(fullPath);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(catalog);
        var bytes = ReadBytes(fullPath);
        var read = ModelsManifest.Read(bytes, name);
        if (!read.HasDocument)
            return new ManifestFile(null, null, null, [Document("manifest", name, bytes)], read.Findings);
        var manifest = read.Document;
        var findings = read.Findings.ToBuilder();
        var documents = ImmutableArray.Create(Document("manifest", name, bytes));
        var folder = name.LastIndexOf('/') is var slash and >= 0 ? name[..(slash + 1)] : "";
        if (manifest.Usage.Length > 0)
        {
            usage = null;
            if (ReadBeside(fullPath, manifest.Usage, manifest.UsageLocation, findings, fileUsed) is { } profile)
            {
                documents = documents.Add(Document("usage", folder + manifest.Usage, profile));
                var stated = UsageProfile.Read(profile, folder + manifest.Usage);
                findings.AddRange(stated.Findings);
                usage = stated.Document;
            }
        }

        if (manifest.Policy.Length > 0)
        {
            policy = null;
            if (ReadBeside(fullPath, manifest.Policy, manifest.PolicyLocation, findings, fileUsed) is { } content)
            {
                documents = documents.Add(Document("policy", folder + manifest.Policy, content));
                var stated = PolicyDocument.Read(content, folder + manifest.Policy, catalog);
                findings.AddRange(stated.Findings);
                policy = stated.Document;
            }
        }

        return new ManifestFile(manifest, policy, usage, documents, findings.ToImmutable());
    }

    private static AuditedDocument Document(string role, string path, byte[] bytes) => new(role, path, Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant());

    // One byte over the limit of the reader is enough for it to say that the file is too long.
    private static byte[] ReadBytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        using var bytes = new MemoryStream();
        var block = new byte[64 * 1024];
        for (int read; bytes.Length <= EditedDocument.MaxBytes && (read = file.Read(block)) > 0;)
            bytes.Write(block, 0, read);
        return bytes.ToArray();
    }

    // The path behind all links on the way.
    private static string Through(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            FileSystemInfo entry = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            // The target of a link may lie behind further links.
            real = entry.LinkTarget is not null && entry.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Through(target.FullName) : next;
        }

        return real;
    }

    // A path that a file names never leaves its folder, by its letters or by a link.
    private static byte[]? ReadBeside(string manifest, string relative, FindingLocation at, ImmutableArray<Finding>.Builder findings, Action<string>? fileUsed)
    {
        var folder = Path.GetFullPath(Path.GetDirectoryName(Path.GetFullPath(manifest))!);
        if (relative.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(relative) || !Path.GetFullPath(Path.Combine(folder, relative)).StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            findings.Add(new Finding(GateRules.MissingDocument, $"\"{relative}\" leaves the folder of the manifest; name a file in it or below.", at));
            return null;
        }

        var target = Path.GetFullPath(Path.Combine(folder, relative));
        fileUsed?.Invoke(target);
        try
        {
            if (!File.Exists(target))
                throw new FileNotFoundException($"Could not find file '{relative}'.");
            if (!Through(target).StartsWith(Path.TrimEndingDirectorySeparator(Through(folder)) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                findings.Add(new Finding(GateRules.MissingDocument, $"\"{relative}\" leads out of the folder of the manifest by a link; name a file in it or below.", at));
                return null;
            }

            return ReadBytes(target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Finding(GateRules.MissingDocument, $"\"{relative}\" cannot be read: {e.Message}", at));
            return null;
        }
    }
}
