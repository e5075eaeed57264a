using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Storage;

/// <summary>The members of every record of the catalog, in the order in which they are stored and printed. See <see cref="RecordArchive"/>.</summary>
internal static class RecordDescriptions
{
    public static Organization Organization(RecordArchive a, Organization? o)
    {
        a.Begin("organization");
        return new Organization
        {
            Id = a.RequiredValue("id", o?.Id ?? default),
            Removed = a.Flag("removed", o?.Removed ?? false),
            Names = a.Facts("names", o?.Names ?? [], Name),
            Kind = a.Fact("kind", o?.Kind, ValueCodecs.Chosen),
            Roles = a.Choices("roles", o?.Roles ?? []),
            LegalSeat = a.Fact("legalSeat", o?.LegalSeat, ValueCodecs.Seat),
            Headquarters = a.Fact("headquarters", o?.Headquarters, ValueCodecs.Seat),
            Founded = a.Fact("founded", o?.Founded, ValueCodecs.Parsed),
            Dissolved = a.Fact("dissolved", o?.Dissolved, ValueCodecs.Parsed),
            Parent = a.Fact("parent", o?.Parent, ValueCodecs.Parsed),
            Holders = a.Facts("holders", o?.Holders ?? [], Holder),
            Listings = a.Facts("listings", o?.Listings ?? [], Listing),
            Handles = a.Facts("handles", o?.Handles ?? [], Handle),
            Website = a.Fact("website", o?.Website, ValueCodecs.Url),
        };
    }

    public static ModelLicense License(RecordArchive a, ModelLicense? l)
    {
        a.Begin("license");
        return new ModelLicense
        {
            Id = a.RequiredValue("id", l?.Id ?? default),
            Removed = a.Flag("removed", l?.Removed ?? false),
            Name = a.Fact("name", l?.Name, ValueCodecs.Text),
            Family = a.Text("family", l?.Family) ?? "",
            Version = a.Text("version", l?.Version) ?? "",
            Date = a.Fact("date", l?.Date, ValueCodecs.Parsed),
            Issuer = a.Fact("issuer", l?.Issuer, ValueCodecs.Parsed),
            OnSpdxList = a.Flag("spdx", l?.OnSpdxList ?? false),
            HubTag = a.Text("hubTag", l?.HubTag) ?? "",
            HubNames = a.Texts("hubNames", l?.HubNames ?? []),
            Aliases = a.Texts("aliases", l?.Aliases ?? []),
            Urls = a.Facts("urls", l?.Urls ?? [], static (x, u) => new LicenseUrl(x.RequiredText("value", u?.Value, TextForm.Url), x.RequiredChoice("kind", u?.Kind ?? default))),
            Terms = a.Facts("terms", l?.Terms ?? [], LicenseTermDescriptions.Term),
            SilentOn = a.Fact("silentOn", l?.SilentOn, ValueCodecs.Choices),
        };
    }

    public static ModelFamily Family(RecordArchive a, ModelFamily? f)
    {
        a.Begin("family");
        return new ModelFamily
        {
            Id = a.RequiredValue("id", f?.Id ?? default),
            Removed = a.Flag("removed", f?.Removed ?? false),
            Names = a.Facts("names", f?.Names ?? [], Name),
            Developers = a.Fact("developers", f?.Developers, ValueCodecs.List),
            Coverage = a.Record("coverage", f?.Coverage, static (x, c) => new CoverageStatement(
                x.RequiredValue("completeSince", c?.CompleteSince ?? default),
                x.RequiredText("checkedAgainst", c?.CheckedAgainst),
                x.RequiredValue("checkedOn", c?.CheckedOn ?? default))
            {
                Note = x.Text("note", c?.Note) ?? "",
            }),
        };
    }

    public static ModelSeries Series(RecordArchive a, ModelSeries? s)
    {
        a.Begin("series");
        return new ModelSeries
        {
            Id = a.RequiredValue("id", s?.Id ?? default),
            Removed = a.Flag("removed", s?.Removed ?? false),
            Family = a.RequiredValue("family", s?.Family ?? default),
            Names = a.Facts("names", s?.Names ?? [], Name),
            Developers = a.Fact("developers", s?.Developers, ValueCodecs.List),
        };
    }

    /// <param name="a">The archive.</param>
    /// <param name="r">The release.</param>
    /// <param name="series">The series in whose file the release stands; <c>default</c> when the record names it.</param>
    public static ModelRelease Release(RecordArchive a, ModelRelease? r, SeriesId series)
    {
        a.Begin("release");
        return new ModelRelease
        {
            Id = a.RequiredValue("id", r?.Id ?? default),
            Removed = a.Flag("removed", r?.Removed ?? false),
            Series = series.IsEmpty ? a.RequiredValue("series", r?.Series ?? default) : series,
            Name = a.RequiredText("name", r?.Name),
            Dates = Dates(a, r?.Dates ?? []),
            Licenses = a.Records("licenses", r?.Licenses ?? [], LicenseOf),
        };
    }

    /// <param name="a">The archive.</param>
    /// <param name="m">The model.</param>
    /// <param name="nested">Whether the record stands inside its release, and does not name family, series and release itself.</param>
    public static ModelInfo Model(RecordArchive a, ModelInfo? m, bool nested)
    {
        a.Begin("model");
        return new ModelInfo
        {
            Id = a.RequiredValue("id", m?.Id ?? default),
            Removed = a.Flag("removed", m?.Removed ?? false),
            Name = a.RequiredText("name", m?.Name),
            Family = nested ? m?.Family ?? default : a.RequiredValue("family", m?.Family ?? default),
            Series = nested ? m?.Series ?? default : a.RequiredValue("series", m?.Series ?? default),
            Release = nested ? m?.Release ?? default : a.RequiredValue("release", m?.Release ?? default),
            Repositories = a.Facts("repositories", m?.Repositories ?? [], Repository),
            Availability = a.Fact("availability", m?.Availability, ValueCodecs.Chosen),
            Variant = a.Fact("variant", m?.Variant, ValueCodecs.Parsed),
            Developers = a.Fact("developers", m?.Developers, ValueCodecs.List),
            Parameters = a.Records("parameters", m?.Parameters ?? [], Parameters),
            ContextWindow = a.Fact("contextWindow", m?.ContextWindow, ValueCodecs.Tokens),
            ContextLimit = a.Fact("contextLimit", m?.ContextLimit, ValueCodecs.Tokens),
            Modalities = a.Fact("modalities", m?.Modalities, ValueCodecs.Modalities),
            Architecture = a.Fact("architecture", m?.Architecture, ValueCodecs.Text),
            Structure = a.Fact("structure", m?.Structure, ValueCodecs.Structure),
            Vocabulary = a.Fact("vocabulary", m?.Vocabulary, ValueCodecs.Vocabulary),
            TrainingTokens = a.Fact("trainingTokens", m?.TrainingTokens, ValueCodecs.Parsed),
            TrainingCompute = a.Records("trainingCompute", m?.TrainingCompute ?? [], Compute),
            BaseModels = a.Facts("baseModels", m?.BaseModels ?? [], Base),
            Dates = Dates(a, m?.Dates ?? []),
            Licenses = a.Records("licenses", m?.Licenses ?? [], LicenseOf),
            Aliases = a.Facts("aliases", m?.Aliases ?? [], Alias),
            Distributions = a.Facts("distributions", m?.Distributions ?? [], DistributionOf),
        };
    }

    public static Statement Statement(RecordArchive a, Statement? s)
    {
        a.Begin("statement");
        return new Statement
        {
            Id = a.RequiredValue("id", s?.Id ?? default),
            Removed = a.Flag("removed", s?.Removed ?? false),
            About = a.Records("about", s?.About ?? [], static (x, e) =>
            {
                var kind = x.RequiredChoice("kind", e?.Kind ?? default);
                return new EntityReference(kind, x.RequiredText("id", e?.Id, TextForm.IdOf(kind)));
            }),
            Subject = a.RequiredText("subject", s?.Subject),
            Property = a.RequiredText("property", s?.Property),
            Value = a.RequiredText("value", s?.Value),
            AsOf = a.Value("asOf", s?.AsOf ?? default),
            Definition = a.Text("definition", s?.Definition) ?? "",
            Window = a.Text("window", s?.Window) ?? "",
            StatedBy = a.RequiredCitations("statedBy", s?.StatedBy ?? []),
            Beside = a.Records("beside", s?.Beside ?? [], static (x, b) =>
                new StatementComparison(x.RequiredText("value", b?.Value), x.RequiredCitations("sources", b?.Sources ?? [])) { Note = x.Text("note", b?.Note) ?? "" }),
            Verdict = a.RequiredChoice("verdict", s?.Verdict ?? default),
            Note = a.Text("note", s?.Note) ?? "",
        };
    }

    public static RetiredId Retired(RecordArchive a, RetiredId? r)
    {
        a.Begin("retiredId");
        var kind = a.RequiredChoice("kind", r?.Kind ?? default);
        return new RetiredId(kind, a.RequiredText("id", r?.Id, TextForm.IdOf(kind)), a.Text("successor", r?.Successor, TextForm.IdOf(kind)) ?? "")
        {
            Reason = a.RequiredText("reason", r?.Reason),
            On = a.RequiredValue("on", r?.On ?? default),
        };
    }

    /// <summary>A document, without its key.</summary>
    public static SourceDocument Source(RecordArchive a, SourceDocument? s)
    {
        a.Begin("source");
        var url = a.RequiredText("url", s?.Url.OriginalString, TextForm.Url);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            address = new Uri("about:blank");

        var title = a.Text("title", s?.Title) ?? "";
        var kind = a.RequiredChoice("kind", s?.Kind ?? default);
        var isCommit = kind == SourceKind.DeveloperRepository;
        var revision = isCommit ? a.Text("revision", s?.Revision, TextForm.Commit) : a.Text("revision", s?.Revision);
        if (isCommit && string.IsNullOrEmpty(revision))
            a.Problem("A file in a repository of the developer needs its commit, \"revision\".");
        var published = a.Value("published", s?.Published ?? default);
        var read = a.Day("read", s?.Read ?? default);
        return new SourceDocument(address, kind, read)
        {
            Title = title,
            Revision = revision,
            Published = published,
            Sha256 = a.Text("sha256", s?.Sha256, TextForm.Sha256),
            Via = a.Text("via", s?.Via),
        };
    }

    private static EntityName Name(RecordArchive a, EntityName? n) => new(a.RequiredText("text", n?.Text))
    {
        Language = a.Text("language", n?.Language, TextForm.Language) ?? "",
        Kind = a.Choice("kind", n?.Kind ?? default, NameKind.Common),
        From = a.Value("from", n?.From ?? default),
        To = a.Value("to", n?.To ?? default),
    };

    private static ShareHolding Holder(RecordArchive a, ShareHolding? h) => new(a.RequiredText("holder", h?.Name))
    {
        Share = a.Fraction("share", h?.Share),
        AsOf = a.Value("asOf", h?.AsOf ?? default),
    };

    private static StockListing Listing(RecordArchive a, StockListing? l) => new(a.RequiredText("exchange", l?.Exchange, TextForm.Market), a.RequiredText("ticker", l?.Ticker))
    {
        From = a.Value("from", l?.From ?? default),
        To = a.Value("to", l?.To ?? default),
    };

    private static HubHandle Handle(RecordArchive a, HubHandle? h) => new(a.RequiredValue("hub", h?.Hub ?? default), a.RequiredText("handle", h?.Handle))
    {
        From = a.Value("from", h?.From ?? default),
        To = a.Value("to", h?.To ?? default),
    };

    private static HubRepository Repository(RecordArchive a, HubRepository? r) => new(a.RequiredValue("hub", r?.Hub ?? default), a.RequiredValue("repository", r?.Repository ?? default))
    {
        From = a.Value("from", r?.From ?? default),
        To = a.Value("to", r?.To ?? default),
    };

    private static DateFact Date(RecordArchive a, DateFact? d) => new(a.RequiredChoice("kind", d?.Kind ?? default), a.FactMembers(d?.Date, ValueCodecs.Parsed, inline: false));

    private static ImmutableArray<DateFact> Dates(RecordArchive a, ImmutableArray<DateFact> values)
    {
        var dates = a.Records("dates", values, Date);
        if (a.Checks)
        {
            foreach (var kind in dates.GroupBy(date => date.Kind).Where(group => group.Skip(1).Any()))
                a.Problem($"Two dates are of the kind {EnumText<DateKind>.Of(kind.Key)}; one is the value, the other a conflict of it.", "dates");
        }

        return dates;
    }

    private static LicenseFact LicenseOf(RecordArchive a, LicenseFact? l)
    {
        var scope = a.RequiredChoice("scope", l?.Scope ?? default);
        var from = a.Value("from", l?.From ?? default);
        var to = a.Value("to", l?.To ?? default);
        return new LicenseFact(scope, a.FactMembers(l?.Expression, ValueCodecs.Expression, inline: false)) { From = from, To = to };
    }

    private static ParameterFact Parameters(RecordArchive a, ParameterFact? p)
    {
        var counts = a.RequiredChoice("counts", p?.Counts ?? default);
        var embeddings = a.ChoiceUnless("embeddings", p?.Embeddings ?? default, PartInclusion.Unstated);
        var mtp = a.ChoiceUnless("mtp", p?.Mtp ?? default, PartInclusion.Unstated);
        var vision = a.ChoiceUnless("vision", p?.Vision ?? default, PartInclusion.Unstated);
        var convention = a.Text("convention", p?.Convention) ?? "";
        return new ParameterFact(counts, a.FactMembers(p?.Count, ValueCodecs.Parsed, inline: false)) { Embeddings = embeddings, Mtp = mtp, Vision = vision, Convention = convention };
    }

    private static ComputeFact Compute(RecordArchive a, ComputeFact? c)
    {
        var method = a.RequiredChoice("method", c?.Method ?? default);
        var unit = a.RequiredText("unit", c?.Unit, method == ComputeMethod.Reported ? TextForm.Operations : TextForm.DeviceHours);
        var hardware = a.Text("hardware", c?.Hardware) ?? "";
        return new ComputeFact(method, a.FactMembers(c?.Amount, ValueCodecs.Parsed, inline: false)) { Unit = unit, Hardware = hardware };
    }

    private static BaseModel Base(RecordArchive a, BaseModel? b)
    {
        var model = a.Value("model", b?.Model ?? default);
        var repository = a.Value("repository", b?.Repository ?? default);
        if (model.IsEmpty == repository.IsEmpty)
            a.Problem("A base model has either \"model\" or \"repository\".");
        return new BaseModel(a.RequiredChoice("relation", b?.Relation ?? default)) { Model = model, Repository = repository, Revision = a.Text("revision", b?.Revision) ?? "" };
    }

    private static ModelAlias Alias(RecordArchive a, ModelAlias? x) => new(a.RequiredText("text", x?.Text), a.RequiredText("scheme", x?.Scheme, TextForm.Slug), a.RequiredChoice("kind", x?.Kind ?? default))
    {
        From = a.Value("from", x?.From ?? default),
        To = a.Value("to", x?.To ?? default),
    };

    private static Distribution DistributionOf(RecordArchive a, Distribution? d) => new(a.RequiredValue("repository", d?.Repository ?? default), a.RequiredValue("hub", d?.Hub ?? default))
    {
        Format = a.Value("format", d?.Format ?? default),
        Quantization = a.Text("quantization", d?.Quantization) ?? "",
        Files = a.Records("files", d?.Files ?? [], static (x, f) => new DistributionFile(x.RequiredText("path", f?.Path, TextForm.RelativePath), x.Text("sha256", f?.Sha256, TextForm.Sha256) ?? "") { Size = x.Number("size", f?.Size) }),
    };
}
