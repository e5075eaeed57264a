namespace ModelProvenance.Extensions;

/// <summary>A model was called that does not pass the gate.</summary>
public sealed class ModelRefusedException : InvalidOperationException
{
    /// <summary>An exception.</summary>
    /// <param name="result">What the gate says.</param>
    public ModelRefusedException(ModelGateResult result)
        : base(Text(result)) => Result = result;

    /// <summary>What the gate says.</summary>
    public ModelGateResult Result { get; }

    private static string Text(ModelGateResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var reasons = result.Barring.Select(v => $"{v.Rule.Id} ({v.Outcome}): {v.Fact}{(v.Rule.Reason.Length > 0 ? $" [{v.Rule.Reason}]" : "")}").ToList();
        if (reasons.Count == 0)
            reasons.Add("the manifest does not list it; 'modelprov manifest add' enters it");
        return $"The model '{result.Reference}' was not called. {string.Join("; ", reasons)}";
    }
}
