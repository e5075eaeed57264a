using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Catalog.Storage;

/// <summary>Whatever bytes a compiled catalog has: it ends in the documented exception, or in records that read.</summary>
public class BinaryCatalogDamageTests
{
    private const int Seed = 20260101;

    /// <summary>The tiny catalog has 10 KB; a reader that believed a damaged count would ask for far more than this.</summary>
    private const long MostBytes = 2 * 1024 * 1024;

    private static readonly byte[] Sound = BinaryCatalogWriter.Write(TinyCatalog.Contents());

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (var length = 0; length < Sound.Length; length++)
            FluentActions.Invoking(() => BinaryCatalog.Open(Sound[..length])).Should().Throw<CatalogFormatException>($"{length} of {Sound.Length} bytes are there");
        FluentActions.Invoking(() => BinaryCatalog.Open([.. Sound, 0])).Should().Throw<CatalogFormatException>().WithMessage("The compiled catalog is truncated or damaged: it states * bytes, there are *.");
        FluentActions.Invoking(() => BinaryCatalog.Open([])).Should().Throw<CatalogFormatException>().WithMessage("The compiled catalog does not begin as one (0 bytes).");
        Walk(Sound).Should().BeTrue("the sound one reads");
    }

    [Fact]
    public void Truncations_that_state_their_length_end_in_the_exception_or_in_records()
    {
        for (var length = 8; length < Sound.Length; length += 3)
        {
            var bytes = Sound[..length];
            BitConverter.TryWriteBytes(bytes.AsSpan(4), length);
            Walk(bytes);
        }
    }

    [Fact]
    public void A_hundred_thousand_damaged_bytes_end_in_the_exception_or_in_records()
    {
        var random = new Random(Seed);
        var bytes = Sound.ToArray();
        var read = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var at = random.Next(bytes.Length);
            bytes[at] = (byte)(Sound[at] ^ random.Next(1, 256));
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read += Walk(bytes) ? 1 : 0;
            }
            catch (Exception e) when (e is not CatalogFormatException)
            {
                throw new InvalidOperationException($"Byte {at} as 0x{bytes[at]:X2} (was 0x{Sound[at]:X2}): {e}", e);
            }

            if (GC.GetAllocatedBytesForCurrentThread() - before > MostBytes)
                Assert.Fail($"Byte {at} as 0x{bytes[at]:X2} made {GC.GetAllocatedBytesForCurrentThread() - before} bytes of memory.");
            bytes[at] = Sound[at];
        }

        // Most damage hits texts, which read as other texts; some of it must have been noticed.
        read.Should().BeInRange(20_000, 99_000);
    }

    [Fact]
    public void Every_byte_of_the_header_and_the_index_damaged_to_the_extremes_ends_in_the_exception_or_in_records()
    {
        var bytes = Sound.ToArray();
        for (var at = 0; at < bytes.Length; at++)
        {
            foreach (var value in (ReadOnlySpan<byte>)[0x00, 0x7F, 0x80, 0xFF])
            {
                bytes[at] = value;
                try
                {
                    Walk(bytes);
                }
                catch (Exception e) when (e is not CatalogFormatException)
                {
                    throw new InvalidOperationException($"Byte {at} as 0x{value:X2} (was 0x{Sound[at]:X2}): {e}", e);
                }
            }

            bytes[at] = Sound[at];
        }
    }

    // Reads all there is; false when the catalog was refused on the way.
    private static bool Walk(byte[] bytes)
    {
        try
        {
            var catalog = ModelCatalog.FromBinary(BinaryCatalog.Open(bytes));
            foreach (var entity in catalog.Entities())
                Evidence(catalog, entity);
            foreach (var _ in catalog.Sources)
            {
            }

            foreach (var (_, matches) in catalog.Binary.AllNames())
            {
                foreach (var _ in matches)
                {
                }
            }

            catalog.Binary.Retired();
            catalog.Search("acme");
            new ModelResolver(catalog).Resolve("acme-ai/Acme-1-7B");
            return true;
        }
        catch (CatalogFormatException e)
        {
            return e.Message.StartsWith("The compiled catalog ", StringComparison.Ordinal) ? false : throw new InvalidOperationException("Another message", e);
        }
    }

    // An id that was damaged is not found by it, and that is all.
    private static void Evidence(ModelCatalog catalog, EntityReference entity)
    {
        try
        {
            catalog.Evidence(entity.Kind, entity.Id);
        }
        catch (KeyNotFoundException)
        {
        }
    }
}
