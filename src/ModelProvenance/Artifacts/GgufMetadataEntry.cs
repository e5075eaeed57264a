using System.Globalization;

namespace ModelProvenance.Artifacts;

/// <summary>One key and its value in the metadata of a GGUF file.</summary>
public sealed class GgufMetadataEntry
{
    private readonly ulong _bits;

    internal GgufMetadataEntry(string key, GgufValueType type, long byteOffset, ulong bits, string? text, GgufArray? array)
    {
        Key = key;
        Type = type;
        ByteOffset = byteOffset;
        _bits = bits;
        Text = text;
        Array = array;
    }

    /// <summary>The key: <c>general.name</c>.</summary>
    public string Key { get; }

    /// <summary>The type of the value.</summary>
    public GgufValueType Type { get; }

    /// <summary>Offset of the entry (of its key's length) in the file.</summary>
    public long ByteOffset { get; }

    /// <summary>The value when it is a string, else null; bytes that are not UTF-8 are U+FFFD.</summary>
    public string? Text { get; }

    /// <summary>The value when it is an array, else null.</summary>
    public GgufArray? Array { get; }

    /// <summary>The value when it is an integer of any width, else null. Unsigned values above <see cref="long.MaxValue"/> become it.</summary>
    public long? Integer => GgufValueTypes.IsInteger(Type) ? ToInteger(Type, _bits) : null;

    /// <summary>The value when it is a number of any type, else null.</summary>
    public double? Number => Type is GgufValueType.Text or GgufValueType.Array or GgufValueType.Boolean ? null : ToNumber(Type, _bits);

    /// <summary>The value when it is a boolean, else null; every byte but 0 counts as true, as in ggml.</summary>
    public bool? Boolean => Type == GgufValueType.Boolean ? _bits != 0 : null;

    /// <summary>The key and the value as text; arrays as their type and count.</summary>
    public override string ToString() => Type switch
    {
        GgufValueType.Text => $"{Key} = {Text}",
        GgufValueType.Array => string.Create(CultureInfo.InvariantCulture, $"{Key} = {Array!.ElementType}[{Array.Count}]"),
        GgufValueType.Boolean => $"{Key} = {(_bits != 0 ? "true" : "false")}",
        GgufValueType.Float32 or GgufValueType.Float64 => string.Create(CultureInfo.InvariantCulture, $"{Key} = {Number}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Key} = {Integer}"),
    };

    internal static long ToInteger(GgufValueType type, ulong bits) => unchecked(type switch
    {
        GgufValueType.Int8 => (sbyte)bits,
        GgufValueType.Int16 => (short)bits,
        GgufValueType.Int32 => (int)bits,
        GgufValueType.Int64 => (long)bits,
        _ => bits > long.MaxValue ? long.MaxValue : (long)bits,
    });

    internal static double ToNumber(GgufValueType type, ulong bits) => unchecked(type switch
    {
        GgufValueType.Float32 => BitConverter.UInt32BitsToSingle((uint)bits),
        GgufValueType.Float64 => BitConverter.UInt64BitsToDouble(bits),
        GgufValueType.UInt64 => bits,
        _ => ToInteger(type, bits),
    });
}
