using System.Collections.Immutable;
using System.Globalization;

using ModelProvenance.Artifacts;
using ModelProvenance.Artifacts.Counting;
using ModelProvenance.Artifacts.Reading;
using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Licensing;
using ModelProvenance.Resolution;

namespace ModelProvenance.Inspection;

/// <summary>Finds what the documents of one model say against each other and against the catalog.</summary>
internal sealed class Contradictions(ImmutableArray<InspectedFile> files, ModelResolution identification, LicenseNames licenses)
{
    public IEnumerable<Finding> Find(ImmutableArray<ProvenanceClaim> sizes, (long Count, string File)? counted) =>
        Licenses().Concat(Labels(sizes, counted)).Concat(Architectures());

    private IEnumerable<Finding> Licenses()
    {
        foreach (var claim in files.Where(f => f.License is null).SelectMany(f => f.Claims).Where(c => c.Property == ArtifactProperties.License))
        {
            var resolution = licenses.Resolve(claim.Value);
            var evidence = ImmutableArray.CreateBuilder<FindingEvidence>();
            var texts = files.Where(f => f.License is not null && Of(f.License).Any()).ToList();
            if (resolution.Expression is not { } declared)
            {
                // A name of several licences: the text is one of them, or it is at odds with the name.
                if (!resolution.IsUnstated && resolution.Candidates.Length > 1 && texts.Count > 0 && texts.TrueForAll(t => IsWholeText(t.License!) && !t.License!.Parts.Any(p => resolution.Candidates.Contains(p.License))))
                {
                    evidence.AddRange(texts.Select(Evidence));
                    yield return new Finding(InspectionRules.LicenseAgainstText, $"The licence is declared as {FindingSink.Quote(claim.Value)}, a name of {string.Join(", ", resolution.Candidates)}, but {Join(evidence)}. Declare the licence under which the weights are.", Place(claim.Sources[0])) { Evidence = evidence.ToImmutable() };
                }

                continue;
            }

            var others = texts.Where(t => !Of(t.License!).Any(l => ClaimComparison.LicensesAgree(declared, l) != false)).ToList();
            if (others.Count == texts.Count)
                evidence.AddRange(others.Select(Evidence));
            else if (others.Where(HasOwnTerms).Select(Evidence).ToImmutableArray() is { IsEmpty: false } second)
                yield return new Finding(InspectionRules.UndeclaredLicenseText, $"The licence is declared as {FindingSink.Quote(claim.Value)}, and {Join(second)}. State both when both hold for the weights, or say in the card what each is for.", Place(claim.Sources[0])) { Evidence = second };

            if (identification.Model is { } model && model.Licenses.Where(l => l.Scope == LicenseScope.Weights && l.Expression.IsKnown).ToList() is { Count: > 0 } known
                && known.TrueForAll(l => ClaimComparison.LicensesAgree(declared, l.Expression.Value) == false))
            {
                foreach (var license in known)
                    evidence.Add(new FindingEvidence($"{model.Id} is under {license.Expression.Value}", Source(license.Expression.Sources), Locator(license.Expression.Sources)));
            }

            if (evidence.Count > 0)
                yield return new Finding(InspectionRules.LicenseAgainstText, $"The licence is declared as {FindingSink.Quote(claim.Value)}, but {Join(evidence)}. Declare the licence under which the weights are.", Place(claim.Sources[0])) { Evidence = evidence.ToImmutable() };
        }
    }

    /// <summary>A licence that none of the models has whose figures the files have. What was trained further is bound by the same terms; what was trained anew with the same figures is not, so this is a warning.</summary>
    /// <param name="candidates">The models with these figures.</param>
    /// <param name="figures">Where the figures stand.</param>
    public IEnumerable<Finding> LicenseOfFigures(ImmutableArray<ModelInfo> candidates, FindingLocation figures)
    {
        var known = candidates.Select(m => (Model: m, License: m.License(LicenseScope.Weights)?.Expression)).ToList();
        if (known.Count == 0 || known.Exists(k => k.License is not { IsKnown: true }))
            yield break;
        foreach (var claim in files.Where(f => f.License is null).SelectMany(f => f.Claims).Where(c => c.Property == ArtifactProperties.License))
        {
            if (licenses.Resolve(claim.Value).Expression is not { } declared || known.Exists(k => ClaimComparison.LicensesAgree(declared, k.License!.Value) != false))
                continue;
            var names = string.Join(", ", known.Select(k => $"{k.Model.Id} ({k.License!.Value})"));
            yield return new Finding(InspectionRules.LicenseAgainstStructure, $"The licence is declared as {FindingSink.Quote(claim.Value)}, but the figures in {figures.Path} are those of {names}. Say what the model was made from, or that it was trained anew.", Place(claim.Sources[0]))
            {
                Evidence =
                [
                    new FindingEvidence($"the figures are those of {string.Join(", ", known.Select(k => k.Model.Id))}", figures.Path, figures.Line > 0 ? $"{Line(figures.Line)}, {figures.Pointer}" : figures.Pointer),
                    .. known.Select(k => new FindingEvidence($"{k.Model.Id} is under {k.License!.Value}", Source(k.License.Sources), Locator(k.License.Sources))),
                ],
            };
        }
    }

    private static FindingEvidence Evidence(InspectedFile text) =>
        new($"{(text.License!.Detail == LicenseTextDetail.Statement ? "names" : "is the text of")} {string.Join(", ", Of(text.License!))}", text.Name, Line(text.LicenseLine));

    private static bool IsWholeText(LicenseTextMatch match) => match.Verdict is LicenseTextVerdict.Exact or LicenseTextVerdict.Same;

    // A common licence beside the one of the weights is that of code or parts; a use policy belongs to its licence. A file that says so is about code.
    private static bool HasOwnTerms(InspectedFile text) =>
        !text.Name.Contains("code", StringComparison.OrdinalIgnoreCase)
        && Of(text.License!).SelectMany(e => e.Licenses).Any(l => l.License.IsReference && !l.License.Value.EndsWith("-AUP", StringComparison.Ordinal) && !l.License.Value.Contains("Use-Policy", StringComparison.Ordinal));

    private static IEnumerable<SpdxExpression> Of(LicenseTextMatch match) =>
        match.Statement?.Expression is { } stated ? [stated] : match.Parts.Select(p => SpdxExpression.TryParse(p.License.ToString(), null, out var one) ? one : null).OfType<SpdxExpression>();

    private IEnumerable<Finding> Labels(ImmutableArray<ProvenanceClaim> sizes, (long Count, string File)? counted)
    {
        var (figures, config) = files.Where(f => f.Config is not null).Select(f => (ParameterCounter.Count(f.Config!).Figures, f)).FirstOrDefault(c => c.Figures is not null);
        foreach (var source in sizes.Where(c => c is { Property: "parameters.total" or "parameters.active", Method: ClaimMethod.Declared }).SelectMany(c => c.Sources).Distinct())
        {
            if (!SizeLabel.TryParse(source.Literal, null, out var label))
                continue;
            FindingEvidence? evidence = null;
            if (figures is not null)
            {
                if (SizeLabelCheck.Check(label, figures).Fits == false)
                    evidence = new FindingEvidence($"the figures give {FindingSink.Number(figures.Total)} parameters", config.Name, config.Config!.ModelType is { } type ? $"line {type.Line}, {type.Pointer}" : "");
            }
            else if (counted is var (count, file) && SizeLabelCheck.CheckTotal(label, count) == SizeLabelMatch.None)
            {
                evidence = new FindingEvidence($"the tensors hold {FindingSink.Number(count)} parameters", file, "tensors");
            }

            if (evidence is not null)
                yield return new Finding(InspectionRules.LabelAgainstWeights, $"The size is given as {label}, but {evidence.Text} ({evidence.Source}). Correct the label, or see whether the files are those of another model.", Place(source)) { Evidence = [evidence] };
        }
    }

    private IEnumerable<Finding> Architectures()
    {
        if (identification.Model is not { Architecture: { IsKnown: true } known } model)
            yield break;
        foreach (var file in files)
        {
            foreach (var value in file.Config?.Architectures ?? [])
            {
                if (ClaimComparison.ArchitecturesAgree(value.Value, known.Value) == false)
                {
                    yield return new Finding(
                        InspectionRules.ArchitectureAgainstCatalog,
                        $"The configuration names {FindingSink.Quote(value.Value)}, but {model.Id}, which the files are said to be, is a {known.Value}. See which model these files are.",
                        new FindingLocation(file.Name) { Line = value.Line, Column = value.Column, Pointer = value.Pointer })
                    {
                        Evidence = [new FindingEvidence($"{model.Id} is a {known.Value}", Source(known.Sources), Locator(known.Sources))],
                    };
                }
            }
        }
    }

    private static string Join(IEnumerable<FindingEvidence> evidence) => string.Join(", and ", evidence.Select(e => e.Source.Contains("://", StringComparison.Ordinal) ? e.Text : $"{e.Source} {e.Text}"));

    private static string Source(ImmutableArray<Citation> sources) => sources.IsEmpty ? "catalog" : sources[0].Source.Url.OriginalString;

    private static string Locator(ImmutableArray<Citation> sources) => sources.IsEmpty ? "" : sources[0].Locator;

    private static string Line(int line) => line > 0 ? $"line {line.ToString(CultureInfo.InvariantCulture)}" : "";

    // Cards write "line 3, /license"; other readers a key.
    private static FindingLocation Place(ClaimSource source)
    {
        var place = new FindingLocation(source.Location);
        if (!source.Locator.StartsWith("line ", StringComparison.Ordinal))
            return place with { Pointer = source.Locator };
        var comma = source.Locator.IndexOf(',', StringComparison.Ordinal);
        var number = comma < 0 ? source.Locator[5..] : source.Locator[5..comma];
        return place with
        {
            Line = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : 0,
            Pointer = comma < 0 ? "" : source.Locator[(comma + 1)..].Trim(),
        };
    }
}
