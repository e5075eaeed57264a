using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace ModelProvenance.Licensing.Texts;

/// <summary>A phrase that decides between texts that are nearly the same: it must, or must not, occur.</summary>
/// <param name="IsAbsent">Whether it must not occur.</param>
/// <param name="Length">How many words it has.</param>
/// <param name="Hash">The hash of its words.</param>
internal readonly record struct TextMarker(bool IsAbsent, int Length, ulong Hash);

/// <summary>A part of a text that need not be there: title, preamble, appendix, appended policy.</summary>
/// <param name="Start">The first word.</param>
/// <param name="End">Behind the last word.</param>
internal readonly record struct OptionalPart(int Start, int End)
{
    /// <summary>Addresses of links: a copy without Markdown does not have them.</summary>
    public static ImmutableArray<OptionalPart> LinksOf(IReadOnlyList<TextToken> tokens)
    {
        var links = ImmutableArray.CreateBuilder<OptionalPart>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var end = i;
            while (end < tokens.Count && (tokens[end].Place & TokenPlace.Link) != 0)
                end++;
            if (end > i)
                links.Add(new OptionalPart(i, end));
            i = end;
        }

        return links.ToImmutable();
    }
}

/// <summary>What is kept of a licence text: the hashes of its words, three by three, in order.</summary>
/// <param name="License">The id.</param>
/// <param name="Family">Texts that succeed one another or differ in a clause; empty when there are none.</param>
/// <param name="Version">The version that the text states; empty when it states none.</param>
/// <param name="Source">Repository, path and commit of the text.</param>
internal sealed record Fingerprint(string License, string Family, string Version, string Source)
{
    /// <summary>Positions of the hashes in <see cref="FingerprintSet.Hashes"/>.</summary>
    public int[] Grams { get; init; } = [];

    /// <summary>Parts that need not be there, in order.</summary>
    public ImmutableArray<OptionalPart> Optional { get; init; } = [];

    /// <summary>Deciding phrases.</summary>
    public ImmutableArray<TextMarker> Markers { get; init; } = [];

    /// <summary>How many words the text has.</summary>
    public int Words => Grams.Length + 2;

    /// <summary>Whether a word need not be there.</summary>
    public bool IsOptional(int word)
    {
        foreach (var part in Optional)
        {
            if (word >= part.Start && word < part.End)
                return true;
        }

        return false;
    }
}

/// <summary>All fingerprints.</summary>
/// <param name="Hashes">The hashes of three words that occur anywhere, sorted.</param>
/// <param name="Texts">The texts.</param>
internal sealed record FingerprintSet(uint[] Hashes, Fingerprint[] Texts);

/// <summary>The file of the fingerprints. No text can be read back from it.</summary>
internal static class FingerprintFile
{
    // Little endian; v = unsigned LEB128.
    //   u32 magic, u16 version
    //   v count, then v differences of the sorted hashes
    //   v number of texts, then each: id, family, version, source (v length, UTF-8), parts (v count; v start, v length),
    //   markers (v count; u8 absent, v length, u64 hash), v number of grams, runs:
    //     v length * 2 + 1, v place in the grams of all texts so far: a run that occurred before
    //     v length * 2, then v numbers of hashes: a new run
    private const uint Magic = 0x544C504D;
    private const ushort Version = 1;
    private const int ShortestRun = 4;

    public static byte[] Write(FingerprintSet set)
    {
        var output = new MemoryStream();
        using var writer = new BinaryWriter(output);
        writer.Write(Magic);
        writer.Write(Version);
        WriteVarint(writer, (uint)set.Hashes.Length);
        uint last = 0;
        foreach (var hash in set.Hashes)
        {
            WriteVarint(writer, hash - last);
            last = hash;
        }

        WriteVarint(writer, (uint)set.Texts.Length);
        var all = new List<int>();
        var places = new Dictionary<int, List<int>>();
        foreach (var text in set.Texts)
        {
            foreach (var field in (string[])[text.License, text.Family, text.Version, text.Source])
            {
                var bytes = Encoding.UTF8.GetBytes(field);
                WriteVarint(writer, (uint)bytes.Length);
                writer.Write(bytes);
            }

            WriteVarint(writer, (uint)text.Optional.Length);
            foreach (var part in text.Optional)
            {
                WriteVarint(writer, (uint)part.Start);
                WriteVarint(writer, (uint)(part.End - part.Start));
            }

            WriteVarint(writer, (uint)text.Markers.Length);
            foreach (var marker in text.Markers)
            {
                writer.Write(marker.IsAbsent);
                WriteVarint(writer, (uint)marker.Length);
                writer.Write(marker.Hash);
            }

            WriteVarint(writer, (uint)text.Grams.Length);
            WriteRuns(writer, text.Grams, all, places);
        }

        writer.Flush();
        return output.ToArray();
    }

    private static void WriteRuns(BinaryWriter writer, int[] grams, List<int> all, Dictionary<int, List<int>> places)
    {
        var fresh = new List<int>();
        void Flush()
        {
            if (fresh.Count == 0)
                return;
            WriteVarint(writer, (uint)fresh.Count * 2);
            foreach (var gram in fresh)
                WriteVarint(writer, (uint)gram);
            fresh.Clear();
        }

        for (var i = 0; i < grams.Length;)
        {
            var (bestPlace, bestLength) = (0, 0);
            foreach (var place in places.GetValueOrDefault(grams[i]) ?? [])
            {
                var length = 0;
                while (i + length < grams.Length && place + length < all.Count && all[place + length] == grams[i + length])
                    length++;
                if (length > bestLength)
                    (bestPlace, bestLength) = (place, length);
            }

            if (bestLength < ShortestRun)
            {
                fresh.Add(grams[i++]);
                continue;
            }

            Flush();
            WriteVarint(writer, ((uint)bestLength * 2) + 1);
            WriteVarint(writer, (uint)bestPlace);
            i += bestLength;
        }

        Flush();
        foreach (var gram in grams)
        {
            if (!places.TryGetValue(gram, out var list))
                places.Add(gram, list = []);
            list.Add(all.Count);
            all.Add(gram);
        }
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidOperationException">It is not such a file: the build is broken.</exception>
    public static FingerprintSet Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 6 || BinaryPrimitives.ReadUInt32LittleEndian(file) != Magic || BinaryPrimitives.ReadUInt16LittleEndian(file[4..]) != Version)
            throw new InvalidOperationException("The fingerprints of licence texts are not those of this build.");
        var at = 6;
        var hashes = new uint[Varint(file, ref at)];
        uint last = 0;
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = last = unchecked(last + Varint(file, ref at));
        var texts = new Fingerprint[Varint(file, ref at)];
        var all = new List<int>(1 << 18);
        for (var i = 0; i < texts.Length; i++)
        {
            var text = new Fingerprint(Field(file, ref at), Field(file, ref at), Field(file, ref at), Field(file, ref at));
            var parts = new OptionalPart[Varint(file, ref at)];
            for (var j = 0; j < parts.Length; j++)
            {
                var start = (int)Varint(file, ref at);
                parts[j] = new OptionalPart(start, start + (int)Varint(file, ref at));
            }

            var markers = new TextMarker[Varint(file, ref at)];
            for (var j = 0; j < markers.Length; j++)
            {
                var absent = file[at++] != 0;
                var length = (int)Varint(file, ref at);
                markers[j] = new TextMarker(absent, length, BinaryPrimitives.ReadUInt64LittleEndian(file[at..]));
                at += 8;
            }

            var grams = new int[Varint(file, ref at)];
            for (var filled = 0; filled < grams.Length;)
            {
                var head = Varint(file, ref at);
                var length = (int)(head >> 1);
                if ((head & 1) != 0)
                {
                    all.CopyTo((int)Varint(file, ref at), grams, filled, length);
                }
                else
                {
                    for (var j = 0; j < length; j++)
                        grams[filled + j] = (int)Varint(file, ref at);
                }

                filled += length;
            }

            all.AddRange(grams);
            texts[i] = text with { Grams = grams, Optional = [.. parts], Markers = [.. markers] };
        }

        return new FingerprintSet(hashes, texts);
    }

    private static string Field(ReadOnlySpan<byte> file, ref int at)
    {
        var length = (int)Varint(file, ref at);
        var text = Encoding.UTF8.GetString(file.Slice(at, length));
        at += length;
        return text;
    }

    private static uint Varint(ReadOnlySpan<byte> file, ref int at)
    {
        uint value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = file[at++];
            value |= (uint)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
    }

    private static void WriteVarint(BinaryWriter writer, uint value)
    {
        while (value >= 0x80)
        {
            writer.Write((byte)((value & 0x7F) | 0x80));
            value >>= 7;
        }

        writer.Write((byte)value);
    }
}
