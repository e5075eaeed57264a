using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace ModelProvenance.Tool.Output;

/// <summary>The files that findings depend on, with the times that they had before they were read: a build keeps findings as long as nothing of it changes.</summary>
internal sealed class InputRecord
{
    // As MSBuild prints the metadata ModifiedTime.
    private const string TimeFormat = "yyyy'-'MM'-'dd HH':'mm':'ss'.'fffffff";

    private readonly ConcurrentDictionary<string, (string Time, bool Exists)> _files = new(StringComparer.Ordinal);

    /// <summary>Notes a file or folder as it is now; what was noted before holds.</summary>
    public void Add(string path)
    {
        var full = Path.GetFullPath(path);
        if (!_files.ContainsKey(full))
            _files.TryAdd(full, File.Exists(full) ? (File.GetLastWriteTime(full).ToString(TimeFormat, CultureInfo.InvariantCulture), true) : ("", Directory.Exists(full)));
    }

    /// <summary>Notes a search upwards: each place where the file could have been, up to that where it was.</summary>
    public void AddSearch(string folder, string name, string? found)
    {
        for (var at = new DirectoryInfo(Path.GetFullPath(folder)); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, name);
            Add(path);
            if (path == found)
                return;
        }
    }

    /// <summary>Writes the paths to a file, and beside it (<c>.state</c>) a line <c>path|time</c> for each, then the paths of those that exist.</summary>
    public void Write(string file)
    {
        var lines = _files.OrderBy(one => one.Key, StringComparer.Ordinal).ToList();
        AtomicFile.Write(file, Text(lines.Select(one => one.Key)));
        AtomicFile.Write(file + ".state", Text([.. lines.Select(one => $"{one.Key}|{one.Value.Time}"), .. lines.Where(one => one.Value.Exists).Select(one => one.Key)]));
    }

    private static byte[] Text(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + Environment.NewLine)));
}
