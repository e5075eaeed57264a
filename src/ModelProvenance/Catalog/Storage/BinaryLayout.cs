namespace ModelProvenance.Catalog.Storage;

/// <summary>The binary resource. Private to one build: the compiler and the reader are always of the same version.</summary>
/// <remarks>
/// <code>
/// little endian; "varint" is LEB128, at most 10 bytes
///   0  u32      magic "MPC1"
///   4  u32      length of the whole
///   8  u32 x 2  for each section its offset and length, in the order of BinarySection
/// Meta        varint-prefixed texts: schema version, catalog version
/// HotStrings  varint length and UTF-8 bytes, one after the other; a text is referred to by its offset + 1, absent is 0
/// Records     records as RecordDescriptions goes through them; facts without evidence, but with the place of it
/// Index       for each EntityKind of the index: u32 count, then for each record, sorted by lower-case id: u32 place of the id in HotStrings, u32 offset in Records
/// Names       u32 number of slots (a power of two), then u32 slots: offset + 1 of an entry, 0 for empty; linear probing
/// NameEntries varint key length, key, varint count, then for each: u8 role, varint index of the record, varint from, varint to (day number + 1, 0 for none)
/// ColdStrings, Evidence   the same for claims and citations
/// Sources     u32 count, u32 offsets into Evidence of the documents
/// </code>
/// </remarks>
internal static class BinaryLayout
{
    public const uint Magic = 0x3143504D;
    public const int SectionCount = 9;
    public const int HeaderSize = 8 + (SectionCount * 8);

    /// <summary>The kinds that have an index, in order.</summary>
    public const int IndexedKinds = 7;
}

internal enum BinarySection
{
    Meta = 0,
    HotStrings,
    Records,
    Index,
    Names,
    NameEntries,
    ColdStrings,
    Evidence,
    Sources,
}

/// <summary>What a name is to the record that it leads to.</summary>
internal enum NameRole : byte
{
    /// <summary>The developer's repository, "owner/name", lower case.</summary>
    Repository = 0,

    /// <summary>A repository of a distribution, "owner/name", lower case.</summary>
    DistributionRepository,

    /// <summary>An alias that is a repository ("owner/name"), lower case.</summary>
    AliasRepository,

    /// <summary>An alias of a registry or service, lower case, behind its scheme.</summary>
    SchemeAlias,

    /// <summary>The folded name of a model.</summary>
    ModelName,

    /// <summary>The folded name of a distribution.</summary>
    DistributionName,

    /// <summary>A folded alias.</summary>
    AliasName,

    /// <summary>The folded name or id of a series.</summary>
    SeriesName,

    /// <summary>The folded name or id of a family.</summary>
    FamilyName,

    /// <summary>The folded name of an organization.</summary>
    OrganizationName,

    /// <summary>A handle of an organization, lower case, behind its hub.</summary>
    Handle,

    /// <summary>A handle of an organization on any hub, lower case.</summary>
    AnyHandle,
}

/// <summary>The sort of key; each has its own space, told apart by its first byte.</summary>
internal static class NameSpaces
{
    public const byte Repository = (byte)'r';
    public const byte Scheme = (byte)'s';
    public const byte Folded = (byte)'n';
    public const byte Handle = (byte)'h';
}
