using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Emissions are grams of CO2 (huggingface.js, api-model.ts).</summary>
internal sealed class EmissionsAndInference()
    : CardRule(2309, nameof(EmissionsAndInference), Severity.Warning, "co2_eq_emissions is no number of grams; inference is neither a truth value nor a mapping.")
{
    public override void Check(CardRuleContext context)
    {
        var emissions = context.Card.Find(CardKeys.Emissions).Value;
        if (emissions.Kind == YamlNodeKind.Mapping)
        {
            var figure = emissions.Find("emissions");
            if (!figure.Exists)
                context.Report(emissions, "'co2_eq_emissions' has no 'emissions'. Add the number of grams of CO2.");
            else
                CheckNumber(context, figure);
        }
        else if (emissions.Exists && !emissions.IsNull)
        {
            CheckNumber(context, emissions);
        }

        var inference = context.Card.Find(CardKeys.Inference).Value;
        if (inference.Exists && !inference.IsNull && inference.Kind != YamlNodeKind.Mapping && inference.ScalarType != YamlScalarType.Boolean)
            context.Report(inference, $"'inference' is {CardText.Quote(inference.RawText)}; true, false, or keys with values are wanted.", Severity.Info);
    }

    private static void CheckNumber(CardRuleContext context, YamlNode figure)
    {
        if (!figure.TryGetNumber(out double grams))
            context.Report(figure, $"The emissions {CardText.Quote(figure.RawText)} are no number. Write grams of CO2 without a unit.");
        else if (!(grams >= 0) || double.IsInfinity(grams))
            context.Report(figure, $"The emissions {figure.Value} are not possible. Write grams of CO2, zero or more.");
    }
}
