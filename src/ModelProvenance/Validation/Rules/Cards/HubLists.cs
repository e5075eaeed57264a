using System.Collections.Immutable;
using System.Reflection;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Lists that the Hugging Face Hub goes by, with the day of their source. <c>eng/HubLists/update.py</c> writes them; they drift, so findings that rest on them name the day.</summary>
internal sealed class HubList
{
    /// <summary>The name of the lists in the assembly.</summary>
    public const string ResourceName = "ModelProvenance.hubLists";

    private static readonly Lazy<ImmutableArray<HubList>> All = new(Read);

    private readonly string[] _sorted;

    private HubList(string name, DateOnly updatedOn, string source, ImmutableArray<string> values)
    {
        Name = name;
        UpdatedOn = updatedOn;
        Source = source;
        Values = values;
        _sorted = [.. values];
        Array.Sort(_sorted, StringComparer.Ordinal);
    }

    /// <summary>Ids of licences.</summary>
    public static HubList Licenses => All.Value[0];

    /// <summary>Values of <c>pipeline_tag</c>.</summary>
    public static HubList Tasks => All.Value[1];

    /// <summary>Values of <c>library_name</c>.</summary>
    public static HubList Libraries => All.Value[2];

    public string Name { get; }

    /// <summary>The day of the source.</summary>
    public DateOnly UpdatedOn { get; }

    /// <summary>Repository, commit and file.</summary>
    public string Source { get; }

    /// <summary>In the order of the source.</summary>
    public ImmutableArray<string> Values { get; }

    /// <summary><c>list of 2026-08-22</c>.</summary>
    public string Edition => $"list of {UpdatedOn:yyyy-MM-dd}";

    public bool Contains(ReadOnlySpan<char> value)
    {
        var (low, high) = (0, _sorted.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = value.SequenceCompareTo(_sorted[middle]);
            if (order == 0)
                return true;
            if (order < 0)
                high = middle - 1;
            else
                low = middle + 1;
        }

        return false;
    }

    /// <summary>The value that differs in case, blanks and underscores only; null when there is none.</summary>
    public string? Folded(string value)
    {
        var folded = value.Trim().ToLowerInvariant().Replace(' ', '-').Replace('_', '-');
        return Contains(folded) ? folded : _sorted.FirstOrDefault(v => v.Equals(folded, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The nearest value by one or two slips of the keyboard; null when there is none.</summary>
    public string? Near(string value)
    {
        var allowed = value.Length < 6 ? 1 : 2;
        return value.Length > 40 ? null : _sorted.Where(v => EditDistance.IsWithin(value, v, allowed)).Select(v => (Value: v, Distance: EditDistance.Between(value, v))).OrderBy(p => p.Distance).Select(p => p.Value).FirstOrDefault();
    }

    private static ImmutableArray<HubList> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourceName) ?? throw new InvalidOperationException("The assembly holds no lists of the hub.");
        using var reader = new StreamReader(stream);
        var lists = ImmutableArray.CreateBuilder<HubList>();
        var values = ImmutableArray.CreateBuilder<string>();
        string[]? head = null;
        void Close()
        {
            if (head is not null)
                lists.Add(new HubList(head[0].Trim('[', ']'), PartialDate.Parse(head[1]).Earliest, head[2], values.ToImmutable()));
            values.Clear();
        }

        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            if (line.StartsWith('['))
            {
                Close();
                head = line.Split(' ', 3);
            }
            else
            {
                values.Add(line);
            }
        }

        Close();
        return lists.ToImmutable();
    }
}
