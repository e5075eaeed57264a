using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Storage;

/// <summary>Puts one catalog on top of another: the values of the layer are preferred, those below stay visible.</summary>
internal static class CatalogLayers
{
    private const string Ruling = "A layer on top states another value.";

    public static CatalogContents Merge(CatalogContents below, CatalogContents layer)
    {
        var merged = new CatalogContents { CatalogVersion = $"{below.CatalogVersion}+{layer.CatalogVersion}" };
        Merge(below.Organizations, layer.Organizations, merged.Organizations, o => o.Id, o => o.Removed, Organization);
        Merge(below.Licenses, layer.Licenses, merged.Licenses, l => l.Id, l => l.Removed, License);
        Merge(below.Families, layer.Families, merged.Families, f => f.Id, f => f.Removed, Family);
        Merge(below.Series, layer.Series, merged.Series, s => s.Id, s => s.Removed, Series);
        Merge(below.Releases, layer.Releases, merged.Releases, r => r.Id, r => r.Removed, Release);
        Merge(below.Models, layer.Models, merged.Models, m => m.Id, m => m.Removed, Model);
        Merge(below.Statements, layer.Statements, merged.Statements, s => s.Id, s => s.Removed, static (_, top) => top);
        merged.Retired.AddRange(below.Retired);
        merged.Retired.AddRange(layer.Retired);
        return merged;
    }

    private static void Merge<T, TId>(List<T> below, List<T> layer, List<T> merged, Func<T, TId> id, Func<T, bool> removed, Func<T, T, T> merge)
        where TId : struct
    {
        var tops = layer.ToDictionary(id);
        foreach (var record in below)
        {
            if (!tops.Remove(id(record), out var top))
                merged.Add(record);
            else if (!removed(top))
                merged.Add(merge(record, top));
        }

        merged.AddRange(tops.Values.Where(top => !removed(top)));
    }

    private static Organization Organization(Organization b, Organization t) => new()
    {
        Id = b.Id,
        Names = Union(b.Names, t.Names),
        Kind = Fact(b.Kind, t.Kind),
        Roles = [.. t.Roles.Union(b.Roles)],
        LegalSeat = Fact(b.LegalSeat, t.LegalSeat),
        Headquarters = Fact(b.Headquarters, t.Headquarters),
        Founded = Fact(b.Founded, t.Founded),
        Dissolved = Fact(b.Dissolved, t.Dissolved),
        Parent = Fact(b.Parent, t.Parent),
        Holders = Union(b.Holders, t.Holders),
        Listings = Union(b.Listings, t.Listings),
        Handles = Union(b.Handles, t.Handles),
        Website = Fact(b.Website, t.Website),
    };

    private static ModelLicense License(ModelLicense b, ModelLicense t) => new()
    {
        Id = b.Id,
        Name = Fact(b.Name, t.Name),
        Family = Text(b.Family, t.Family),
        Version = Text(b.Version, t.Version),
        Date = Fact(b.Date, t.Date),
        Issuer = Fact(b.Issuer, t.Issuer),
        OnSpdxList = b.OnSpdxList || t.OnSpdxList,
        HubTag = Text(b.HubTag, t.HubTag),
        HubNames = [.. t.HubNames.Union(b.HubNames)],
        Aliases = [.. t.Aliases.Union(b.Aliases)],
        Urls = Union(b.Urls, t.Urls),
        Terms = Union(b.Terms, t.Terms),
        SilentOn = Fact(b.SilentOn, t.SilentOn),
    };

    private static ModelFamily Family(ModelFamily b, ModelFamily t) => new()
    {
        Id = b.Id,
        Names = Union(b.Names, t.Names),
        Developers = Fact(b.Developers, t.Developers),
        Coverage = t.Coverage ?? b.Coverage,
    };

    private static ModelSeries Series(ModelSeries b, ModelSeries t) => new()
    {
        Id = b.Id,
        Family = t.Family == default ? b.Family : t.Family,
        Names = Union(b.Names, t.Names),
        Developers = Fact(b.Developers, t.Developers),
    };

    private static ModelRelease Release(ModelRelease b, ModelRelease t) => new()
    {
        Id = b.Id,
        Series = t.Series == default ? b.Series : t.Series,
        Name = Text(b.Name, t.Name),
        Dates = Dates(b.Dates, t.Dates),
        Licenses = Licenses(b.Licenses, t.Licenses),
    };

    private static ModelInfo Model(ModelInfo b, ModelInfo t) => new()
    {
        Id = b.Id,
        Name = Text(b.Name, t.Name),
        Family = t.Family == default ? b.Family : t.Family,
        Series = t.Series == default ? b.Series : t.Series,
        Release = t.Release == default ? b.Release : t.Release,
        Repositories = Union(b.Repositories, t.Repositories),
        Availability = Fact(b.Availability, t.Availability),
        Variant = Fact(b.Variant, t.Variant),
        Developers = Fact(b.Developers, t.Developers),
        Parameters = Pair(b.Parameters, t.Parameters, SameFigure, static (x, y) => y with { Count = Fact(x.Count, y.Count) }),
        ContextWindow = Fact(b.ContextWindow, t.ContextWindow),
        ContextLimit = Fact(b.ContextLimit, t.ContextLimit),
        Modalities = Fact(b.Modalities, t.Modalities),
        Architecture = Fact(b.Architecture, t.Architecture),
        Structure = Fact(b.Structure, t.Structure),
        Vocabulary = Fact(b.Vocabulary, t.Vocabulary),
        TrainingTokens = Fact(b.TrainingTokens, t.TrainingTokens),
        TrainingCompute = Pair(b.TrainingCompute, t.TrainingCompute, static (x, y) => x.Method == y.Method && x.Unit == y.Unit, static (x, y) => y with { Amount = Fact(x.Amount, y.Amount) }),
        BaseModels = Union(b.BaseModels, t.BaseModels),
        Dates = Dates(b.Dates, t.Dates),
        Licenses = Licenses(b.Licenses, t.Licenses),
        Aliases = Union(b.Aliases, t.Aliases),
        Distributions = Union(b.Distributions, t.Distributions),
    };

    private static bool SameFigure(ParameterFact x, ParameterFact y) =>
        x.Counts == y.Counts && x.Embeddings == y.Embeddings && x.Mtp == y.Mtp && x.Vision == y.Vision && x.Convention == y.Convention;

    private static ImmutableArray<DateFact> Dates(ImmutableArray<DateFact> b, ImmutableArray<DateFact> t) =>
        Pair(b, t, static (x, y) => x.Kind == y.Kind, static (x, y) => y with { Date = Fact(x.Date, y.Date) });

    private static ImmutableArray<LicenseFact> Licenses(ImmutableArray<LicenseFact> b, ImmutableArray<LicenseFact> t) =>
        Pair(b, t, static (x, y) => x.Scope == y.Scope && x.From == y.From && x.To == y.To, static (x, y) => y with { Expression = Fact(x.Expression, y.Expression) });

    private static ImmutableArray<T> Pair<T>(ImmutableArray<T> below, ImmutableArray<T> top, Func<T, T, bool> same, Func<T, T, T> merge)
        where T : class =>
        [.. top.Select(t => below.FirstOrDefault(b => same(b, t)) is { } b ? merge(b, t) : t), .. below.Where(b => !top.Any(t => same(b, t)))];

    private static ImmutableArray<Fact<T>> Union<T>(ImmutableArray<Fact<T>> below, ImmutableArray<Fact<T>> top)
        where T : class =>
        [.. top.Select(t => below.FirstOrDefault(b => Same(b, t)) is { } b ? Fact(b, t) : t), .. below.Where(b => !top.Any(t => Same(b, t)))];

    private static bool Same<T>(Fact<T> below, Fact<T> top)
        where T : class => below.IsKnown && top.IsKnown && top.Value.Equals(below.Value);

    private static string Text(string below, string top) => top.Length > 0 ? top : below;

    private static Fact<T> Fact<T>(Fact<T> below, Fact<T> top)
    {
        if (!top.IsStored())
            return below;
        if (!below.IsStored())
            return top;

        // Whoever states the value of the layer is a source of it, and every other value stands once.
        var value = top.IsKnown ? FactText.Of(top.Value) : null;
        var sources = top.Sources;
        var conflicts = top.Conflicts;
        foreach (var claim in below.IsKnown ? below.Conflicts.Add(new ConflictingClaim<T>(below.Value, below.Sources, Ruling)) : below.Conflicts)
        {
            var other = FactText.Of(claim.Value);
            if (other == value)
                sources = sources.AddRange(claim.Sources.Where(s => !sources.Contains(s)));
            else if (!conflicts.Any(c => FactText.Of(c.Value) == other))
                conflicts = conflicts.Add(claim);
        }

        var evidence = new FactEvidence<T>(sources, conflicts);
        var note = top.Note ?? (below.IsKnown && value == FactText.Of(below.Value) ? below.Note : null);
        return top.IsKnown ? ModelProvenance.Facts.Fact<T>.Known(top.Value, evidence, note) : ModelProvenance.Facts.Fact<T>.Unknown(top.State, evidence, note);
    }
}
