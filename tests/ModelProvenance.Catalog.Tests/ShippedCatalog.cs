namespace ModelProvenance.Catalog.Tests;

/// <summary>The catalog of this repository, as it is edited.</summary>
internal static class ShippedCatalog
{
    public static string Folder { get; } = Path.Combine(FindRepository(), "catalog");

    public static ModelCatalog Catalog { get; } = ModelCatalog.Load(Folder);

    /// <summary>The files: full path, and path in the folder with '/' between the parts.</summary>
    public static IReadOnlyList<(string Path, string Name)> Files { get; } = [.. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
        .Select(path => (path, Path.GetRelativePath(Folder, path).Replace('\\', '/'))).OrderBy(file => file.Item2, StringComparer.Ordinal)];

    // Paths of source files are made anonymous in CI builds; the solution file is not.
    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ModelProvenance.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run from a clone of the repository.");
    }
}
