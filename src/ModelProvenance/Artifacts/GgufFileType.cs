using System.Globalization;

namespace ModelProvenance.Artifacts;

/// <summary>The value of <c>general.file_type</c>: which recipe most tensors were stored by, according to who wrote the file.</summary>
/// <remarks>Numbers of llama_ftype in llama.h as of llama.cpp at commit de3ff815; they differ from the numbers of tensor types. Unknown numbers are kept.</remarks>
/// <param name="Id">The number as stored.</param>
public readonly record struct GgufFileType(uint Id)
{
    /// <summary>Added by a loader that guessed the type from the tensors.</summary>
    public const uint GuessedFlag = 1024;

    private static readonly string[] Known =
    [
        "F32", "F16", "Q4_0", "Q4_1", "Q4_1_SOME_F16", "Q4_2", "Q4_3", "Q8_0", "Q5_0", "Q5_1", "Q2_K", "Q3_K_S", "Q3_K_M", "Q3_K_L", "Q4_K_S", "Q4_K_M", "Q5_K_S",
        "Q5_K_M", "Q6_K", "IQ2_XXS", "IQ2_XS", "Q2_K_S", "IQ3_XS", "IQ3_XXS", "IQ1_S", "IQ4_NL", "IQ3_S", "IQ3_M", "IQ2_S", "IQ2_M", "IQ4_XS", "IQ1_M", "BF16",
        "Q4_0_4_4", "Q4_0_4_8", "Q4_0_8_8", "TQ1_0", "TQ2_0", "MXFP4_MOE", "NVFP4", "Q1_0", "Q2_0",
    ];

    /// <summary>Whether the number carries the flag of a guess.</summary>
    public bool IsGuessed => (Id & GuessedFlag) != 0;

    /// <summary>Whether the number has a name here.</summary>
    public bool IsKnown => (Id & ~GuessedFlag) < (uint)Known.Length;

    /// <summary>The name without "mostly": <c>Q4_K_M</c>; <c>type 77</c> for a number without a name here.</summary>
    public string Name => IsKnown ? Known[Id & ~GuessedFlag] : string.Create(CultureInfo.InvariantCulture, $"type {Id & ~GuessedFlag}");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
