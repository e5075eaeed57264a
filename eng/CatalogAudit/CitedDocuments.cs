using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ModelProvenance.CatalogAudit;

/// <summary>The documents that facts cite, as far as they are at hand: files of git repositories at their commits, the commits themselves, and copies of pages named by their address
/// (percent-encoded).</summary>
internal sealed partial class CitedDocuments
{
    public const string Found = "found";
    public const string Elsewhere = "found elsewhere in the document";
    public const string Missing = "not in the document";
    public const string NoLiteral = "no literal noted";
    public const string NotText = "document is a PDF: to be read by eye";
    public const string NotAtHand = "document not at hand";

    private readonly string? _repositories;
    private readonly string? _documents;
    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);

    public CitedDocuments(string? repositories, string? documents)
    {
        _repositories = repositories;
        _documents = documents;
    }

    /// <summary>Whether a literal stands where its citation says.</summary>
    public string Find(AuditedFact fact)
    {
        if (fact.Literal.Length == 0)
            return NoLiteral;
        var wanted = Squeezed(fact.Literal);
        // What stands in the address of a document needs no document.
        if (fact.Locator is "address" or "address of the repository" or "address of the page" or "address of the card" or "path of the file")
            return Uri.UnescapeDataString(fact.Url).Contains(fact.Literal, StringComparison.Ordinal) ? Found : Missing;
        if (Text(fact.Url) is not { } text)
            return NotAtHand;
        if (text.StartsWith("%PDF", StringComparison.Ordinal))
            return NotText;
        if (LineLocator().Match(fact.Locator) is { Success: true } lines)
        {
            var first = int.Parse(lines.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            var last = lines.Groups[2].Success ? int.Parse(lines.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : first;
            var there = string.Join('\n', text.Split('\n').Skip(first - 1).Take(last - first + 1));
            if (Squeezed(there).Contains(wanted, StringComparison.Ordinal))
                return Found;
            return Squeezed(text).Contains(wanted, StringComparison.Ordinal) ? Elsewhere : Missing;
        }

        return Squeezed(text).Contains(wanted, StringComparison.Ordinal) ? Found : Missing;
    }

    private string? Text(string url)
    {
        if (_texts.TryGetValue(url, out var known))
            return known;
        string? text = null;
        if (_repositories is not null && FileAddress().Match(url) is { Success: true } file)
            text = Git(file.Groups[1].Value, file.Groups[2].Value, "show", $"{file.Groups[3].Value}:{Uri.UnescapeDataString(file.Groups[4].Value)}");
        else if (_repositories is not null && CommitAddress().Match(url) is { Success: true } commit)
            text = Git(commit.Groups[1].Value, commit.Groups[2].Value, "show", "--format=%H%n%aI %cI%n%ad %cd%n%B", "--date=iso-strict-local", commit.Groups[3].Value);
        else if (_documents is not null && Path.Combine(_documents, Uri.EscapeDataString(url)) is var path && File.Exists(path))
            text = File.ReadAllText(path);
        return _texts[url] = text;
    }

    private string? Git(string owner, string name, params string[] arguments)
    {
        foreach (var folder in new[] { Path.Combine(_repositories!, $"{owner}+{name}", "repo"), Path.Combine(_repositories!, $"{owner}+{name}") })
        {
            if (!Directory.Exists(folder))
                continue;
            // The days of a commit count where it was made and in UTC.
            var start = new ProcessStartInfo("git", ["-C", folder, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, Environment = { ["TZ"] = "UTC" } };
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var text = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            if (git.ExitCode == 0)
                return text;
        }

        return null;
    }

    // Spaces are laid out differently in a table that was read by eye.
    private static string Squeezed(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"^L(\d+)(?:-L?(\d+))?$")]
    private static partial Regex LineLocator();

    [GeneratedRegex(@"^https://(?:github\.com|raw\.githubusercontent\.com)/([^/]+)/([^/]+)/(?:(?:blob|raw)/)?([0-9a-f]{40})/([^#?]+)")]
    private static partial Regex FileAddress();

    [GeneratedRegex(@"^https://github\.com/([^/]+)/([^/]+)/commit/([0-9a-f]{40})$")]
    private static partial Regex CommitAddress();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
