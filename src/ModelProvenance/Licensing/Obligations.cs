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
        var reached = new HashSet<string>(StringComparer.Ordinal);
        AddModel(terms, catalog, model, new Origin(model.Id.Value, 0, null, model), asOf, reached, usage, asOf);
        return new ObligationReport(model.Id.Value, asOf, usage, Ordered(terms)) { Model = model.Id };
    }

    /// <summary>The terms of a work that documents describe: of what they state, of the bases that they name, and of the catalog's model when it is one. Where documents and the catalog state different
    /// licences, the terms of both are listed and a note says so.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="work">The work.</param>
    /// <param name="usage">The use.</param>
    /// <param name="asOf">The day.</param>
    public static ObligationReport Evaluate(ModelCatalog catalog, StatedWork work, UsageProfile usage, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(usage);
        var terms = ImmutableArray.CreateBuilder<Obligation>();
        var notes = ImmutableArray.CreateBuilder<string>();
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var origin = new Origin(work.IsLicenseOnly ? "" : work.Model?.Id.Value ?? work.Subject, 0, null, work.Model);
        var known = new HashSet<SpdxLicense>();
        if (work.Model is { } model)
        {
            AddModel(terms, catalog, model, origin, asOf, reached, usage, asOf);
            if (model.License(LicenseScope.Weights, asOf) is { Expression: { IsKnown: true } fact })
                known.UnionWith(fact.Value.Licenses);
        }

        AddStated(terms, notes, catalog, work, origin, known, usage, asOf);
        AddBases(terms, notes, catalog, work, 1, reached, usage, asOf);
        return new ObligationReport(work.Subject, asOf, usage, Ordered(terms)) { Model = work.Model?.Id ?? default, Notes = notes.ToImmutable() };
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

    // Those of the subject's own licence first, then by distance.
    private static ImmutableArray<Obligation> Ordered(IEnumerable<Obligation> terms) => [.. terms.OrderBy(static term => term.Depth)];

    /// <summary>The terms of a model and of what it was made from.</summary>
    private static void AddModel(ImmutableArray<Obligation>.Builder terms, ModelCatalog catalog, ModelInfo model, Origin origin, DateOnly at, HashSet<string> reached, UsageProfile usage, DateOnly asOf)
    {
        if (!reached.Add(model.Id.Value))
            return;
        Add(terms, catalog, model.License(LicenseScope.Weights, at), origin, usage, asOf);
        // What a teacher was made from does not come along; its own terms about outputs do.
        if (origin.Relation == RelationKind.Distilled)
            return;
        var lineage = LineageGraph.AncestorsOf(catalog, model);
        var nodes = lineage.Nodes.ToDictionary(static node => node.Id, StringComparer.Ordinal);
        var places = new Dictionary<string, (int Depth, DateOnly At)>(StringComparer.Ordinal) { [lineage.Root.Id] = (origin.Depth, Published(model) ?? at) };
        var edges = lineage.Edges.ToLookup(static edge => edge.Child, StringComparer.Ordinal);
        var next = new Queue<string>([lineage.Root.Id]);
        var teachers = new List<LineageEdge>();
        while (next.TryDequeue(out var child))
        {
            foreach (var edge in edges[child])
            {
                if (edge.Relation == RelationKind.Distilled)
                    teachers.Add(edge);
                else if (Enter(edge))
                    next.Enqueue(edge.Parent);
            }
        }

        // A model that is a base and a teacher was entered as a base, which says more.
        foreach (var edge in teachers)
            Enter(edge);

        bool Enter(LineageEdge edge)
        {
            if (!reached.Add(edge.Parent))
                return false;
            var (depth, childAt) = places[edge.Child];
            var parent = nodes[edge.Parent].Model;
            places.TryAdd(edge.Parent, (depth + 1, parent is null ? childAt : Published(parent) ?? childAt));
            Add(terms, catalog, parent?.License(LicenseScope.Weights, childAt), new Origin(edge.Parent, depth + 1, edge.Relation, parent), usage, asOf);
            return true;
        }
    }

    /// <summary>The terms of what documents state, apart from licences that the catalog states too.</summary>
    private static void AddStated(ImmutableArray<Obligation>.Builder terms, ImmutableArray<string>.Builder notes, ModelCatalog catalog, StatedWork work, Origin origin, HashSet<SpdxLicense> known, UsageProfile usage, DateOnly asOf)
    {
        var wasKnown = known.Count > 0;
        var before = string.Join(" and ", known);
        foreach (var stated in work.Licenses)
        {
            if (stated.Expression is not { } expression)
            {
                terms.Add(LicenseUnknown(origin, stated.Missing));
                continue;
            }

            if (expression.Licenses.All(known.Contains))
                continue;
            if (known.Count > 0)
                notes.Add(wasKnown ? $"{stated.Place} states {expression}, the catalog {before}: the terms of both are listed" : $"{stated.Place} states {expression}, beside {string.Join(" and ", known)}: the terms of all are listed");
            known.UnionWith(expression.Licenses);
            Add(terms, catalog, expression, origin, usage, asOf, isAlternative: false);
        }

        if (work.Model is null && work.Licenses.IsEmpty)
            terms.Add(LicenseUnknown(origin, $"the licence of {work.Subject}"));
    }

    private static void AddBases(ImmutableArray<Obligation>.Builder terms, ImmutableArray<string>.Builder notes, ModelCatalog catalog, StatedWork work, int depth, HashSet<string> reached, UsageProfile usage, DateOnly asOf)
    {
        foreach (var stated in work.Bases)
        {
            if (stated.Model is { } model)
            {
                AddModel(terms, catalog, model, new Origin(model.Id.Value, depth, stated.Relation, model), asOf, reached, usage, asOf);
                continue;
            }

            if (!reached.Add(stated.Name))
                continue;
            var origin = new Origin(stated.Name, depth, stated.Relation, null);
            if (stated.Work is not { } inner)
            {
                terms.Add(LicenseUnknown(origin, $"the licence of {stated.Name}"));
                continue;
            }

            AddStated(terms, notes, catalog, inner, origin, [], usage, asOf);
            if (stated.Relation != RelationKind.Distilled)
                AddBases(terms, notes, catalog, inner, depth + 1, reached, usage, asOf);
        }
    }

    private static Obligation LicenseUnknown(Origin origin, string missing) => new(default, LicenseTermKind.Other, ObligationStatus.Unknown)
    {
        From = origin.From,
        Depth = origin.Depth,
        Relation = origin.Relation,
        Missing = [missing],
    };

    private static void Add(ImmutableArray<Obligation>.Builder terms, ModelCatalog catalog, LicenseFact? license, Origin origin, UsageProfile usage, DateOnly asOf)
    {
        if (license is { Expression.IsKnown: true })
        {
            Add(terms, catalog, license.Expression.Value, origin, usage, asOf, isAlternative: false);
            return;
        }

        terms.Add(LicenseUnknown(origin, $"the licence of {origin.From}"));
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
