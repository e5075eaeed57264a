using System.Reflection;
using System.Runtime.InteropServices;

namespace ModelProvenance.Licensing.Texts;

/// <summary>All fingerprints, and which hash occurs in which of them.</summary>
internal sealed class FingerprintIndex
{
    /// <summary>The name of the fingerprints in the assembly.</summary>
    public const string ResourceName = "ModelProvenance.licenseTexts";

    private static readonly Lazy<FingerprintIndex> Embedded = new(Load);

    // The hashes are spread evenly: the upper bits of one say nearly where it stands.
    private const int BucketBits = 16;

    private readonly uint[] _hashes;
    // Hashes whose upper bits are b: _hashes[_buckets[b].._buckets[b + 1]].
    private readonly int[] _buckets;
    // Postings of hash i: _postings[_starts[i].._starts[i + 1]].
    private readonly int[] _starts;
    private readonly ushort[] _postings;
    private readonly float[] _weights;
    private readonly float[] _totals;

    public FingerprintIndex(FingerprintSet set)
    {
        _hashes = set.Hashes;
        Texts = set.Texts;
        _buckets = Buckets(_hashes);
        _starts = new int[_hashes.Length + 1];
        _weights = new float[_hashes.Length];
        _totals = new float[Texts.Length];

        // First count, then fill; a hash is posted once for each text, and only for its mandatory parts.
        var last = new int[_hashes.Length];
        Array.Fill(last, -1);
        ForEachMandatory((text, gram) =>
        {
            if (last[gram] != text)
            {
                last[gram] = text;
                _starts[gram + 1]++;
            }
        });
        for (var i = 0; i < _hashes.Length; i++)
        {
            // The rarer, the more telling.
            _weights[i] = _starts[i + 1] == 0 ? 0 : (float)Math.Log(1 + ((double)Texts.Length / _starts[i + 1]));
            _starts[i + 1] += _starts[i];
        }

        _postings = new ushort[_starts[^1]];
        var next = _starts.AsSpan(0, _hashes.Length).ToArray();
        Array.Fill(last, -1);
        ForEachMandatory((text, gram) =>
        {
            if (last[gram] == text)
                return;
            last[gram] = text;
            _postings[next[gram]++] = (ushort)text;
            _totals[text] += _weights[gram];
        });
    }

    /// <summary>The fingerprints of this package.</summary>
    public static FingerprintIndex Default => Embedded.Value;

    public Fingerprint[] Texts { get; }

    /// <summary>These texts with others in front of them.</summary>
    /// <param name="added">Ids and words; three words at least.</param>
    public FingerprintIndex With(IReadOnlyList<(string License, TextToken[] Tokens)> added)
    {
        static uint[] Hashes(TextToken[] tokens)
        {
            var hashes = new uint[tokens.Length - 2];
            for (var i = 0; i < hashes.Length; i++)
                hashes[i] = TextTokens.Gram(tokens[i], tokens[i + 1], tokens[i + 2]);
            return hashes;
        }

        var fresh = added.Select(text => Hashes(text.Tokens)).ToList();
        var all = _hashes.Concat(fresh.SelectMany(static hashes => hashes)).Distinct().Order().ToArray();
        int[] Places(IEnumerable<uint> hashes) => [.. hashes.Select(hash => Array.BinarySearch(all, hash))];
        return new FingerprintIndex(new FingerprintSet(all,
        [
            .. added.Select((text, i) => new Fingerprint(text.License, "", "", "") { Grams = Places(fresh[i]), Optional = OptionalPart.LinksOf(text.Tokens) }),
            .. Texts.Select(text => text with { Grams = Places(text.Grams.Select(gram => _hashes[gram])) }),
        ]));
    }

    /// <summary>How many different hashes there are.</summary>
    public int HashCount => _hashes.Length;

    /// <summary>The position of each three words in a row, or -1 where no text has them.</summary>
    public int[] Grams(ReadOnlySpan<TextToken> tokens)
    {
        if (tokens.Length < 3)
            return [];
        var grams = new int[tokens.Length - 2];
        for (var i = 0; i < grams.Length; i++)
            grams[i] = Place(TextTokens.Gram(tokens[i], tokens[i + 1], tokens[i + 2]));
        return grams;
    }

    private int Place(uint hash)
    {
        var bucket = (int)(hash >> (32 - BucketBits));
        for (var i = _buckets[bucket]; i < _buckets[bucket + 1]; i++)
        {
            if (_hashes[i] == hash)
                return i;
        }

        return -1;
    }

    private static int[] Buckets(uint[] hashes)
    {
        var buckets = new int[(1 << BucketBits) + 1];
        foreach (var hash in hashes)
            buckets[(hash >> (32 - BucketBits)) + 1]++;
        for (var b = 1; b < buckets.Length; b++)
            buckets[b] += buckets[b - 1];
        return buckets;
    }

    /// <summary>The texts of which most is found, best first, with the share that is found (weighted by how telling it is).</summary>
    public List<(int Text, float Share)> Candidates(ReadOnlySpan<int> grams, int count)
    {
        var found = new float[Texts.Length];
        var seen = new bool[_hashes.Length];
        foreach (var gram in grams)
        {
            if (gram < 0 || seen[gram])
                continue;
            seen[gram] = true;
            foreach (var text in _postings.AsSpan(_starts[gram], _starts[gram + 1] - _starts[gram]))
                found[text] += _weights[gram];
        }

        var candidates = new List<(int Text, float Share)>();
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i] > 0)
                candidates.Add((i, found[i] / _totals[i]));
        }

        candidates.Sort(static (x, y) => x.Share != y.Share ? y.Share.CompareTo(x.Share) : x.Text.CompareTo(y.Text));
        if (candidates.Count > count)
            CollectionsMarshal.SetCount(candidates, count);
        return candidates;
    }

    private void ForEachMandatory(Action<int, int> visit)
    {
        for (var t = 0; t < Texts.Length; t++)
        {
            var text = Texts[t];
            for (var i = 0; i < text.Grams.Length; i++)
            {
                if (!text.IsOptional(i) && !text.IsOptional(i + 1) && !text.IsOptional(i + 2))
                    visit(t, text.Grams[i]);
            }
        }
    }

    private static FingerprintIndex Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The resource {ResourceName} is missing from the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new FingerprintIndex(FingerprintFile.Read(bytes));
    }
}
