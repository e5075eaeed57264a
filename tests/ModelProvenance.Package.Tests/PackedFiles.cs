using System.Diagnostics;
using System.Globalization;

namespace ModelProvenance.Package.Tests;

/// <summary>The packages of this repository, packed once for all tests under a version that no other run has, so that no cache answers in their place.</summary>
public sealed class PackedFiles : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("modelprovenance-packages-");

    public PackedFiles()
    {
        Directory.CreateDirectory(Feed);
        // Restore writes what it found into the project's own obj folder; all packs ask for the same there.
        Run(Repository, "dotnet", ["pack", "src/ModelProvenance", "-c", "Release", "-o", Feed, "--nologo", $"-p:Version={Version}", "-p:NoWarn=NU5104"]);
        Run(Repository, "dotnet", ["pack", "src/ModelProvenance.Tool", "-c", "Release", "-o", Feed, "--nologo", $"-p:Version={Version}", "-p:AllToolFrameworks=true", "-p:NoWarn=NU5104"]);
        Run(Repository, "dotnet", ["pack", "src/ModelProvenance.MSBuild", "-c", "Release", "-o", Feed, "--nologo", $"-p:Version={Version}", "-p:AllToolFrameworks=true"]);
    }

    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The version of the packages.</summary>
    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.0.1-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}");

    /// <summary>The folder with the packed files.</summary>
    public string Feed => Path.Combine(_root.FullName, "feed");

    /// <summary>A packed file.</summary>
    public string File(string id, string extension = "nupkg") => Path.Combine(Feed, $"{id}.{Version}.{extension}");

    /// <summary>An empty folder outside the repository in which projects find the packed files beside the usual sources.</summary>
    public string NewFolder()
    {
        var folder = _root.CreateSubdirectory(Path.GetRandomFileName()).FullName;
        System.IO.File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
              <config>
                <add key="globalPackagesFolder" value="{Path.Combine(_root.FullName, "packages")}" />
              </config>
              <fallbackPackageFolders>
                <add key="usual" value="{UsualPackages}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        return folder;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it printed on standard output.</returns>
    /// <exception cref="InvalidOperationException">It did not end with 0; the message holds all that it printed.</exception>
    public static string Run(string folder, string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What the test runner sets for itself must not steer the builds that tests start.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}.\n{output}\n{error.Result}");
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static string UsualPackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "ModelProvenance.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests run inside the repository.");
    }
}
