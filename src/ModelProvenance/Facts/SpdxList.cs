using System.Collections.Immutable;
using System.Reflection;

namespace ModelProvenance.Facts;

/// <summary>An id of the SPDX licence list, or of its exceptions.</summary>
/// <param name="Id">The id in its own case. Three old ids end with <c>+</c>.</param>
/// <param name="Name">The full name of the list.</param>
public sealed record SpdxListEntry(string Id, string Name)
{
    /// <summary>Whether the OSI has approved it. Exceptions: false.</summary>
    public bool IsOsiApproved { get; init; }

    /// <summary>Whether the FSF calls it free; null when the list does not say.</summary>
    public bool? IsFsfLibre { get; init; }

    /// <summary>Whether the list advises against the id. A deprecated id stays valid in expressions.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>The id or expression to be used in place of a deprecated one; empty when the list names none.</summary>
    public string ObsoletedBy { get; init; } = "";
}

/// <summary>The ids of the SPDX licence list and of its exceptions.</summary>
/// <remarks>Source: <c>spdx/license-list-XML</c>, see <see cref="SourceCommit"/>. Names and flags are facts of that list; no licence text is in this library.
/// Ids are compared ignoring case (SPDX 3.0.1, annex "SPDX license expressions").</remarks>
public static class SpdxList
{
    /// <summary>The name of the list in the assembly.</summary>
    internal const string ResourceName = "ModelProvenance.spdx";

    private static readonly Lazy<Tables> Loaded = new(Load);

    /// <summary>The commit of the source and its date, such as <c>e4c1f27 (2026-07-16)</c>.</summary>
    public static string SourceCommit => Loaded.Value.Commit;

    /// <summary>All licence ids, sorted ignoring case.</summary>
    public static ImmutableArray<SpdxListEntry> Licenses => Loaded.Value.Licenses;

    /// <summary>All exceptions, sorted ignoring case.</summary>
    public static ImmutableArray<SpdxListEntry> Exceptions => Loaded.Value.Exceptions;

    /// <summary>Whether the text is a licence id of the list.</summary>
    public static bool IsKnown(ReadOnlySpan<char> id) => Search(Loaded.Value.Licenses, id) is not null;

    /// <summary>Whether the id is on the list.</summary>
    public static bool IsKnown(LicenseId id) => IsKnown(id.Value);

    /// <summary>Whether the text is the id of an exception, which may stand behind <c>WITH</c>.</summary>
    public static bool IsKnownException(ReadOnlySpan<char> id) => Search(Loaded.Value.Exceptions, id) is not null;

    /// <summary>The licence of an id; null when the list has none.</summary>
    public static SpdxListEntry? Find(ReadOnlySpan<char> id) => Search(Loaded.Value.Licenses, id);

    /// <summary>The exception of an id; null when the list has none.</summary>
    public static SpdxListEntry? FindException(ReadOnlySpan<char> id) => Search(Loaded.Value.Exceptions, id);

    /// <summary>Every part of an expression that is not on the list; empty when all are. <c>LicenseRef-</c>, <c>AdditionRef-</c> and ids of other documents are not looked up.</summary>
    public static ImmutableArray<string> UnknownIn(SpdxExpression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var unknown = ImmutableArray.CreateBuilder<string>();
        Check(expression, unknown);
        return unknown.ToImmutable();
    }

    private static void Check(SpdxExpression expression, ImmutableArray<string>.Builder unknown)
    {
        switch (expression)
        {
            case SpdxLicense license:
                // "GPL-2.0+" is an id of its own; "Apache-2.0+" is an id and an operator.
                if (license.Document.Length == 0 && !license.Id.StartsWith(LicenseId.ReferencePrefix, StringComparison.Ordinal) && !IsKnown(license.Id))
                    unknown.Add(license.Id);
                break;
            case SpdxWith with:
                Check(with.License, unknown);
                if (!with.Addition.Contains("AdditionRef-", StringComparison.Ordinal) && !IsKnownException(with.Addition))
                    unknown.Add(with.Addition);
                break;
            case SpdxAnd and:
                foreach (var operand in and.Operands)
                    Check(operand, unknown);
                break;
            case SpdxOr or:
                foreach (var operand in or.Operands)
                    Check(operand, unknown);
                break;
        }
    }

    private static SpdxListEntry? Search(ImmutableArray<SpdxListEntry> entries, ReadOnlySpan<char> id)
    {
        int low = 0, high = entries.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = entries[middle].Id.AsSpan().CompareTo(id, StringComparison.OrdinalIgnoreCase);
            if (order == 0)
                return entries[middle];
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }

    private static Tables Load()
    {
        var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The resource {ResourceName} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        var licenses = ImmutableArray.CreateBuilder<SpdxListEntry>(750);
        var exceptions = ImmutableArray.CreateBuilder<SpdxListEntry>(100);
        var current = licenses;
        var commit = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                commit = line[(line.LastIndexOf("license-list-XML ", StringComparison.Ordinal) is var at and >= 0 ? at + 17 : line.Length)..];
            else if (line == "---")
                current = exceptions;
            else
                current.Add(Entry(line.Split('\t')));
        }

        return new Tables(commit, Sorted(licenses), Sorted(exceptions));
    }

    private static SpdxListEntry Entry(string[] cells)
    {
        var flags = cells.Length > 2 ? cells[2] : "";
        return new SpdxListEntry(cells[0], cells[1])
        {
            IsOsiApproved = flags.Contains('o', StringComparison.Ordinal),
            IsFsfLibre = flags.Contains('f', StringComparison.Ordinal) ? true : flags.Contains('n', StringComparison.Ordinal) ? false : null,
            IsDeprecated = flags.Contains('d', StringComparison.Ordinal),
            ObsoletedBy = cells.Length > 3 ? cells[3] : "",
        };
    }

    private static ImmutableArray<SpdxListEntry> Sorted(ImmutableArray<SpdxListEntry>.Builder entries)
    {
        entries.Sort(static (x, y) => string.Compare(x.Id, y.Id, StringComparison.OrdinalIgnoreCase));
        return entries.ToImmutable();
    }

    private sealed record Tables(string Commit, ImmutableArray<SpdxListEntry> Licenses, ImmutableArray<SpdxListEntry> Exceptions);
}
