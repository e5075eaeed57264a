using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Licensing;
using ModelProvenance.Licensing.Terms;
using ModelProvenance.Lineage;

namespace ModelProvenance;

/// <summary>What the licences of a model, and of the models that it was made from, ask of a use.</summary>
/// <remarks>Answers what a text states about a use that was described; no legal advice. What nobody has read, or what the description does not say, is unknown, never permission.</remarks>
public static class Obligations
{
    /// <summary>The terms of a model: of its own licence, and of those of every model whose weights are in it, or which it needs (adapter). Of a teacher only the terms about outputs are listed.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">The model.</param>
    /// <param name="usage">The use.</param>
    /// <param name="asOf">The day: the model's own licence is the one in force then; that of a base is the one in force when the model was published, if that is known.</param>
    public static ObligationReport Evaluate(ModelCatalog catalog, ModelInfo model, UsageProfile usage, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(usage);
        var terms = ImmutableArray.CreateBuilder<Obligation>();
        Add(terms, catalog, model.License(LicenseScope.Weights, asOf), new Origin(model.Id.Value, 0, null, model), usage, asOf);

        var graph = LineageGraph.AncestorsOf(catalog, model);
        var depths = new Dictionary<string, (int Depth, bool CarriesWeights, DateOnly At)>(StringComparer.Ordinal) { [graph.Root.Id] = (0, true, Published(model) ?? asOf) };
        foreach (var edge in graph.Edges)
        {
            // What a teacher was made from does not come along; its own terms about outputs do.
            if (!depths.TryGetValue(edge.Child, out var child) || !child.CarriesWeights || depths.ContainsKey(edge.Parent))
                continue;
            var carries = edge.Relation != RelationKind.Distilled;
            var parent = graph.Nodes.First(node => node.Id == edge.Parent).Model;
            depths.Add(edge.Parent, (child.Depth + 1, carries, parent is null ? child.At : Published(parent) ?? child.At));
            Add(terms, catalog, parent?.License(LicenseScope.Weights, child.At), new Origin(edge.Parent, child.Depth + 1, edge.Relation, parent), usage, asOf);
        }

        return new ObligationReport(model.Id.Value, asOf, usage, terms.ToImmutable());
    }

    /// <summary>The terms of a licence expression.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="usage">The use.</param>
    /// <param name="asOf">The day.</param>
    public static ObligationReport Evaluate(ModelCatalog catalog, SpdxExpression expression, UsageProfile usage, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(usage);
        var terms = ImmutableArray.CreateBuilder<Obligation>();
        Add(terms, catalog, expression, new Origin("", 0, null, null), usage, asOf, isAlternative: false);
        return new ObligationReport(expression.ToString(), asOf, usage, terms.ToImmutable());
    }

    private sealed record Origin(string From, int Depth, RelationKind? Relation, ModelInfo? Model);

    private static void Add(ImmutableArray<Obligation>.Builder terms, ModelCatalog catalog, LicenseFact? license, Origin origin, UsageProfile usage, DateOnly asOf)
    {
        if (license is { Expression.IsKnown: true })
        {
            Add(terms, catalog, license.Expression.Value, origin, usage, asOf, isAlternative: false);
            return;
        }

        terms.Add(new Obligation(default, LicenseTermKind.Other, ObligationStatus.Unknown)
        {
            From = origin.From,
            Depth = origin.Depth,
            Relation = origin.Relation,
            Missing = [$"the licence of {origin.From}"],
        });
    }

    private static void Add(ImmutableArray<Obligation>.Builder terms, ModelCatalog catalog, SpdxExpression expression, Origin origin, UsageProfile usage, DateOnly asOf, bool isAlternative)
    {
        switch (expression)
        {
            case SpdxLicense license:
                AddLicense(terms, catalog, license, origin, usage, asOf, isAlternative);
                break;
            case SpdxWith with:
                AddLicense(terms, catalog, with.License, origin, usage, asOf, isAlternative);
                break;
            case SpdxAnd and:
                foreach (var operand in and.Operands)
                    Add(terms, catalog, operand, origin, usage, asOf, isAlternative);
                break;
            case SpdxOr or:
                foreach (var operand in or.Operands)
                    Add(terms, catalog, operand, origin, usage, asOf, isAlternative: true);
                break;
        }
    }

    private static void AddLicense(ImmutableArray<Obligation>.Builder terms, ModelCatalog catalog, SpdxLicense expression, Origin origin, UsageProfile usage, DateOnly asOf, bool isAlternative)
    {
        var license = expression.License.IsEmpty ? null : catalog.Licenses.Find(expression.License);
        var id = license?.Id ?? expression.License;
        Obligation Make(LicenseTermKind kind, ObligationStatus status) => new(id, kind, status)
        {
            From = origin.From,
            Depth = origin.Depth,
            Relation = origin.Relation,
            IsAlternative = isAlternative,
        };

        // Of a teacher, only what the text says about outputs and models trained on them.
        var isTeacher = origin.Relation == RelationKind.Distilled;
        for (var kind = LicenseTermKind.CommercialUse; kind < LicenseTermKind.Other; kind++)
        {
            if ((license?.Reading(kind) ?? TermReading.NotRead) == TermReading.NotRead && (!isTeacher || kind == LicenseTermKind.Outputs))
                terms.Add(Make(kind, ObligationStatus.Unknown) with { Missing = [$"a reading of the text of {(id.IsEmpty ? expression.ToString() : id.Value)}"] });
        }

        foreach (var fact in license?.Terms ?? [])
        {
            if (!fact.IsKnown || (isTeacher && fact.Value.Kind != LicenseTermKind.Outputs))
                continue;
            var term = fact.Value;
            var outcome = isTeacher ? OfTeacher(term) : TermEvaluation.Evaluate(term, usage, origin.Model, asOf);
            terms.Add(Make(term.Kind, outcome.Status) with
            {
                Term = term,
                Fact = outcome.Fact,
                Missing = outcome.Missing,
                Action = outcome.Action,
                Text = outcome.Text,
                Sources = fact.Sources,
            });
        }
    }

    /// <summary>The model was trained on outputs of the teacher: by somebody else, under terms that the subject itself cannot show to be met.</summary>
    private static TermOutcome OfTeacher(LicenseTerm term) => term is OutputTerm { Rule: OutputRule.NoRightsClaimed or OutputRule.OwnedByLicensee }
        ? TermOutcome.DoesNotApply("the licensor claims no rights in outputs")
        : TermOutcome.Unknown("the subject was trained on outputs of this model; see the clause", "whether the developer had another agreement with the licensor of the teacher");

    private static DateOnly? Published(ModelInfo model) =>
        (model.Date(DateKind.WeightsPublished) ?? model.Date(DateKind.Announced)) is { IsKnown: true } date ? date.Value.Earliest : null;
}
