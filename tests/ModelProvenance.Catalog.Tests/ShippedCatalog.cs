using System.Runtime.CompilerServices;

namespace ModelProvenance.Catalog.Tests;

/// <summary>The catalog of this repository, as it is edited.</summary>
internal static class ShippedCatalog
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(SourceFolder(), "..", "..", "catalog"));

    public static ModelCatalog Catalog { get; } = ModelCatalog.Load(Folder);

    /// <summary>The files: full path, and path in the folder with '/' between the parts.</summary>
    public static IReadOnlyList<(string Path, string Name)> Files { get; } = [.. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
        .Select(path => (path, Path.GetRelativePath(Folder, path).Replace('\\', '/'))).OrderBy(file => file.Item2, StringComparer.Ordinal)];

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
