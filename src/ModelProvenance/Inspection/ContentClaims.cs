using System.Collections.Immutable;
using System.Globalization;

using ModelProvenance.Artifacts;
using ModelProvenance.Facts;
using ModelProvenance.Licensing;
using ModelProvenance.Resolution;

namespace ModelProvenance.Inspection;

/// <summary>Turns the claims of readers into claims about the properties of the catalog: <c>license</c> becomes <c>licenses.weights</c> in the spelling of SPDX, and so on.</summary>
internal sealed class ContentClaims(LicenseNames licenses, ModelResolver resolver, ModelId identified, string subject)
{
    private readonly List<ProvenanceClaim> _claims = [];

    /// <summary>The claims, equal ones of several files as one with several places.</summary>
    public ImmutableArray<ProvenanceClaim> ToImmutable() =>
    [
        .. _claims.GroupBy(c => (c.Property, c.Value, c.Method)).Select(same => same.First() with
        {
            Sources = [.. same.SelectMany(c => c.Sources).Take(InspectionLimits.MaxSources)],
        }),
    ];

    public void AddFile(InspectedFile file, bool isAdapter)
    {
        foreach (var claim in file.Claims)
        {
            var isOfWeights = claim.Property is ArtifactProperties.TotalParameters or ArtifactProperties.ActiveParameters or ArtifactProperties.SizeLabel or ArtifactProperties.Architecture;
            // An adapter or projector is counted as itself, not as the model; one of several safetensors files is not the whole (see TensorTotal).
            if (isOfWeights && (file.IsPartOfModel || (isAdapter && file.IsWeights)))
                continue;
            if (claim.Property == ArtifactProperties.TotalParameters && file.Safetensors is not null && claim.Method == ClaimMethod.Observed)
                continue;
            Add(file, claim with { Subject = subject });
        }
    }

    public void AddCount(long count, string file) => _claims.Add(new ProvenanceClaim(subject, "parameters.total", new ParameterCount(count).ToString(), ClaimMethod.Observed)
    {
        Sources = [new ClaimSource(file, "tensors")],
        Note = "counted over all files of the model",
    });

    /// <summary>What a name says about size.</summary>
    public void AddLabel(SizeLabel label, ClaimSource source)
    {
        void One(string property, ParameterCount? count)
        {
            if (count is { } value)
                _claims.Add(new ProvenanceClaim(subject, property, value.ToString(), ClaimMethod.Declared) { Sources = [source with { Literal = label.ToString() }] });
        }

        One("parameters.total", label.Total);
        One("parameters.active", label.Active);
        One("parameters.effective", label.Effective);
    }

    private void Add(InspectedFile file, ProvenanceClaim claim)
    {
        switch (claim.Property)
        {
            case ArtifactProperties.License:
                var found = licenses.Resolve(claim.Value);
                // "other" says nothing that could be right or wrong.
                if (!found.IsUnstated)
                    _claims.Add(claim with { Property = "licenses.weights", Value = found.Expression?.ToString() ?? claim.Value });
                break;
            case ArtifactProperties.SizeLabel when SizeLabel.TryParse(claim.Value, null, out var label) && (label.Total ?? label.Active ?? label.Effective) is not null:
                AddLabel(label, claim.Sources[0]);
                break;
            case ArtifactProperties.TotalParameters or ArtifactProperties.ActiveParameters when long.TryParse(claim.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count):
                _claims.Add(claim with { Value = new ParameterCount(count).ToString() });
                break;
            case ArtifactProperties.ContextLength when file.Config is not null || file.Gguf is not null:
                _claims.Add(claim with { Property = "contextWindow" });
                break;
            case ArtifactProperties.BaseModel:
                var model = resolver.Resolve(claim.Value).Model?.Id;
                // The original of a build is not what the model was made from.
                var isOriginal = file.Card?.Relation == RelationKind.Quantized || (model is { } original && original == identified);
                _claims.Add(isOriginal ? claim : claim with { Property = "baseModels", Value = model?.Value ?? claim.Value });
                break;
            case ArtifactProperties.Name when file.Card is not null || file.Gguf is not null:
                _claims.Add(claim);
                AddLabel(SizeInName.Of(claim.Value), claim.Sources[0]);
                break;
            default:
                _claims.Add(claim);
                break;
        }
    }
}
