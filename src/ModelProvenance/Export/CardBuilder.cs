using System.Collections.Immutable;
using System.Globalization;
using System.Text;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance;

/// <summary>How a card is written. Everything has a default.</summary>
public sealed record CardBuilderOptions
{
    /// <summary>How the model of the card comes from the model of the catalog: the card is that of a derived model, which the catalog does not know. Default null: the card is that of the model itself.
    /// The Hub has words for finetune, adapter, merge and quantized; other relations are written as the nearest of them, or, for a distilled model, left out.</summary>
    public RelationKind? Relation { get; init; }

    /// <summary>The repository of the card; its name is the title. Default none: the title is the name of the model, or says what it was made from.</summary>
    public RepositoryId Repository { get; init; }

    /// <summary>The day for which licences are meant. Default null: the latest ones.</summary>
    public DateOnly? AsOf { get; init; }
}

/// <summary>Writes a new model card from what the catalog knows: front matter as the Hugging Face Hub reads it, and sections that cite each fact and mark what a person has to fill in.</summary>
/// <remarks>What the catalog does not know is left out, never guessed. The same catalog, model and options give the same text. Nothing is fetched and nothing is written.</remarks>
public static class CardBuilder
{
    private const string ToFill = "*To be filled in:*";

    /// <summary>The card of a model, or of a model made from it.</summary>
    /// <param name="catalog">The catalog that the model is of.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">Null for the card of the model itself.</param>
    /// <returns>The whole README.md, with '\n' as line ends.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/> or <paramref name="model"/> is null.</exception>
    public static string Build(ModelCatalog catalog, ModelInfo model, CardBuilderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        return new Writer(catalog, model, options ?? new CardBuilderOptions()).Write();
    }

    private sealed class Writer(ModelCatalog catalog, ModelInfo model, CardBuilderOptions options)
    {
        private readonly StringBuilder _text = new();
        private readonly List<string> _sources = [];

        private LicenseFact? Stated => model.License(LicenseScope.Weights, options.AsOf);

        public string Write()
        {
            FrontMatter();
            Body();
            return _text.ToString();
        }

        private void FrontMatter()
        {
            Line("---");
            License();
            Bases();
            if (Task() is { } task)
                Line($"pipeline_tag: {task}");
            if (IsTransformersClass)
                Line("library_name: transformers");
            Line($"tags:\n  - {model.Family}");
            Line("# language: the ISO 639 codes of the languages that the model is for, such as [en, zh]");
            Line("---");
        }

        private void License()
        {
            if (Stated is not { Expression: { IsKnown: true } fact })
            {
                Line("# license: the catalog does not know it; add the id of the hub before you publish");
                return;
            }

            var licenses = fact.Value.Licenses.Select(part => part.License).Distinct().ToList();
            if (licenses.Count == 1 && LicenseTags.For(catalog, licenses[0]) is { } tag and not ("other" or "unknown"))
            {
                Line($"license: {tag}");
                return;
            }

            Line("license: other");
            Line($"license_name: {string.Join('-', licenses.Select(Slug))}");
            if (licenses.Select(Link).FirstOrDefault(link => link is not null) is { } link)
                Line($"license_link: {link}");
            else
                Line("license_link: LICENSE");
        }

        private void Bases()
        {
            if (options.Relation is { } relation)
            {
                if (HubWord(relation) is not { } word || model.Repository.IsEmpty)
                    return;
                Line($"base_model: {model.Repository}");
                Line($"base_model_relation: {word}");
                return;
            }

            var bases = model.BaseModels.Where(fact => fact.IsKnown && HubWord(fact.Value.Relation) is not null).Select(fact => fact.Value)
                .Select(one => (Word: HubWord(one.Relation)!, Repository: RepositoryOf(one))).Where(one => !one.Repository.IsEmpty).Distinct().ToList();
            // The card has one word for all of its bases.
            if (bases.Count == 0 || bases.Exists(one => one.Word != bases[0].Word))
                return;
            if (bases.Count == 1)
                Line($"base_model: {bases[0].Repository}");
            else
                Line($"base_model:\n{string.Join('\n', bases.Select(one => $"  - {one.Repository}"))}");
            Line($"base_model_relation: {(bases.Count > 1 ? "merge" : bases[0].Word)}");
        }

        private void Body()
        {
            var derived = options.Relation is not null;
            Line($"# {Title()}");
            Line();
            Line(derived ? $"{ToFill} what this model is, who made it, and how it differs from {model.Name}." : $"{ToFill} one sentence on what the model is for.");
            Line();
            Line(derived ? $"## The base: {model.Name}" : "## The model");
            Line();
            Facts();
            Section("Intended use", "what the model is meant for, and what it is not meant for");
            Section("Limitations and risks", "where it fails, what it was not tested on, what a user should look up");
            Section("Training data", derived ? "the data that it was trained on, and since when that data is known" : "the data that the developer names");
            Section("Evaluation", "the measurements, with the data sets, the settings and the date");
            LicenseSection();
            Line();
            Line("## Sources");
            Line();
            Line($"Facts marked with a number come from the ModelProvenance catalog of {catalog.CatalogVersion}.");
            Line();
            for (var i = 0; i < _sources.Count; i++)
                Line($"{(i + 1).ToString(CultureInfo.InvariantCulture)}. {_sources[i]}");
        }

        private void Facts()
        {
            if (model.Developers is { IsKnown: true } developers)
                Fact("Developed by", string.Join(", ", developers.Value.Select(id => catalog.Organizations.Find(id)?.Name ?? id.Value)), developers.Sources);
            if (catalog.Families.Find(model.Family) is { } family)
                Fact("Family", family.Name, []);
            if (model.Variant is { IsKnown: true } variant)
                Fact("Variant", variant.Value.ToString(), variant.Sources);
            foreach (var base1 in model.BaseModels.Where(fact => fact.IsKnown))
                Fact("Made from", $"{NameOf(base1.Value)} ({Word(base1.Value.Relation)})", base1.Sources);
            foreach (var (parameters, what) in new[] { (model.Total, "Parameters"), (model.Active, "Parameters used for a token") })
            {
                if (parameters is { Count: { IsKnown: true } count })
                    Fact(what, count.Value.ToString(), count.Sources);
            }

            if (model.ContextWindow is { IsKnown: true } context)
                Fact("Context window", $"{context.Value.ToString("N0", CultureInfo.InvariantCulture)} tokens", context.Sources);
            if (model.Modalities is { IsKnown: true } modalities)
                Fact("Input and output", $"{string.Join(", ", modalities.Value.Input)} to {string.Join(", ", modalities.Value.Output)}", modalities.Sources);
            if (model.Architecture is { IsKnown: true } architecture)
                Fact("Architecture", architecture.Value, architecture.Sources);
            if (model.TrainingTokens is { IsKnown: true } tokens)
                Fact("Trained on", $"{tokens.Value} tokens", tokens.Sources);
            if (model.Date(DateKind.WeightsPublished) is { IsKnown: true } date)
                Fact("Weights published", date.Value.ToString(), date.Sources);
        }

        private void LicenseSection()
        {
            Line();
            Line("## License");
            Line();
            if (Stated is not { Expression: { IsKnown: true } fact })
            {
                Line($"{ToFill} the licence of the weights; the catalog does not know it.");
                return;
            }

            Line($"{(options.Relation is null ? "The weights are" : $"{model.Name} is")} under {fact.Value}{Cite(fact.Sources)}.");
            foreach (var (name, stated) in BaseLicenses(fact.Value))
                Line($"\nIts base {name} is under {stated.Value}{Cite(stated.Sources)}.");
            foreach (var license in fact.Value.Licenses.Select(part => catalog.Licenses.Find(part.License)).OfType<ModelLicense>())
            {
                foreach (var sentence in license.TermsOf<NoticeTerm>().Where(term => !term.Recommended && term.Sentence.Length > 0).Select(term => term.Sentence).Distinct(StringComparer.Ordinal))
                    Line($"\n{sentence}");
                if (options.Relation is { } relation && !relation.IsSameWork())
                {
                    foreach (var texts in license.TermsOf<DisplayTerm>().Where(term => !term.Recommended && !term.Texts.IsEmpty))
                        Line($"\n{texts.Texts[0]}");
                }
            }
        }

        // Terms of a base may stay in force; a reader must see when it is under another licence.
        private IEnumerable<(string Name, Fact<SpdxExpression> License)> BaseLicenses(SpdxExpression own)
        {
            if (options.Relation is not null)
                yield break;
            foreach (var one in model.BaseModels.Where(fact => fact.IsKnown && fact.Value.Relation != RelationKind.Distilled).Select(fact => fact.Value))
            {
                if (catalog.Models.Find(one.Model) is { } parent && parent.License(LicenseScope.Weights, options.AsOf) is { Expression: { IsKnown: true } stated } && !stated.Value.Equals(own))
                    yield return (parent.Name, stated);
            }
        }

        private void Section(string title, string what)
        {
            Line();
            Line($"## {title}");
            Line();
            Line($"{ToFill} {what}.");
        }

        private void Fact(string what, string value, ImmutableArray<Citation> sources) => Line($"- {what}: {value}{Cite(sources)}");

        private string Cite(ImmutableArray<Citation> sources)
        {
            if (sources.IsDefaultOrEmpty)
                return "";
            var source = sources[0];
            // A clickable address over http is one that somebody can change on its way.
            var address = source.Source.Url.Scheme == Uri.UriSchemeHttps ? $"<{source.Source.Url.OriginalString}>" : $"`{source.Source.Url.OriginalString}`";
            var text = $"{address}{(source.Locator.Length > 0 ? $", {OneLine(source.Locator)}" : "")}, read on {source.Source.Read.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
            var index = _sources.IndexOf(text);
            if (index < 0)
            {
                index = _sources.Count;
                _sources.Add(text);
            }

            return $" [{(index + 1).ToString(CultureInfo.InvariantCulture)}]";
        }

        private string Title() => !options.Repository.IsEmpty ? options.Repository.Name.ToString()
            : options.Relation is { } relation ? $"A model made from {model.Name} ({Word(relation)})"
            : model.Name;

        private RepositoryId RepositoryOf(BaseModel one) => !one.Repository.IsEmpty ? one.Repository : catalog.Models.Find(one.Model)?.Repository ?? default;

        private string NameOf(BaseModel one) => catalog.Models.Find(one.Model)?.Name ?? one.Reference;

        // Names of classes of the library transformers end so; the catalog has no other library.
        private bool IsTransformersClass => model.Architecture is { IsKnown: true } fact && TaskWords.Any(word => fact.Value.EndsWith(word, StringComparison.Ordinal));

        private static readonly ImmutableArray<string> TaskWords = ["ForCausalLM", "LMHeadModel", "ForConditionalGeneration", "ForMaskedLM", "ForSequenceClassification", "ForTokenClassification", "ForQuestionAnswering"];

        // Only where the class and what goes in and out leave one task of the list.
        private string? Task()
        {
            if (model.Architecture is not { IsKnown: true } architecture || model.Modalities is not { IsKnown: true } modalities)
                return null;
            var output = modalities.Value.Output;
            if (output.Count != 1 || output[0] != Modality.Text)
                return null;
            var input = modalities.Value.Input;
            if (input.Count == 1 && input[0] == Modality.Text)
                return architecture.Value.EndsWith("ForCausalLM", StringComparison.Ordinal) || architecture.Value.EndsWith("LMHeadModel", StringComparison.Ordinal) ? "text-generation"
                    : architecture.Value.EndsWith("ForMaskedLM", StringComparison.Ordinal) ? "fill-mask" : null;
            return input.Count == 2 && input.Contains(Modality.Text) && input.Contains(Modality.Image) && IsTransformersClass ? "image-text-to-text" : null;
        }

        private static string? HubWord(RelationKind relation) => relation switch
        {
            RelationKind.Finetune or RelationKind.ContinuedPretraining or RelationKind.Pruned or RelationKind.VocabularyChange => "finetune",
            RelationKind.Adapter => "adapter",
            RelationKind.Merge => "merge",
            RelationKind.Quantized or RelationKind.Converted => "quantized",
            _ => null,
        };

        private static string Word(RelationKind relation) => relation switch
        {
            RelationKind.ContinuedPretraining => "continued pretraining",
            RelationKind.VocabularyChange => "change of vocabulary",
            _ => relation.ToString().ToLowerInvariant(),
        };

        private string? Link(LicenseId id) =>
            catalog.Licenses.Find(id)?.Urls.Where(url => url.IsKnown).Select(url => url.Value.Value).FirstOrDefault(url => url.StartsWith("https://", StringComparison.Ordinal) && !url.Contains(' '));

        private static string Slug(LicenseId id)
        {
            const string Prefix = "LicenseRef-";
            var text = id.Value.StartsWith(Prefix, StringComparison.Ordinal) ? id.Value[Prefix.Length..] : id.Value;
            return text.ToLowerInvariant();
        }

        private static string OneLine(string text) => text.ReplaceLineEndings(" ");

        private void Line(string text = "") => _text.Append(text).Append('\n');
    }
}
