using System.Globalization;
using System.Text;

using ModelProvenance.Boms;
using ModelProvenance.Validation;

namespace ModelProvenance.Tests.Boms;

/// <summary>Bills of materials under changed bytes: whatever happens ends in a document or findings, within the bounds on findings and memory.</summary>
public class BomMutationTests(ITestOutputHelper output)
{
    /// <summary>Mutations in one run. The environment variable MODELPROV_MUTATIONS raises it, for example to 1000000.</summary>
    private const int DefaultMutations = 4_000;

    private const int Seed = 20261127;

    // The documents have 1 to 20 kB; one value takes about 120 bytes, and rules build tables of them.
    private const long MaxBytesForOneRead = 32 << 20;

    private static readonly string[] Words =
        ["\"bom-ref\":\"a\",", "\"ref\":\"a\"", "[[[[", "}}", "\"@graph\":[", "\"to\":[\"", "null", "-1e999", "\"\\ud800\"", "\\u0000", "\"purl\":\"pkg:huggingface/", "%", "\uFEFF", "\"licenses\":[{\"expression\":\"(((\"}],"];

    [Fact]
    public void Changed_bytes_end_in_documents_or_findings_within_the_bounds()
    {
        var mutations = int.TryParse(Environment.GetEnvironmentVariable("MODELPROV_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : DefaultMutations;
        byte[][] subjects = [.. Enum.GetValues<BomFormat>().Select(format => Encoding.UTF8.GetBytes(BomSamples.Write(format, BomSamples.Tiny, BomSamples.TinyModel)))];
        var validator = new Validator(new ValidatorOptions { Catalog = BomSamples.Tiny });
        var random = new Random(Seed);
        var documents = 0;
        for (var i = 0; i < mutations; i++)
        {
            var mutated = Mutate(subjects[i % subjects.Length], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var read = BomDocument.Read(mutated, "bom.json");
                if (!read.HasDocument && !read.HasErrors)
                    Fail("there is neither a document nor an error");
                var report = validator.Validate(read, "bom.json", TestContext.Current.CancellationToken);
                if (report.Findings.Length > (BomLimits.MaxFindingsPerRule + 1) * RuleSet.BomRules.Length * 2)
                    Fail($"there are {report.Findings.Length} findings");
                if (read.HasDocument && ++documents % 16 == 0)
                    BomCoverage.OfG7(read.Document, validator);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Fail(exception.ToString());
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > MaxBytesForOneRead)
                Fail($"{allocated:N0} bytes were allocated");
            if ((i + 1) % 100_000 == 0)
                TestContext.Current.SendDiagnosticMessage("{0:N0} mutations, {1:N0} of them documents", i + 1, documents);

            void Fail(string what) => Assert.Fail($"Mutation {i} (seed {Seed}): {what}\n{Encoding.UTF8.GetString(mutated)}");
        }

        output.WriteLine($"{mutations:N0} mutations, {documents:N0} of them documents, seed {Seed}");
        documents.Should().BePositive();
    }

    // Most changes keep the document JSON, so that they reach what stands behind the parser.
    private static byte[] Mutate(byte[] content, Random random)
    {
        var bytes = content.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]));
                    break;
                case 3:
                    SwapTexts(bytes, random);
                    break;
                case 4:
                    Letter(bytes, at, random);
                    break;
                default:
                    var length = Math.Min(random.Next(1, 200), bytes.Count - at);
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
            }

            if (bytes.Count == 0)
                bytes.Add((byte)'{');
        }

        return [.. bytes];
    }

    private static void Letter(List<byte> bytes, int at, Random random)
    {
        for (; at < bytes.Count; at++)
        {
            if (char.IsAsciiLetterOrDigit((char)bytes[at]))
            {
                bytes[at] = (byte)"azAZ059"[random.Next(7)];
                return;
            }
        }
    }

    // Puts one text of the document in the place of another one.
    private static void SwapTexts(List<byte> bytes, Random random)
    {
        if (Next(bytes, random.Next(bytes.Count)) is var (from, length) && Next(bytes, random.Next(bytes.Count)) is var (to, replaced))
        {
            var text = bytes.GetRange(from, length);
            bytes.RemoveRange(to, replaced);
            bytes.InsertRange(to, text);
        }
    }

    private static (int Start, int Length)? Next(List<byte> bytes, int at)
    {
        var start = bytes.IndexOf((byte)'"', at);
        var end = start < 0 ? -1 : bytes.IndexOf((byte)'"', start + 1);
        return end < 0 ? null : (start, end - start + 1);
    }
}
