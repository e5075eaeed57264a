using System.Collections.Immutable;

using ModelProvenance.Artifacts.Reading;

namespace ModelProvenance.Inspection;

/// <summary>A file of a folder.</summary>
/// <param name="FullPath">The file to open.</param>
/// <param name="Name">The path in the folder, '/' between the parts.</param>
internal sealed record ListedFile(string FullPath, string Name)
{
    public bool IsAtTop => !Name.Contains('/');
}

/// <summary>The files of a folder, in ordinal order. Links to folders are not entered; a link to a file is followed only when its target stays inside.</summary>
internal sealed class FolderListing
{
    private readonly string _boundary;
    private readonly FindingSink _findings;
    private readonly List<ListedFile> _files = [];
    private int _entries;
    private bool _isCut;

    private FolderListing(string boundary, FindingSink findings)
    {
        _boundary = boundary;
        _findings = findings;
    }

    /// <param name="folder">The folder.</param>
    /// <param name="findings">Receives links that were not followed and bounds that were reached.</param>
    /// <param name="cancellationToken">Asked at each entry.</param>
    public static ImmutableArray<ListedFile> List(string folder, FindingSink findings, CancellationToken cancellationToken)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var listing = new FolderListing(BoundaryOf(root), findings);
        listing.Visit(root, "", 0, cancellationToken);
        if (listing._isCut)
            findings.Add(InspectionRules.FolderTooLarge, $"The folder has more than {FindingSink.Number(InspectionLimits.MaxEntries)} entries, or more than {InspectionLimits.MaxDepth} levels; the rest was passed over. Inspect its parts one by one.");
        return [.. listing._files.OrderBy(f => f.Name.Count(c => c == '/')).ThenBy(f => f.Name, StringComparer.Ordinal)];
    }

    /// <summary>The cache of the hub keeps files as links into a folder beside the snapshots (<c>models--owner--name/blobs</c>); there the repository's folder is the bound.</summary>
    public static string BoundaryOf(string root) =>
        Path.GetDirectoryName(root) is { } snapshots && Path.GetFileName(snapshots) == "snapshots" && Path.GetDirectoryName(snapshots) is { } repository
        && Path.GetFileName(repository).StartsWith("models--", StringComparison.Ordinal)
            ? repository
            : root;

    private void Visit(string folder, string prefix, int depth, CancellationToken cancellationToken)
    {
        IEnumerable<FileSystemInfo> entries;
        try
        {
            // One more than the bound is enough to know that there are more.
            entries = [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().Take(InspectionLimits.MaxEntries + 1 - _entries).OrderBy(e => e.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _findings.Add(InspectionRules.UnreadableFile, $"The folder {FindingSink.Quote(prefix)} cannot be listed. Check its permissions.", pointer: prefix.TrimEnd('/'));
            return;
        }

        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++_entries > InspectionLimits.MaxEntries)
            {
                _isCut = true;
                return;
            }

            var name = prefix + entry.Name;
            if (entry.LinkTarget is not null)
            {
                FollowLink(entry, name);
            }
            else if (entry is DirectoryInfo)
            {
                // .git, .cache and the like hold no part of the model.
                if (entry.Name.StartsWith('.'))
                    continue;
                if (depth + 1 >= InspectionLimits.MaxDepth)
                    _isCut = true;
                else
                    Visit(entry.FullName, name + "/", depth + 1, cancellationToken);
            }
            else
            {
                _files.Add(new ListedFile(entry.FullName, name));
            }
        }
    }

    private void FollowLink(FileSystemInfo link, string name)
    {
        string? target = null;
        try
        {
            target = link.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A circle of links, or one that leads nowhere readable: not followed.
        }

        if (target is not null && File.Exists(target) && IsInside(Path.GetFullPath(target)))
            _files.Add(new ListedFile(Path.GetFullPath(target), name));
        else
            _findings.Add(InspectionRules.LinkNotFollowed, $"{FindingSink.Quote(name)} is a link that leads out of the folder, to a folder, or nowhere; it was not followed. Put the file itself there.", pointer: name);
    }

    // Every folder between the bound and the target is a real one; a link among them could lead anywhere.
    private bool IsInside(string target)
    {
        if (!target.StartsWith(_boundary + Path.DirectorySeparatorChar, StringComparison.Ordinal) || new FileInfo(target).LinkTarget is not null)
            return false;
        for (var folder = Path.GetDirectoryName(target); folder is not null && folder.Length > _boundary.Length; folder = Path.GetDirectoryName(folder))
        {
            if (new DirectoryInfo(folder).LinkTarget is not null)
                return false;
        }

        return true;
    }
}
