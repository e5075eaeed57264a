using System.Buffers.Binary;
using System.Text;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Storage;

/// <summary>Collects every name of the catalog and lays them out as a hash table that needs no work at start.</summary>
internal static class NameTable
{
    private readonly record struct Entry(NameRole Role, int Record, DateOnly? From, DateOnly? To);

    public static (byte[] Slots, byte[] Entries) Build(CatalogContents contents)
    {
        var names = new SortedDictionary<string, List<Entry>>(StringComparer.Ordinal);
        AddOrganizations(contents, names);
        AddSeries(contents, names);
        AddModels(contents, names);
        return Layout(names);
    }

    private static void AddOrganizations(CatalogContents contents, SortedDictionary<string, List<Entry>> names)
    {
        for (var i = 0; i < contents.Organizations.Count; i++)
        {
            var organization = contents.Organizations[i];
            Folded(names, organization.Id.Value, new Entry(NameRole.OrganizationName, i, null, null));
            foreach (var name in organization.Names)
            {
                if (name.IsKnown)
                    Folded(names, name.Value.Text, new Entry(NameRole.OrganizationName, i, null, null));
            }

            foreach (var handle in organization.Handles)
            {
                if (!handle.IsKnown)
                    continue;
                var (from, to) = Span(handle.Value.From, handle.Value.To);
                Lower(names, NameSpaces.Handle, $"{handle.Value.Hub}:{handle.Value.Handle}", new Entry(NameRole.Handle, i, from, to));
                Lower(names, NameSpaces.Handle, handle.Value.Handle, new Entry(NameRole.AnyHandle, i, from, to));
            }
        }
    }

    private static void AddSeries(CatalogContents contents, SortedDictionary<string, List<Entry>> names)
    {
        for (var i = 0; i < contents.Families.Count; i++)
        {
            var entry = new Entry(NameRole.FamilyName, i, null, null);
            Folded(names, contents.Families[i].Id.Value, entry);
            foreach (var name in contents.Families[i].Names)
            {
                if (name.IsKnown)
                    Folded(names, name.Value.Text, entry);
            }
        }

        for (var i = 0; i < contents.Series.Count; i++)
        {
            var entry = new Entry(NameRole.SeriesName, i, null, null);
            Folded(names, contents.Series[i].Id.Value, entry);
            foreach (var name in contents.Series[i].Names)
            {
                if (name.IsKnown)
                    Folded(names, name.Value.Text, entry);
            }
        }
    }

    private static void AddModels(CatalogContents contents, SortedDictionary<string, List<Entry>> names)
    {
        for (var i = 0; i < contents.Models.Count; i++)
        {
            var model = contents.Models[i];
            Folded(names, model.Name, new Entry(NameRole.ModelName, i, null, null));
            Folded(names, model.Id.Value, new Entry(NameRole.ModelName, i, null, null));
            foreach (var repository in model.Repositories)
            {
                if (!repository.IsKnown)
                    continue;
                Lower(names, NameSpaces.Repository, repository.Value.Repository.Value, new Entry(NameRole.Repository, i, null, null));
                Folded(names, repository.Value.Repository.Name.ToString(), new Entry(NameRole.ModelName, i, null, null));
            }

            foreach (var distribution in model.Distributions)
            {
                if (!distribution.IsKnown)
                    continue;
                Lower(names, NameSpaces.Repository, distribution.Value.Repository.Value, new Entry(NameRole.DistributionRepository, i, null, null));
                Folded(names, distribution.Value.Repository.Name.ToString(), new Entry(NameRole.DistributionName, i, null, null));
            }

            foreach (var alias in model.Aliases)
            {
                if (!alias.IsKnown)
                    continue;
                var (from, to) = Span(alias.Value.From, alias.Value.To);
                if (alias.Value.Scheme == "name")
                {
                    Folded(names, alias.Value.Text, new Entry(NameRole.AliasName, i, from, to));
                }
                else if (alias.Value.Scheme == HubName.HuggingFace.Value && RepositoryId.TryParse(alias.Value.Text, null, out var repository))
                {
                    Lower(names, NameSpaces.Repository, alias.Value.Text, new Entry(NameRole.AliasRepository, i, from, to));
                    Folded(names, repository.Name.ToString(), new Entry(NameRole.AliasName, i, from, to));
                }
                else
                {
                    Lower(names, NameSpaces.Scheme, $"{alias.Value.Scheme}:{alias.Value.Text}", new Entry(NameRole.SchemeAlias, i, from, to));
                }
            }
        }
    }

    private static (DateOnly? From, DateOnly? To) Span(PartialDate from, PartialDate to) => (from.IsEmpty ? null : from.Earliest, to.IsEmpty ? null : to.Latest);

    private static void Folded(SortedDictionary<string, List<Entry>> names, string name, Entry entry)
    {
        var key = NameKey.Fold(name);
        if (key.Length > 0)
            Add(names, (char)NameSpaces.Folded + key, entry);
    }

    private static void Lower(SortedDictionary<string, List<Entry>> names, byte space, string name, Entry entry)
    {
        Span<byte> key = stackalloc byte[NameKey.MaxLength];
        var length = NameKey.Lower(name, key);
        if (length > 0)
            Add(names, (char)space + Encoding.UTF8.GetString(key[..length]), entry);
    }

    private static void Add(SortedDictionary<string, List<Entry>> names, string key, Entry entry)
    {
        if (!names.TryGetValue(key, out var entries))
            names.Add(key, entries = []);
        // A name that leads to a record in two ways keeps the stronger role.
        var at = entries.FindIndex(e => e.Record == entry.Record && IsModelRole(e.Role) == IsModelRole(entry.Role) && Kind(e.Role) == Kind(entry.Role) && e.From == entry.From && e.To == entry.To);
        if (at < 0)
            entries.Add(entry);
        else if (entry.Role < entries[at].Role)
            entries[at] = entry;
    }

    private static bool IsModelRole(NameRole role) => role <= NameRole.AliasName;

    /// <summary>The kind of record that a name of a role leads to.</summary>
    public static EntityKind Kind(NameRole role) => role switch
    {
        <= NameRole.AliasName => EntityKind.Model,
        NameRole.SeriesName => EntityKind.Series,
        NameRole.FamilyName => EntityKind.Family,
        _ => EntityKind.Organization,
    };

    private static (byte[] Slots, byte[] Entries) Layout(SortedDictionary<string, List<Entry>> names)
    {
        // At most half full, so that a miss ends after about two probes.
        var slotCount = 16;
        while (slotCount < names.Count * 2)
            slotCount *= 2;
        var slots = new byte[4 + (slotCount * 4)];
        BinaryPrimitives.WriteUInt32LittleEndian(slots, (uint)slotCount);
        var entries = new ByteBuffer();
        foreach (var (key, list) in names)
        {
            var utf8 = Encoding.UTF8.GetBytes(key);
            var slot = (int)(Hash(utf8) & (uint)(slotCount - 1));
            while (BinaryPrimitives.ReadUInt32LittleEndian(slots.AsSpan(4 + (slot * 4))) != 0)
                slot = (slot + 1) & (slotCount - 1);
            BinaryPrimitives.WriteUInt32LittleEndian(slots.AsSpan(4 + (slot * 4)), (uint)entries.Length + 1);

            entries.WriteText(utf8);
            entries.WriteVarint((ulong)list.Count);
            foreach (var entry in list.OrderBy(e => e.Role).ThenBy(e => e.Record))
            {
                entries.WriteByte((byte)entry.Role);
                entries.WriteVarint((ulong)entry.Record);
                entries.WriteVarint(entry.From is { } from ? (ulong)from.DayNumber + 1 : 0);
                entries.WriteVarint(entry.To is { } to ? (ulong)to.DayNumber + 1 : 0);
            }
        }

        return (slots, entries.ToArray());
    }

    /// <summary>FNV-1a, 32 bits. Fast on the short keys here, and needs no state; nobody gains by forcing collisions in a fixed table.</summary>
    public static uint Hash(ReadOnlySpan<byte> key)
    {
        unchecked
        {
            var hash = 2166136261u;
            foreach (var b in key)
                hash = (hash ^ b) * 16777619u;
            // The low bits choose the slot; mix the high ones in.
            return hash ^ (hash >> 15);
        }
    }
}
