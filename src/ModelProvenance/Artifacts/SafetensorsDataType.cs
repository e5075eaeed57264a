namespace ModelProvenance.Artifacts;

/// <summary>The data type of a tensor in a safetensors file, known or not.</summary>
/// <remarks>The names and widths of the enumeration Dtype in safetensors/src/tensor.rs of huggingface/safetensors at commit 24b0b28. <c>default</c> has an empty name
/// and is not known.</remarks>
public readonly struct SafetensorsDataType : IEquatable<SafetensorsDataType>
{
    private static readonly (string Name, int Bits)[] Known =
    [
        ("F32", 32), ("BF16", 16), ("F16", 16), ("F8_E4M3", 8), ("I32", 32), ("U8", 8), ("I64", 64), ("I8", 8), ("F8_E8M0", 8), ("F4", 4), ("BOOL", 8), ("F8_E5M2", 8),
        ("F8_E4M3FNUZ", 8), ("F8_E5M2FNUZ", 8), ("I16", 16), ("U16", 16), ("U32", 32), ("F64", 64), ("U64", 64), ("C64", 64), ("F6_E2M3", 6), ("F6_E3M2", 6),
    ];

    private readonly string? _name;

    private SafetensorsDataType(string name, int bits)
    {
        _name = name;
        Bits = bits;
    }

    /// <summary>The name as written.</summary>
    public string Name => _name ?? "";

    /// <summary>Bits of one element; 0 when the type is not known.</summary>
    public int Bits { get; }

    /// <summary>Whether the size of a tensor of this type is known.</summary>
    public bool IsKnown => Bits > 0;

    internal static SafetensorsDataType From(ReadOnlySpan<byte> name)
    {
        foreach (var (known, bits) in Known)
        {
            if (name.Length == known.Length && System.Text.Ascii.Equals(name, known))
                return new SafetensorsDataType(known, bits);
        }

        return new SafetensorsDataType(System.Text.Encoding.UTF8.GetString(name.Length > 64 ? name[..64] : name), 0);
    }

    /// <inheritdoc/>
    public bool Equals(SafetensorsDataType other) => string.Equals(Name, other.Name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SafetensorsDataType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>Equality of names.</summary>
    public static bool operator ==(SafetensorsDataType left, SafetensorsDataType right) => left.Equals(right);

    /// <summary>Inequality of names.</summary>
    public static bool operator !=(SafetensorsDataType left, SafetensorsDataType right) => !left.Equals(right);
}
