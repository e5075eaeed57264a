namespace ModelProvenance.Tool.Tests;

/// <summary>The folders of this repository.</summary>
internal static class Repository
{
    /// <summary>Set to 1, it makes the tests write what they would compare: an explicit act, followed by a look at the difference.</summary>
    public const string UpdateVariable = "MODELPROV_UPDATE_GOLDENS";

    public static string Root { get; } = FindRoot();

    public static bool UpdatesGoldens { get; } = Environment.GetEnvironmentVariable(UpdateVariable) == "1";

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(Path(parts));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "ModelProvenance.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} lies in no clone of the repository.");
    }
}
