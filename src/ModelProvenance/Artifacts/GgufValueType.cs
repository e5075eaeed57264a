namespace ModelProvenance.Artifacts;

/// <summary>The type of a GGUF metadata value; the numbers are those of the format (docs/gguf.md of ggml, gguf_metadata_value_type).</summary>
public enum GgufValueType
{
    /// <summary>Unsigned, 8 bits.</summary>
    UInt8 = 0,

    /// <summary>Signed, 8 bits.</summary>
    Int8 = 1,

    /// <summary>Unsigned, 16 bits.</summary>
    UInt16 = 2,

    /// <summary>Signed, 16 bits.</summary>
    Int16 = 3,

    /// <summary>Unsigned, 32 bits.</summary>
    UInt32 = 4,

    /// <summary>Signed, 32 bits.</summary>
    Int32 = 5,

    /// <summary>IEEE 754, 32 bits.</summary>
    Float32 = 6,

    /// <summary>One byte, 0 or 1.</summary>
    Boolean = 7,

    /// <summary>Length and UTF-8.</summary>
    Text = 8,

    /// <summary>Element type, count and elements.</summary>
    Array = 9,

    /// <summary>Unsigned, 64 bits.</summary>
    UInt64 = 10,

    /// <summary>Signed, 64 bits.</summary>
    Int64 = 11,

    /// <summary>IEEE 754, 64 bits.</summary>
    Float64 = 12,
}

/// <summary>What follows from a value type.</summary>
internal static class GgufValueTypes
{
    /// <summary>Bytes of one value; 0 for text and arrays, whose length stands before them.</summary>
    public static int Size(GgufValueType type) => type switch
    {
        GgufValueType.UInt8 or GgufValueType.Int8 or GgufValueType.Boolean => 1,
        GgufValueType.UInt16 or GgufValueType.Int16 => 2,
        GgufValueType.UInt32 or GgufValueType.Int32 or GgufValueType.Float32 => 4,
        GgufValueType.UInt64 or GgufValueType.Int64 or GgufValueType.Float64 => 8,
        _ => 0,
    };

    public static bool IsKnown(uint type) => type <= (uint)GgufValueType.Float64;

    public static bool IsInteger(GgufValueType type) => type is not (GgufValueType.Float32 or GgufValueType.Float64 or GgufValueType.Boolean or GgufValueType.Text or GgufValueType.Array);
}
