using System.Collections.Immutable;

using ModelProvenance.Findings;
using ModelProvenance.Licensing;

namespace ModelProvenance.Validation.Policy;

/// <summary>A manifest on disk, with the policy and the usage profile that it names.</summary>
internal static class ManifestFiles
{
    /// <summary>Checks a manifest file.</summary>
    /// <param name="checker">The checker.</param>
    /// <param name="fullPath">The file to open.</param>
    /// <param name="name">The path that findings carry.</param>
    /// <param name="catalog">The catalog.</param>
    /// <param name="asOf">The day.</param>
    /// <param name="fileUsed">Told of the policy and the usage profile before they are read; null for nobody.</param>
    /// <param name="otherwise">The policy for a manifest that names none; null for none.</param>
    /// <param name="usage">The usage profile for a manifest that names none; null for none.</param>
    /// <exception cref="IOException">The manifest cannot be read.</exception>
    public static (ManifestReport? Report, ImmutableArray<Finding> Findings) Check(ManifestChecker checker, string fullPath, string name, ModelCatalog catalog, DateOnly asOf, Action<string>? fileUsed = null, PolicyDocument? otherwise = null, UsageProfile? usage = null)
    {
        var read = ModelsManifest.Read(File.ReadAllBytes(fullPath), name);
        if (!read.HasDocument)
            return (null, read.Findings);
        var findings = read.Findings.ToBuilder();
        var folder = name.LastIndexOf('/') is var slash and >= 0 ? name[..(slash + 1)] : "";
        if (read.Document.Usage.Length > 0)
        {
            usage = null;
            if (ReadBeside(fullPath, read.Document.Usage, read.Document.UsageLocation, findings, fileUsed) is { } profile)
            {
                var stated = UsageProfile.Read(profile, folder + read.Document.Usage);
                findings.AddRange(stated.Findings);
                usage = stated.Document;
            }
        }

        var policy = read.Document.Policy.Length > 0 ? null : otherwise;
        if (read.Document.Policy.Length > 0 && ReadBeside(fullPath, read.Document.Policy, read.Document.PolicyLocation, findings, fileUsed) is { } bytes)
        {
            var stated = PolicyDocument.Read(bytes, folder + read.Document.Policy, catalog);
            findings.AddRange(stated.Findings);
            policy = stated.Document;
        }

        var report = checker.Check(read.Document, policy, asOf, usage);
        findings.AddRange(report.Findings);
        return (report, findings.ToImmutable());
    }

    // A path that a file names never leaves its folder.
    private static byte[]? ReadBeside(string manifest, string relative, FindingLocation at, ImmutableArray<Finding>.Builder findings, Action<string>? fileUsed)
    {
        var folder = Path.GetFullPath(Path.GetDirectoryName(Path.GetFullPath(manifest))!);
        var target = Path.GetFullPath(Path.Combine(folder, relative));
        if (Path.IsPathRooted(relative) || !target.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            findings.Add(new Finding(GateRules.MissingDocument, $"\"{relative}\" leaves the folder of the manifest; name a file in it or below.", at));
            return null;
        }

        fileUsed?.Invoke(target);
        try
        {
            return File.ReadAllBytes(target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Finding(GateRules.MissingDocument, $"\"{relative}\" cannot be read: {e.Message}", at));
            return null;
        }
    }
}
