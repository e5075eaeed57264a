namespace ModelProvenance.Tests.Support;

/// <summary>The clone of the repository that the tests were built in.</summary>
internal static class RepositoryFolder
{
    /// <summary>Its root. From the built assembly upwards: the paths of sources are not those of the machine in a CI build.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ModelProvenance.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} lies in no clone of the repository.");
    }
}
