using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelProvenance.Text;

/// <summary>Finds many phrases in one pass over a text, whatever the case of the letters.</summary>
/// <remarks>Each phrase is looked for by six neighbouring characters of it that are rare in prose. A table for each of the six says by the two halves of a character which of eight buckets
/// of phrases it may belong to (the algorithm "Teddy" of Hyperscan, Wang and others, NSDI 2019); where all six agree, the phrases of the bucket are compared. Safe to share between threads.</remarks>
internal sealed class PhraseFinder
{
    private const int Anchor = 6;
    private const int Shortest = 3;
    private const int Buckets = 8;

    // Upper and lower case differ in this bit; what else it folds together is told apart by the comparison.
    private const byte CaseBit = 0x20;

    // Behind the last character: a whole vector and the rest of an anchor can be read.
    private const int Padding = 64;

    // From the most frequent letter of English prose to the rarest.
    private const string ByFrequency = " etaoinsrhldcumfpgwybvkxjqz";

    private readonly Entry[][] _buckets;
    private readonly byte[][] _low = new byte[Anchor][];
    private readonly byte[][] _high = new byte[Anchor][];
    private readonly int _listed;

    /// <summary>A finder.</summary>
    /// <param name="phrases">Phrases of three characters or more, whose letters are of ASCII or of a script without case, each with the bit of its group.</param>
    /// <param name="listed">The groups of which every place is wanted.</param>
    /// <exception cref="ArgumentException">A phrase is shorter.</exception>
    public PhraseFinder(IEnumerable<(string Phrase, int Group)> phrases, int listed = 0)
    {
        _listed = listed;
        var buckets = Enumerable.Range(0, Buckets).Select(_ => new List<Entry>()).ToArray();
        for (var i = 0; i < Anchor; i++)
            (_low[i], _high[i]) = (new byte[16], new byte[16]);
        var next = 0;
        foreach (var alike in phrases.Select(p => (p.Phrase, Offset: Rarest(p.Phrase), p.Group)).GroupBy(p => Folded(p.Phrase, p.Offset)).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            // What is shorter than an anchor lets any last characters pass, so such phrases get buckets of their own.
            var bucket = alike.Key.Length <= Shortest ? Buckets - 1 : alike.Key.Length < Anchor ? Buckets - 2 : next++ % (Buckets - 2);
            var (key, mask) = (0UL, 0UL);
            for (var i = 0; i < alike.Key.Length; i++)
            {
                key |= (ulong)alike.Key[i] << (8 * i);
                mask |= 0xFFUL << (8 * i);
            }

            buckets[bucket].AddRange(alike.Select(p => new Entry(key, mask, p.Phrase, p.Offset, p.Group)));
            for (var i = 0; i < Anchor; i++)
            {
                for (var half = 0; half < 16; half++)
                {
                    _low[i][half] |= (byte)(i >= alike.Key.Length || (alike.Key[i] & 15) == half ? 1 << bucket : 0);
                    _high[i][half] |= (byte)(i >= alike.Key.Length || alike.Key[i] >> 4 == half ? 1 << bucket : 0);
                }
            }
        }

        _buckets = [.. buckets.Select(b => b.ToArray())];
    }

    /// <summary>The groups of which the text holds a phrase.</summary>
    /// <param name="text">The text.</param>
    /// <param name="places">Gets the phrases of the listed groups, about in the order of the text; made when there is one.</param>
    public int Find(ReadOnlySpan<char> text, ref List<PhrasePlace>? places) => Find(text, ref places, Avx2.IsSupported);

    /// <summary>The same; with or without vectors, which gives the same answer.</summary>
    internal int Find(ReadOnlySpan<char> text, ref List<PhrasePlace>? places, bool vectors)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(text.Length + Padding);
        Fold(text, buffer);
        var found = vectors ? ByVector(text, buffer, ref places) : ByCharacter(text, buffer, ref places);
        ArrayPool<byte>.Shared.Return(buffer);
        return found;
    }

    private int ByVector(ReadOnlySpan<char> text, byte[] folded, ref List<PhrasePlace>? places)
    {
        var (low0, low1, low2, low3, low4, low5) = (Table(_low[0]), Table(_low[1]), Table(_low[2]), Table(_low[3]), Table(_low[4]), Table(_low[5]));
        var (high0, high1, high2, high3, high4, high5) = (Table(_high[0]), Table(_high[1]), Table(_high[2]), Table(_high[3]), Table(_high[4]), Table(_high[5]));
        var mask = Vector256.Create((byte)15);
        ref var start = ref MemoryMarshal.GetArrayDataReference(folded);
        var found = 0;
        for (var i = 0; i < text.Length; i += Vector256<byte>.Count)
        {
            var hits = Of(ref start, i, low0, high0, mask) & Of(ref start, i + 1, low1, high1, mask) & Of(ref start, i + 2, low2, high2, mask)
                & Of(ref start, i + 3, low3, high3, mask) & Of(ref start, i + 4, low4, high4, mask) & Of(ref start, i + 5, low5, high5, mask);
            if (hits == Vector256<byte>.Zero)
                continue;
            var here = ~Vector256.Equals(hits, Vector256<byte>.Zero).ExtractMostSignificantBits();
            for (; here != 0; here &= here - 1)
            {
                var at = BitOperations.TrailingZeroCount(here);
                found |= Compare(text, folded, i + at, hits.GetElement(at), found, ref places);
            }

        }

        return found;
    }

    private int ByCharacter(ReadOnlySpan<char> text, byte[] folded, ref List<PhrasePlace>? places)
    {
        var found = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var hits = 0xFF;
            for (var k = 0; k < Anchor; k++)
                hits &= _low[k][folded[i + k] & 15] & _high[k][folded[i + k] >> 4];
            if (hits != 0)
                found |= Compare(text, folded, i, (byte)hits, found, ref places);
        }

        return found;
    }

    private int Compare(ReadOnlySpan<char> text, byte[] folded, int at, byte buckets, int found, ref List<PhrasePlace>? places)
    {
        var more = 0;
        var here = BinaryPrimitives.ReadUInt64LittleEndian(folded.AsSpan(at));
        for (var rest = (uint)buckets; rest != 0; rest &= rest - 1)
        {
            foreach (ref readonly var entry in _buckets[BitOperations.TrailingZeroCount(rest)].AsSpan())
            {
                if ((here & entry.Mask) == entry.Key && ((found & ~_listed) & entry.Group) == 0 && at >= entry.Offset && text[(at - entry.Offset)..].StartsWith(entry.Phrase, StringComparison.OrdinalIgnoreCase))
                {
                    more |= entry.Group;
                    if ((entry.Group & _listed) != 0)
                        (places ??= []).Add(new PhrasePlace(entry.Group, at - entry.Offset, entry.Phrase.Length));
                }
            }
        }

        return more;
    }

    private readonly record struct Entry(ulong Key, ulong Mask, string Phrase, int Offset, int Group);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Of(ref byte start, int at, Vector256<byte> low, Vector256<byte> high, Vector256<byte> mask)
    {
        var characters = Vector256.LoadUnsafe(ref start, (nuint)at);
        return Avx2.Shuffle(low, characters & mask) & Avx2.Shuffle(high, Vector256.ShiftRightLogical(characters.AsUInt16(), 4).AsByte() & mask);
    }

    // A shuffle looks up in each half of its own.
    private static Vector256<byte> Table(byte[] table) => Vector256.Create(Vector128.Create(table), Vector128.Create(table));

    // The low half of each character with the case bit: what lies beyond ASCII may look like a letter then, and the comparison refuses it.
    private static void Fold(ReadOnlySpan<char> text, byte[] folded)
    {
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
            ref var to = ref MemoryMarshal.GetArrayDataReference(folded);
            var bit = Vector256.Create(CaseBit);
            for (; i <= text.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
                (Vector256.Narrow(Vector256.LoadUnsafe(ref from, (nuint)i), Vector256.LoadUnsafe(ref from, (nuint)(i + Vector256<ushort>.Count))) | bit).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < text.Length; i++)
            folded[i] = (byte)(unchecked((byte)text[i]) | CaseBit);
        Array.Clear(folded, text.Length, Padding);
    }

    private static string Folded(string phrase, int offset) => string.Create(Math.Min(Anchor, phrase.Length), (phrase, offset), (anchor, from) =>
    {
        for (var i = 0; i < anchor.Length; i++)
            anchor[i] = (char)(unchecked((byte)from.phrase[from.offset + i]) | CaseBit);
    });

    private static int Rarest(string phrase)
    {
        if (phrase.Length < Shortest)
            throw new ArgumentException($"The phrase '{phrase}' is shorter than {Shortest} characters.", nameof(phrase));
        var (best, rarity) = (0, -1);
        for (var i = 0; i + Math.Min(Anchor, phrase.Length) <= phrase.Length; i++)
        {
            var sum = 0;
            foreach (var c in phrase.AsSpan(i, Math.Min(Anchor, phrase.Length)))
                sum += ByFrequency.IndexOf(char.ToLowerInvariant(c)) is >= 0 and var rank ? rank : ByFrequency.Length;
            if (sum > rarity)
                (best, rarity) = (i, sum);
        }

        return best;
    }
}

/// <summary>Where a phrase stands.</summary>
/// <param name="Group">The bit of its group.</param>
/// <param name="Start">Offset of its first character.</param>
/// <param name="Length">Number of its characters.</param>
internal readonly record struct PhrasePlace(int Group, int Start, int Length);
