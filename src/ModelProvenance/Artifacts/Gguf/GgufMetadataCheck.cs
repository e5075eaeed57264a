using System.Globalization;

using ModelProvenance.Artifacts.Reading;

namespace ModelProvenance.Artifacts.Gguf;

/// <summary>What the metadata of one file says wrongly about itself: types, numbered lists, parts, templates.</summary>
internal static class GgufMetadataCheck
{
    public static void Run(FindingSink findings, GgufHeader header, string path)
    {
        foreach (var entry in header.Metadata)
        {
            if (entry.Key != GgufKeys.Alignment && GgufKeys.KindOf(entry.Key) is { } kind && !GgufKeys.Fits(kind, entry))
            {
                findings.Add(
                    ArtifactReadRules.GgufUnexpectedType,
                    $"{FindingSink.Quote(entry.ToString())} has the type {entry.Type}{(entry.Array is { } array ? $" of {array.ElementType}" : "")}; expected {Describe(kind)}. The value is not used.",
                    entry.ByteOffset,
                    entry.Key);
            }

            if (entry.Text is { } text && (entry.Key == GgufKeys.ChatTemplate || entry.Key.StartsWith(GgufKeys.ChatTemplatePrefix, StringComparison.Ordinal)))
                TemplateLint.Check(findings, text, entry.ByteOffset, entry.Key);
        }

        CheckList(findings, header, GgufKeys.BaseModelPrefix, "base models");
        CheckList(findings, header, GgufKeys.DatasetPrefix, "data sets");
        CheckSplit(findings, header, path);
    }

    private static string Describe(GgufKeys.Kind kind) => kind switch
    {
        GgufKeys.Kind.Text => "a string",
        GgufKeys.Kind.Integer => "an integer",
        GgufKeys.Kind.Number => "a number",
        _ => "an array of strings",
    };

    private static void CheckList(FindingSink findings, GgufHeader header, string prefix, string what)
    {
        var present = new SortedSet<int>();
        foreach (var entry in header.Metadata)
        {
            if (GgufKeys.TryIndexed(entry.Key, prefix, out var index, out _))
                present.Add(index);
        }

        var stated = header.Find(prefix + "count");
        if (stated?.Integer is not { } count)
        {
            if (present.Count > 0 && header.IsComplete)
                findings.Add(ArtifactReadRules.GgufNumberedListGap, $"There are {present.Count} numbered {what}, but no {prefix}count; readers that go by the count see none.", pointer: prefix + "count");
            return;
        }

        // The first number that is missing, found without counting up to a count that a file may state at will.
        var missing = 0;
        while (present.Contains(missing))
            missing++;
        if (missing < count)
            findings.Add(ArtifactReadRules.GgufNumberedListGap, $"{prefix}count is {FindingSink.Number(count)}, but there is no {what} entry with the number {missing}.", stated.ByteOffset, stated.Key);
        else if (present.Count > 0 && present.Max >= count)
            findings.Add(ArtifactReadRules.GgufNumberedListGap, $"{prefix}count is {FindingSink.Number(count)}, but there is an entry with the number {present.Max}.", stated.ByteOffset, stated.Key);
    }

    private static void CheckSplit(FindingSink findings, GgufHeader header, string path)
    {
        var number = header.Find("split.no");
        var count = header.Find("split.count");
        if (number?.Integer is not { } no || count?.Integer is not { } of)
        {
            // One key alone says nothing; a name alone is common for files that were cut by other tools.
            return;
        }

        if (of > 0 && (no < 0 || no >= of))
            findings.Add(ArtifactReadRules.GgufSplitMismatch, $"split.no is {FindingSink.Number(no)}, but split.count is {FindingSink.Number(of)}; parts count from 0.", number.ByteOffset, number.Key);
        if (of > 1 && ShardName.TryParse(path, out var name) && (name.Number != no + 1 || name.Count != of))
        {
            findings.Add(
                ArtifactReadRules.GgufSplitMismatch,
                string.Create(CultureInfo.InvariantCulture, $"The file name says part {name.Number} of {name.Count}, the keys say part {no + 1} of {of}. Rename the file as its keys say, so that loaders find its siblings."),
                number.ByteOffset,
                number.Key);
        }
    }
}
