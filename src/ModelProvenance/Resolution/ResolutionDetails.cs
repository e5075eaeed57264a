using System.Text;

using ModelProvenance.Catalog;
using ModelProvenance.Catalog.Storage;
using ModelProvenance.Facts;

namespace ModelProvenance.Resolution;

/// <summary>What a text says besides the model: who published, which size label, quantization and format. Made when somebody asks.</summary>
internal sealed class ResolutionDetails
{
    private ResolutionDetails()
    {
    }

    public OrganizationId Publisher { get; private init; }

    public string? PublisherHandle { get; private init; }

    public SizeLabel Size { get; private init; }

    public string? Quantization { get; private init; }

    public string? Format { get; private init; }

    public static ResolutionDetails Of(ModelCatalog catalog, string input)
    {
        if (input.Length > NameKey.MaxLength)
            return new ResolutionDetails();

        var reference = ModelReference.Parse(input);
        // A registry publishes what stands in its own library.
        var handle = reference.Owner.Length > 0 ? reference.Owner.ToString() : reference.Hub == HubName.Ollama ? HubName.Ollama.Value : null;
        string? quantization = null;
        var format = reference.IsFile ? reference.Extension[1..].ToString().ToLowerInvariant() : null;
        Span<byte> folded = stackalloc byte[NameKey.MaxLength + 8];
        var length = reference.FoldName(folded);
        if (length <= 0)
            return new ResolutionDetails { Publisher = PublisherOf(catalog.Binary, handle), PublisherHandle = handle, Format = format };

        Span<short> starts = stackalloc short[NameTokens.MaxTokens + 1];
        Span<TokenRole> roles = stackalloc TokenRole[NameTokens.MaxTokens];
        var tokens = NameTokens.Split(folded[..length], starts, roles);
        var from = -1;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens.Role(i) == TokenRole.Format)
                format ??= Encoding.UTF8.GetString(tokens[i]);
            if (tokens.Role(i) == TokenRole.Quantization && from < 0)
                from = i;
            if (from >= 0 && quantization is null && (i + 1 == tokens.Count || tokens.Role(i + 1) != TokenRole.Quantization))
                quantization = QuantizationText.Canonical(tokens.Slice(from, i + 1 - from));
        }

        return new ResolutionDetails
        {
            Publisher = PublisherOf(catalog.Binary, handle),
            PublisherHandle = handle,
            Size = tokens.FindSize(),
            Quantization = quantization,
            Format = format,
        };
    }

    private static OrganizationId PublisherOf(BinaryCatalog binary, string? handle)
    {
        if (handle is null)
            return default;
        Span<byte> key = stackalloc byte[NameKey.MaxLength + 1];
        key[0] = NameSpaces.Handle;
        var length = NameKey.Lower(handle, key[1..]);
        if (length > 0)
        {
            foreach (var match in binary.Find(key[..(1 + length)]))
            {
                if (match.Role == NameRole.AnyHandle)
                    return OrganizationId.Parse(Encoding.UTF8.GetString(binary.IdBytes(EntityKind.Organization, match.Record)));
            }
        }

        return default;
    }
}
