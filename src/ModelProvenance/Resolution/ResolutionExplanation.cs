using System.Collections.Immutable;
using System.Text;

using ModelProvenance.Catalog;

namespace ModelProvenance.Resolution;

/// <summary>Says token by token how a name was read.</summary>
internal static class ResolutionExplanation
{
    public static ImmutableArray<ResolutionReason> Of(ModelResolution resolution)
    {
        if (resolution.MatchedBy is MatchedBy.Digest or MatchedBy.Structure or MatchedBy.Vocabulary)
        {
            return [OfContent(resolution, resolution.MatchedBy switch
            {
                MatchedBy.Digest => "SHA-256 of a file of an official build",
                MatchedBy.Structure => "figures of the architecture",
                _ => "tokens of the tokenizer",
            })];
        }

        var reasons = ImmutableArray.CreateBuilder<ResolutionReason>();
        if (resolution.Input.Length > NameKey.MaxLength)
        {
            reasons.Add(new ResolutionReason("", "none", $"names longer than {NameKey.MaxLength} characters name nothing"));
            return reasons.ToImmutable();
        }

        var reference = ModelReference.Parse(resolution.Input);
        if (reference.Owner.Length > 0)
        {
            var owner = reference.Owner.ToString();
            reasons.Add(new ResolutionReason(
                owner,
                $"publisher {resolution.Publisher}",
                resolution.PublisherId.IsEmpty ? "owner of the repository; no organization of the catalog has that handle" : "handle of an organization"));
        }

        var name = reference.Name.ToString();
        reasons.Add(resolution.MatchedBy switch
        {
            MatchedBy.ModelId => new(name, $"model {resolution.Model!.Id.Value}", "id of the catalog"),
            MatchedBy.Repository => new(name, $"model {resolution.Model!.Id.Value}", "repository of the developer"),
            MatchedBy.DistributionRepository => new(name, $"model {resolution.Model!.Id.Value}", "repository of an official build"),
            MatchedBy.AliasRepository => new(name, $"model {resolution.Model!.Id.Value}", "alias of a repository"),
            MatchedBy.RegistryAlias => new(resolution.Input, $"model {resolution.Model!.Id.Value}", "alias of a registry or service"),
            MatchedBy.AmbiguousAlias => new(resolution.Input, "several models", "the alias meant several models over time; give a date or a digest"),
            MatchedBy.Name => resolution.Model is { } m ? new(name, $"model {m.Id.Value}", "the name is that of one model") : new(name, "several models", "several models have that name"),
            MatchedBy.NameWithoutPackaging => resolution.Model is { } m ? new(name, $"model {m.Id.Value}", "without format and quantization the name is that of one model") : new(name, "several models", "several models have that name"),
            MatchedBy.NameWithoutMaker => resolution.Model is { } m ? new(name, $"model {m.Id.Value}", "without the developer in front the name is that of one model") : new(name, "several models", "several models have that name"),
            MatchedBy.RegistryDefault => new(resolution.Input, "several models", "a registry's short tag is by custom the tuned model, the base has that name"),
            MatchedBy.Series => new(name, $"series {resolution.SeriesId.Value}", "name of a series"),
            MatchedBy.Family => new(name, $"family {resolution.FamilyId.Value}", "name of a family"),
            MatchedBy.Mention => new(name, !resolution.SeriesId.IsEmpty ? $"series {resolution.SeriesId.Value}" : $"family {resolution.FamilyId.Value}", "part of the name; the rest of it is not explained, so this may be a derivative"),
            _ => new(name, "none", "nothing in the catalog has this name"),
        });

        AddPackaging(reference, reasons);
        if (!resolution.Size.IsEmpty)
            reasons.Add(new ResolutionReason(resolution.Size.ToString(), "size label", "size in the name"));
        return reasons.ToImmutable();
    }

    private static ResolutionReason OfContent(ModelResolution resolution, string rule) => new(
        resolution.Input,
        resolution switch
        {
            { Model: { } model } => $"model {model.Id.Value}",
            { Candidates.Length: 1 } => $"perhaps model {resolution.Candidates[0].Model.Value}, or a derivative of it",
            { Candidates.IsEmpty: false } => rule.StartsWith("SHA", StringComparison.Ordinal) ? "several models" : "several models, or derivatives of them",
            _ => "none",
        },
        rule);

    private static void AddPackaging(ModelReference reference, ImmutableArray<ResolutionReason>.Builder reasons)
    {
        Span<byte> folded = stackalloc byte[NameKey.MaxLength];
        Span<short> starts = stackalloc short[NameTokens.MaxTokens + 1];
        Span<TokenRole> roles = stackalloc TokenRole[NameTokens.MaxTokens];
        foreach (var part in new[] { reference.Name.ToString(), reference.Tag.ToString() })
        {
            var length = NameKey.Fold(part, folded);
            if (length <= 0)
                continue;
            var tokens = NameTokens.Split(folded[..length], starts, roles);
            for (var i = 0; i < tokens.Count; i++)
            {
                if (tokens.Role(i) == TokenRole.Name)
                    continue;
                var end = i;
                while (end + 1 < tokens.Count && tokens.Role(end + 1) == tokens.Role(i))
                    end++;
                reasons.Add(new ResolutionReason(
                    Encoding.UTF8.GetString(tokens.Slice(i, end + 1 - i)),
                    tokens.Role(i).ToString().ToLowerInvariant(),
                    "word that builders of converted files use"));
                i = end;
            }
        }

        if (reference.IsFile)
            reasons.Add(new ResolutionReason(reference.Extension.ToString(), "format", "file extension"));
    }
}
