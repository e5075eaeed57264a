using System.Collections.Immutable;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Resolution;
using ModelProvenance.Validation.Rules.Cards;

namespace ModelProvenance.Validation.Rules.Licensing;

/// <summary>A model on whose outputs another was trained.</summary>
/// <param name="Location">Where that stands.</param>
/// <param name="Model">The teacher.</param>
/// <param name="License">One of its licences.</param>
/// <param name="Evidence">Where that it is the teacher, and its licence, were read.</param>
internal sealed record Teacher(FindingLocation Location, ModelInfo Model, ModelLicense License, ImmutableArray<FindingEvidence> Evidence)
{
    /// <summary>The teachers of a card's model: what the catalog knows of its repository, and what its text says. A teacher that is of the publisher itself is left out.</summary>
    public static IEnumerable<Teacher> Of(CardRuleContext context)
    {
        var mayNameOne = context.Holds(CardPhrases.Teacher) || TeacherNames.MayBeChinese(context.Card.Body);
        if (context.Repository.IsEmpty && !mayNameOne)
            yield break;
        var seen = new HashSet<ModelId>();
        if (!context.Repository.IsEmpty && context.ResolveModel(context.Repository.Value) is { Model: { } student, Confidence: ResolutionConfidence.Exact })
        {
            foreach (var fact in student.BaseModels)
            {
                if (fact.IsKnown && fact.Value.Relation == RelationKind.Distilled && context.Catalog.Models.Find(fact.Value.Model) is { } teacher && seen.Add(teacher.Id))
                {
                    foreach (var found in With(context, teacher, context.Card.FrontMatterLocation, [.. fact.Sources.Take(1).Select(s => new FindingEvidence($"{student.Id} was distilled from {teacher.Id}", s.Source.Url.OriginalString, s.Locator))]))
                        yield return found;
                }
            }
        }

        if (!mayNameOne)
            yield break;
        foreach (var name in TeacherNames.In(context.Card.Body, context.Places(CardPhrases.Teacher).ToList()))
        {
            if (Resolve(context, name) is not ({ } teacher, var length) || !seen.Add(teacher.Id))
                continue;
            var at = context.Card.BodyStart + name.Start;
            foreach (var found in With(context, teacher, context.Card.Lines.Location(context.Card.Path, at, at + length), []))
                yield return found;
        }
    }

    // A repository is a name; of other words the longest beginning that is one. A name without a digit ("Gemma") is that of a family, or a word.
    private static (ModelInfo? Model, int Length) Resolve(CardRuleContext context, TeacherName name)
    {
        if (name.IsRepository)
            return (Certain(context, name.Name), name.Length);
        for (var text = name.Name; text.AsSpan().ContainsAnyInRange('0', '9'); text = text[..Math.Max(0, text.LastIndexOf(' '))].TrimEnd(' ', ',', '.', ':'))
        {
            if (Certain(context, text) is { } model)
                return (model, text.Length);
        }

        return default;
    }

    private static ModelInfo? Certain(CardRuleContext context, string name) =>
        context.ResolveModel(name) is { Model: { } model, Confidence: ResolutionConfidence.Exact or ResolutionConfidence.Strong } ? model : null;

    /// <summary>Whether the model of the card is of the teacher's own line: trained from its weights, or from a model of its family.</summary>
    public bool IsOwnLine(CardRuleContext context)
    {
        foreach (var item in context.Card.BaseModels)
        {
            if (item.Value is { } name && context.ResolveModel(name) is { Confidence: ResolutionConfidence.Exact or ResolutionConfidence.Strong } found && found.Model?.Family == Model.Family)
                return true;
        }

        return false;
    }

    private static IEnumerable<Teacher> With(CardRuleContext context, ModelInfo teacher, FindingLocation location, ImmutableArray<FindingEvidence> evidence)
    {
        if (BaseLicense.LicenseOf(context, teacher.Repository.Value) is not { IsOwn: false } stated)
            yield break;
        foreach (var part in stated.Expression.Licenses)
        {
            if (context.Catalog.Licenses.Find(part.License) is { } license)
                yield return new Teacher(location, teacher, license, [.. evidence, .. stated.Evidence]);
        }
    }
}
