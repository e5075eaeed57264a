namespace ModelProvenance.Reference.Tests;

/// <summary>The corpora outside the repository. The environment variable MODELPROV_REFERENCE names their folder; CI sets it, a plain clone has none.</summary>
internal static class ReferenceFiles
{
    public const string Variable = "MODELPROV_REFERENCE";

    /// <summary>The folder, or null in a clone without it.</summary>
    public static string? Root { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path && Directory.Exists(path) ? path : null;

    /// <summary>The full path of a file or folder of the corpora.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Root ?? throw new InvalidOperationException($"{Variable} is not set."), relative);

    /// <summary>The rows of a tab-separated table: comment lines (#) and the header left out.</summary>
    public static IEnumerable<string[]> Rows(string relative) =>
        File.ReadLines(Path(relative)).Where(line => line.Length > 0 && line[0] != '#').Skip(1).Select(line => line.Split('\t'));
}

/// <summary>A fact that runs only beside the corpora. CI fails when they are missing (see .ci/run), so that nothing is passed over there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReferenceFactAttribute : FactAttribute
{
    /// <summary>Skips the test in a clone without the corpora.</summary>
    public ReferenceFactAttribute(
        [System.Runtime.CompilerServices.CallerFilePath] string? sourceFilePath = null,
        [System.Runtime.CompilerServices.CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (ReferenceFiles.Root is null)
            Skip = $"{ReferenceFiles.Variable} is not set";
    }
}
