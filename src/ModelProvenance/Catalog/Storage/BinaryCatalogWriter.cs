using System.Buffers.Binary;
using System.Text;

namespace ModelProvenance.Catalog.Storage;

/// <summary>Compiles a catalog into the binary resource; see <see cref="BinaryLayout"/>.</summary>
internal static class BinaryCatalogWriter
{
    public static byte[] Write(CatalogContents contents)
    {
        contents.Sort();
        var strings = new StringHeap();
        var cold = new ColdPart();
        var records = new ByteBuffer();
        var index = new ByteBuffer();
        var writer = new BinaryRecordWriter(records, strings, cold, defers: true);

        // The order is that of EntityKind.
        Section(contents.Organizations, o => o.Id.Value, o => RecordDescriptions.Organization(writer, o));
        Section(contents.Licenses, l => l.Id.Value.ToLowerInvariant(), l => RecordDescriptions.License(writer, l));
        Section(contents.Families, f => f.Id.Value, f => RecordDescriptions.Family(writer, f));
        Section(contents.Series, s => s.Id.Value, s => RecordDescriptions.Series(writer, s));
        Section(contents.Releases, r => r.Id.Value, r => RecordDescriptions.Release(writer, r, default));
        Section(contents.Models, m => m.Id.Value, m => RecordDescriptions.Model(writer, m, nested: false));
        Section(contents.Statements, s => s.Id.Value, s => RecordDescriptions.Statement(writer, s));

        var meta = new ByteBuffer();
        foreach (var text in new[] { CatalogContents.SchemaVersion, contents.CatalogVersion })
            meta.WriteText(Encoding.UTF8.GetBytes(text));

        meta.WriteVarint((ulong)contents.Retired.Count);
        var retired = new BinaryRecordWriter(meta, strings, cold);
        foreach (var id in contents.Retired)
            RecordDescriptions.Retired(retired, id);

        var (slots, entries) = NameTable.Build(contents);

        // Documents are described after all evidence, because evidence finds them.
        var sources = new ByteBuffer();
        var coldWriter = new BinaryRecordWriter(cold.Evidence, cold.Strings, cold);
        sources.WriteUInt32((uint)cold.Documents.Count);
        foreach (var document in cold.Documents)
        {
            sources.WriteUInt32((uint)cold.Evidence.Length);
            coldWriter.Text("key", document.Key);
            RecordDescriptions.Source(coldWriter, document);
        }

        return Assemble([meta.ToArray(), strings.ToArray(), records.ToArray(), index.ToArray(), slots, entries, cold.Strings.ToArray(), cold.Evidence.ToArray(), sources.ToArray()]);

        void Section<T>(List<T> items, Func<T, string> id, Action<T> write)
        {
            index.WriteUInt32((uint)items.Count);
            foreach (var item in items.OrderBy(id, StringComparer.Ordinal))
            {
                index.WriteUInt32(strings.Place(id(item)));
                index.WriteUInt32((uint)records.Length);
                write(item);
            }
        }
    }

    private static byte[] Assemble(byte[][] sections)
    {
        var length = BinaryLayout.HeaderSize + sections.Sum(s => (long)s.Length);
        var bytes = new byte[checked((int)length)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, BinaryLayout.Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)bytes.Length);
        var offset = BinaryLayout.HeaderSize;
        for (var i = 0; i < sections.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8 + (i * 8)), (uint)offset);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12 + (i * 8)), (uint)sections[i].Length);
            sections[i].CopyTo(bytes, offset);
            offset += sections[i].Length;
        }

        return bytes;
    }
}
