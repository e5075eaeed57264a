using System.Globalization;

using ModelProvenance.Facts;
using ModelProvenance.Licensing;

namespace ModelProvenance.Inspection;

/// <summary>Says whether two values of one property can both hold. Null: they cannot be compared.</summary>
internal sealed class ClaimComparison(ModelCatalog catalog)
{
    private static readonly string[] ClassEndings = ["ForCausalLM", "ForConditionalGeneration", "LMHeadModel", "CausalLM", "Model"];

    // Two counts of the same weights differ by what is counted (buffers, computed tables); SizeLabelCheck has the same 2 percent.
    private const double CountTolerance = 0.02;

    private readonly Lazy<LicenseNames> _licenses = new(() => LicenseNames.Of(catalog));

    public LicenseNames Licenses => _licenses.Value;

    public bool? Agree(string property, ProvenanceClaim a, ProvenanceClaim b)
    {
        if (property.StartsWith("licenses.", StringComparison.Ordinal))
            return LicensesAgree(Licenses.Resolve(a.Value).Expression, Licenses.Resolve(b.Value).Expression);
        if (property == "architecture")
            return ArchitecturesAgree(a.Value, b.Value);
        if (property == "baseModels")
            return string.Equals(BaseOf(a.Value), BaseOf(b.Value), StringComparison.OrdinalIgnoreCase);
        if (property.StartsWith("parameters.", StringComparison.Ordinal) && SizesAgree(a.Value, b.Value) is { } sizes)
        {
            // Vendors count active parameters in several ways; a computed figure follows one of them.
            var isOtherConvention = !sizes && property == "parameters.active" && (a.Method == ClaimMethod.Derived || b.Method == ClaimMethod.Derived);
            return isOtherConvention ? null : sizes;
        }

        return string.Equals(a.Value, b.Value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Licences that share a part (a choice, an exception) are not compared further.</summary>
    public static bool? LicensesAgree(SpdxExpression? a, SpdxExpression? b)
    {
        if (a is null || b is null)
            return null;
        if (a.Equals(b))
            return true;
        return a.Licenses.Select(l => l.License).Intersect(b.Licenses.Select(l => l.License)).Any() ? null : false;
    }

    /// <summary>Only two class names can contradict each other: GGUF and Transformers name types in ways of their own (a Mistral model is <c>llama</c> in GGUF).</summary>
    public static bool? ArchitecturesAgree(string a, string b) => Fold(a) == Fold(b) ? true : IsClass(a) && IsClass(b) ? false : null;

    // The catalog's claims say the relation as well ("Finetune of llama-3.1-8b"); the name of a base has no space.
    private static string BaseOf(string text) => text[(text.LastIndexOf(' ') + 1)..];

    private static bool? SizesAgree(string a, string b)
    {
        if (!ParameterCount.TryParse(a, CultureInfo.InvariantCulture, out var first) || !ParameterCount.TryParse(b, CultureInfo.InvariantCulture, out var second))
            return null;
        if (SizeLabel.TryParse(a, null, out var label) && label.FitsTotal(second) is { } fits)
            return fits;
        if (SizeLabel.TryParse(b, null, out label) && label.FitsTotal(first) is { } alsoFits)
            return alsoFits;
        return first.Agrees(second) || Math.Abs((double)first.Value - second.Value) <= CountTolerance * second.Value;
    }

    private static bool IsClass(string name) => Array.Exists(ClassEndings, ending => name.EndsWith(ending, StringComparison.Ordinal));

    private static string Fold(string name)
    {
        var ending = Array.Find(ClassEndings, ending => name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal));
        return string.Concat(name[..^(ending?.Length ?? 0)].Where(char.IsLetterOrDigit)).ToLowerInvariant();
    }
}
