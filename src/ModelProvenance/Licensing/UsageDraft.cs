using System.Text;

using ModelProvenance.Catalog;

namespace ModelProvenance.Licensing;

/// <summary>Writes a usage profile to fill in: every member with a comment, only those that change an answer for the models that are asked about.</summary>
public static class UsageDraft
{
    private static readonly (string Member, string Comment, string Line)[] Members =
    [
        ("activities", "What you do, all of it; what is not listed is not done: internalUse, product (it goes to others in a product), hostedService (others use it by API or site), redistribution (its files, or those of a model\n  // derived from it, go to others), fineTuning, distillation, trainingOnOutputs (another model is trained on its outputs), publication.", "\"activities\": [],"),
        ("isCommercial", "Whether the use is commercial.", "\"isCommercial\": false,"),
        ("sharesTrainedModels", "Whether models that were trained with the model or its outputs go to others, as files or as a service.", "\"sharesTrainedModels\": false,"),
        ("seat", "The country of your seat or residence, ISO 3166-1 alpha-2.", "\"seat\": \"DE\","),
        ("placesOfUse", "Where the model or its outputs are used, your own places among them.", "\"placesOfUse\": [],"),
        ("users", "Numbers of users at different times: unit monthlyActiveUsers, dailyActiveUsers, visits or users; scope productsUsingModel, allProducts or organization.", "\"users\": [],   // { \"count\": 12000, \"asOf\": \"2026-10\", \"unit\": \"monthlyActiveUsers\", \"scope\": \"allProducts\", \"includesAffiliates\": true }"),
        ("revenue", "Revenue at different times, in whole units of the currency.", "\"revenue\": [],   // { \"amount\": 900000, \"currency\": \"USD\", \"period\": \"year\", \"asOf\": \"2025\", \"includesAffiliates\": true }"),
        ("founded", "When the organization was founded: before that day it had no users and no revenue.", "\"founded\": \"2020\","),
        ("fields", "Fields of use that licences exclude and you work in, in their words (military, medicalAdvice ...); empty for none.", "\"fields\": [],"),
        ("businesses", "Businesses in which the model is used, in the words of the licences (modelAsAService ...); empty for none.", "\"businesses\": [],"),
    ];

    /// <summary>The draft. Every member stands behind <c>//</c>: who fills one in removes the mark, and what stays marked is not said.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="models">The models that the profile is for; none: every member.</param>
    /// <param name="asOf">The day.</param>
    public static string Write(ModelCatalog catalog, IReadOnlyCollection<ModelInfo> models, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(models);
        var asked = Asked(catalog, models, asOf);
        var text = new StringBuilder();
        text.Append("{\n  // What you do with models. Remove the // in front of a line to say it; what is not said stays unknown, and so do the terms that depend on it.\n");
        if (models.Count > 0)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  // For {string.Join(", ", models.Select(m => m.Id))}: members that change no answer for them are left out.\n");
        text.Append("  \"$schema\": \"https://modelprovenance.github.io/schema/v1/usage.schema.json\",\n  \"schemaVersion\": \"1.0\",\n");
        foreach (var (member, comment, line) in Members)
        {
            if (models.Count == 0 || asked.Contains(member))
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n  // {comment}\n  // {line}\n");
        }

        return text.Append("}\n").ToString();
    }

    // What is missing with nothing said, and what is missing besides when everything is done: some questions follow only from others.
    private static HashSet<string> Asked(ModelCatalog catalog, IReadOnlyCollection<ModelInfo> models, DateOnly asOf)
    {
        UsageProfile[] profiles = [new(), new() { Activities = [.. Enum.GetValues<UsageActivity>()] }, new() { Activities = [.. Enum.GetValues<UsageActivity>()], IsCommercial = true, SharesTrainedModels = true, Businesses = [] }];
        var missing = from model in models
                      from profile in profiles
                      from term in Obligations.Evaluate(catalog, model, profile, asOf).Terms
                      from what in term.Missing
                      select what;
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var what in missing)
        {
            foreach (var (member, _, _) in Members)
            {
                if (what == member || what.StartsWith(member + " ", StringComparison.Ordinal))
                    asked.Add(member);
            }

            // A threshold at a release date is no question for who was founded later.
            if (what.Contains("in the month before", StringComparison.Ordinal))
                asked.Add("founded");
        }

        return asked;
    }
}
