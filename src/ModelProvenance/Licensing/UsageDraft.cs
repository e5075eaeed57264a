using System.Text;

using ModelProvenance.Catalog;

namespace ModelProvenance.Licensing;

/// <summary>Writes a usage profile to fill in: every member with a comment, only those that change an answer for the subjects that are asked about, with the words and places that count for them.</summary>
public static class UsageDraft
{
    private static readonly (UsageActivity Activity, string Meaning)[] Activities =
    [
        (UsageActivity.InternalUse, ""),
        (UsageActivity.Product, "it goes to others in a product"),
        (UsageActivity.HostedService, "others use it by API or site"),
        (UsageActivity.Redistribution, "its files, or those of a model derived from it, go to others"),
        (UsageActivity.FineTuning, ""),
        (UsageActivity.Distillation, ""),
        (UsageActivity.TrainingOnOutputs, "another model is trained on its outputs"),
        (UsageActivity.Publication, ""),
    ];

    private static readonly (string Member, string Comment, string Line)[] Members =
    [
        ("activities", "What you do, all of it; what is not listed is not done", "\"activities\": [],"),
        ("isCommercial", "Whether the use is commercial.", "\"isCommercial\": false,"),
        ("sharesTrainedModels", "Whether models that were trained with the model or its outputs go to others, as files or as a service.", "\"sharesTrainedModels\": false,"),
        ("modelName", "The name of the derived model that goes to others, if there is one.", "\"modelName\": \"Example-7B\","),
        ("seat", "The country of your seat or residence, ISO 3166-1 alpha-2.", "\"seat\": \"DE\","),
        ("placesOfUse", "Where the model or its outputs are used, your own places among them.", "\"placesOfUse\": [],"),
        ("isEndUser", "Whether you are only the end user of somebody else's product.", "\"isEndUser\": false,"),
        ("users", "Numbers of users at different times: unit monthlyActiveUsers, monthlyUniqueUsers, dailyActiveUsers, visits or users; scope productsUsingModel, allProducts or organization.", "\"users\": [],   // { \"count\": 12000, \"asOf\": \"2026-10\", \"unit\": \"monthlyActiveUsers\", \"scope\": \"allProducts\", \"includesAffiliates\": true }"),
        ("revenue", "Revenue at different times, in whole units of the currency.", "\"revenue\": [],   // { \"amount\": 900000, \"currency\": \"USD\", \"period\": \"year\", \"asOf\": \"2025\", \"includesAffiliates\": true }"),
        ("founded", "When the organization was founded: before that day it had no users and no revenue.", "\"founded\": \"2020\","),
        ("fields", "Fields of use that licences exclude and you work in, in their words; empty for none.", "\"fields\": [],"),
        ("businesses", "Businesses in which the model is used, in the words of the licences; empty for none.", "\"businesses\": [],"),
    ];

    /// <summary>The draft. Every member stands behind <c>//</c>: who fills one in removes the mark, and what stays marked is not said.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="works">The models, folders, cards and licences that the profile is for; none: every member.</param>
    /// <param name="asOf">The day.</param>
    public static string Write(ModelCatalog catalog, IReadOnlyCollection<StatedWork> works, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(works);
        var questions = new Questions(catalog, works, asOf);
        var text = new StringBuilder();
        text.Append("{\n  // What you do with models. Remove the // in front of a line to say it; what is not said stays unknown, and so do the terms that depend on it.\n");
        if (works.Count > 0)
            text.Append(Invariant($"  // For {string.Join(", ", works.Select(w => w.Subject))}: members, words and places that change no answer for them are left out.\n"));
        text.Append("  \"$schema\": \"https://modelprovenance.github.io/schema/v1/usage.schema.json\",\n  \"schemaVersion\": \"1.0\",\n");
        foreach (var (member, comment, line) in Members)
        {
            if (works.Count > 0 && !questions.Asks(member))
                continue;
            var more = member switch
            {
                "activities" => ": " + string.Join(", ", Activities.Where(a => works.Count == 0 || questions.Counts(a.Activity)).Select(static a => Word(a.Activity) + (a.Meaning.Length > 0 ? $" ({a.Meaning})" : ""))) + ".",
                "fields" => works.Count == 0 ? Words(LicenseWords.FieldsOfUse.Select(static w => w.Word)) : Words(questions.Terms<FieldOfUseTerm>().SelectMany(static t => t.Fields)),
                "businesses" => works.Count == 0 ? Words(LicenseWords.Businesses.Select(static w => w.Word)) : Words(questions.Businesses),
                "seat" or "placesOfUse" when works.Count > 0 => Words(questions.Terms<TerritoryTerm>().Where(t => t.Restricts == TerritoryRestriction.LicenseeAndPlaceOfUse || (t.Restricts == TerritoryRestriction.Licensee) == (member == "seat")).SelectMany(static t => t.Excluded)),
                _ => "",
            };
            text.Append(Invariant($"\n  // {comment}{more}\n  // {line}\n"));
        }

        return text.Append("}\n").ToString();
    }

    private static string Word(UsageActivity activity) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(activity.ToString());

    private static string Words(IEnumerable<string> words) => " What counts: " + string.Join(", ", words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) + ".";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>Finds out what changes an answer, by asking with profiles that say more and more.</summary>
    private sealed class Questions
    {
        private readonly ModelCatalog _catalog;
        private readonly IReadOnlyCollection<StatedWork> _works;
        private readonly DateOnly _asOf;
        private readonly List<Obligation> _terms;
        private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
        private readonly HashSet<UsageActivity> _activities = [];

        public Questions(ModelCatalog catalog, IReadOnlyCollection<StatedWork> works, DateOnly asOf)
        {
            (_catalog, _works, _asOf) = (catalog, works, asOf);
            _terms = works.Count == 0 ? [] : Evaluate(new UsageProfile());
            Businesses = [.. Terms<ThresholdTerm>().Select(static t => t.Business).Where(static b => b.Length > 0).Concat(Terms<CompetingUseTerm>().Select(static t => t.Scope)).Distinct(StringComparer.Ordinal)];
            if (works.Count > 0)
                Ask();
        }

        /// <summary>The businesses that terms name.</summary>
        public IReadOnlyList<string> Businesses { get; }

        public bool Asks(string member) => _asked.Contains(member);

        public bool Counts(UsageActivity activity) => _activities.Contains(activity);

        public IEnumerable<T> Terms<T>()
            where T : LicenseTerm => _terms.Select(static t => t.Term).OfType<T>();

        private List<Obligation> Evaluate(UsageProfile usage) => [.. _works.SelectMany(work => Obligations.Evaluate(_catalog, work, usage, _asOf).Terms)];

        private void Ask()
        {
            // Some questions follow only from others: who shares nothing is not asked under which name.
            var all = Enum.GetValues<UsageActivity>();
            UsageProfile[] profiles =
            [
                new(),
                .. all.Select(static a => new UsageProfile { Activities = [a] }),
                new() { Activities = [.. all] },
                new() { Activities = [.. all], IsCommercial = true, SharesTrainedModels = true, Businesses = [] },
                new() { Activities = [.. all], IsCommercial = true, SharesTrainedModels = true, Businesses = [.. Businesses] },
            ];
            foreach (var what in profiles.SelectMany(Evaluate).SelectMany(static t => t.Missing))
            {
                foreach (var (member, _, _) in Members)
                {
                    if (what == member || what.StartsWith(member + " ", StringComparison.Ordinal))
                        _asked.Add(member);
                }

                // A threshold at a release date is no question for who was founded later.
                if (what.Contains("in the month before", StringComparison.Ordinal))
                    _asked.Add("founded");
            }

            if (Terms<NamingTerm>().Any())
                _asked.Add("modelName");
            if (Terms<TerritoryTerm>().Any(static t => t.ExemptsEndUsers))
                _asked.Add("isEndUser");
            if (!Asks("activities"))
                return;
            // An activity counts when saying it changes a status, beside all others or alone.
            foreach (var activity in all)
            {
                foreach (var shares in (bool[])[false, true])
                {
                    var none = new UsageProfile { Activities = [], SharesTrainedModels = shares, IsCommercial = true };
                    if (Differ(none, none with { Activities = [activity] }) || Differ(none with { Activities = [.. all] }, none with { Activities = [.. all.Where(a => a != activity)] }))
                        _activities.Add(activity);
                }
            }
        }

        private bool Differ(UsageProfile one, UsageProfile other) => !Evaluate(one).Select(static t => t.Status).SequenceEqual(Evaluate(other).Select(static t => t.Status));
    }
}
