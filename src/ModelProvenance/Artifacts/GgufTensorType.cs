using System.Globalization;

namespace ModelProvenance.Artifacts;

/// <summary>How the elements of a GGUF tensor are stored: a number of the enumeration ggml_type, known or not.</summary>
/// <remarks>Numbers, names and block sizes as of llama.cpp at commit de3ff815 (gguf-py/gguf/constants.py). Numbers that this version does not know are kept.
/// <c>default</c> is F32, the number 0.</remarks>
/// <param name="Id">The number.</param>
public readonly record struct GgufTensorType(uint Id)
{
    // Name, elements in a block, bytes of a block. Null: never given out. A block of 0: once known, removed from ggml.
    private static readonly (string Name, int Elements, int Bytes)[] Known =
    [
        ("F32", 1, 4), ("F16", 1, 2), ("Q4_0", 32, 18), ("Q4_1", 32, 20), ("Q4_2", 0, 0), ("Q4_3", 0, 0), ("Q5_0", 32, 22), ("Q5_1", 32, 24), ("Q8_0", 32, 34),
        ("Q8_1", 32, 36), ("Q2_K", 256, 84), ("Q3_K", 256, 110), ("Q4_K", 256, 144), ("Q5_K", 256, 176), ("Q6_K", 256, 210), ("Q8_K", 256, 292),
        ("IQ2_XXS", 256, 66), ("IQ2_XS", 256, 74), ("IQ3_XXS", 256, 98), ("IQ1_S", 256, 50), ("IQ4_NL", 32, 18), ("IQ3_S", 256, 110), ("IQ2_S", 256, 82),
        ("IQ4_XS", 256, 136), ("I8", 1, 1), ("I16", 1, 2), ("I32", 1, 4), ("I64", 1, 8), ("F64", 1, 8), ("IQ1_M", 256, 56), ("BF16", 1, 2), ("Q4_0_4_4", 0, 0),
        ("Q4_0_4_8", 0, 0), ("Q4_0_8_8", 0, 0), ("TQ1_0", 256, 54), ("TQ2_0", 256, 66), ("IQ4_NL_4_4", 0, 0), ("IQ4_NL_4_8", 0, 0), ("IQ4_NL_8_8", 0, 0),
        ("MXFP4", 32, 17), ("NVFP4", 64, 36), ("Q1_0", 128, 18), ("Q2_0", 64, 18),
    ];

    /// <summary>The name that ggml gives it; <c>type 99</c> for a number without a name here.</summary>
    public string Name => Id < (uint)Known.Length ? Known[Id].Name : string.Create(CultureInfo.InvariantCulture, $"type {Id}");

    /// <summary>Whether the size of a tensor of this type is known.</summary>
    public bool IsKnown => BlockElements > 0;

    /// <summary>Whether ggml once had the type and dropped it.</summary>
    public bool IsRemoved => Id < (uint)Known.Length && Known[Id].Elements == 0;

    /// <summary>Elements in one block; 0 when unknown.</summary>
    public int BlockElements => Id < (uint)Known.Length ? Known[Id].Elements : 0;

    /// <summary>Bytes of one block; 0 when unknown.</summary>
    public int BlockBytes => Id < (uint)Known.Length ? Known[Id].Bytes : 0;

    /// <summary>Bits for one element; 0 when unknown.</summary>
    public double BitsPerElement => BlockElements == 0 ? 0 : BlockBytes * 8.0 / BlockElements;

    /// <summary>Whether elements are stored in fewer bits than 16, in blocks with scales.</summary>
    public bool IsQuantized => BlockElements > 1;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
