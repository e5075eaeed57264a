using System.Collections.Immutable;
using System.Text;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Licensing;

/// <summary>A thing that goes along with what one ships, and the clause that asks for it.</summary>
/// <param name="Text">The licence id, sentence, text or name.</param>
/// <param name="License">The licence that asks for it.</param>
/// <param name="Clause">Where.</param>
/// <param name="From">The model whose licence it is; empty when a licence was asked for.</param>
public sealed record ShippingItem(string Text, LicenseId License, string Clause, string From)
{
    /// <summary>The subjects that it goes along with, in their order.</summary>
    public ImmutableArray<string> Subjects { get; init; } = [];

    /// <summary>Whether the term certainly bears on the use; otherwise it is not known, and <see cref="Missing"/> says what is missing.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>What would have to be known.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>Where the term was read.</summary>
    public ImmutableArray<Citation> Sources { get; init; } = [];
}

/// <summary>What goes along with what one ships: the sentences of the notice file, the copies of licences, the texts to show and the names to use.</summary>
public sealed record ShippingList
{
    private ShippingList()
    {
    }

    /// <summary>Prescribed sentences for the notice file.</summary>
    public ImmutableArray<ShippingItem> Sentences { get; private init; } = [];

    /// <summary>Kinds of notices of those before that are kept.</summary>
    public ImmutableArray<ShippingItem> KeptNotices { get; private init; } = [];

    /// <summary>Licences of which a copy goes along; the text of the item is the id.</summary>
    public ImmutableArray<ShippingItem> LicenseCopies { get; private init; } = [];

    /// <summary>Texts that are shown; alternatives are parted by " | ".</summary>
    public ImmutableArray<ShippingItem> DisplayTexts { get; private init; } = [];

    /// <summary>Words that names of derived models hold.</summary>
    public ImmutableArray<ShippingItem> Names { get; private init; } = [];

    /// <summary>Other things that are asked for: marked changes, terms that are handed down. The text of the item says what.</summary>
    public ImmutableArray<ShippingItem> Others { get; private init; } = [];

    /// <summary>What is not known at all: licences that are not determined or that nobody has read for what goes along. The text of the item says what is missing.</summary>
    public ImmutableArray<ShippingItem> Open { get; private init; } = [];

    /// <summary>Files at hand that hold what is asked for: texts of licences of which a copy goes along, and notices of those before when some licence keeps them.</summary>
    public ImmutableArray<LicenseFile> Files { get; private init; } = [];

    /// <summary>The list with those of some files that hold what it asks for.</summary>
    /// <param name="files">Files at hand; see <see cref="LicenseFile.Find"/>.</param>
    public ShippingList With(IEnumerable<LicenseFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        // The same bytes twice are one file.
        return this with
        {
            Files = [.. files.Where(file => file.IsNotice ? !KeptNotices.IsEmpty : file.Licenses.Any(license => LicenseCopies.Any(copy => copy.License == license))).DistinctBy(static file => file.Sha256)],
        };
    }

    /// <summary>The list for a use. Recommendations are left out; terms of which it is unknown whether they bear on the use are in it, marked.</summary>
    public static ShippingList From(ObligationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return From([report]);
    }

    /// <summary>One list for several subjects: what two of them ask for stands once and names both.</summary>
    /// <param name="reports">The terms of each subject.</param>
    public static ShippingList From(IReadOnlyCollection<ObligationReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        var terms = reports.SelectMany(static report => report.Terms.Select(term => (report.Subject, Obligation: term))).ToList();
        ImmutableArray<ShippingItem> Items(Func<Obligation, string?> text) => Listed(terms
                .Where(static t => t.Obligation is var o && o.Status != ObligationStatus.DoesNotApply && o.Term is DutyTerm { Recommended: false } && !(o.Status == ObligationStatus.Unknown && o.Missing.IsEmpty))
                .Select(t => (t.Subject, t.Obligation, Text: text(t.Obligation)))
                .Where(static p => p.Text is { Length: > 0 })
                .Select(static p => new ShippingItem(p.Text!, p.Obligation.License, p.Obligation.Clause, p.Obligation.From)
                {
                    Subjects = [p.Subject],
                    IsCertain = p.Obligation.Status == ObligationStatus.Applies && !p.Obligation.IsAlternative,
                    Missing = p.Obligation.IsAlternative ? [.. p.Obligation.Missing, "which of the licences is chosen"] : p.Obligation.Missing,
                    Sources = p.Obligation.Sources,
                }));

        return new ShippingList
        {
            Sentences = Items(static o => (o.Term as NoticeTerm)?.Sentence),
            KeptNotices = Items(static o => o.Term is NoticeTerm { Keeps.IsEmpty: false } notice ? string.Join(", ", notice.Keeps) : null),
            LicenseCopies = Items(static o => o.Term is LicenseCopyTerm ? o.License.Value : null),
            DisplayTexts = Items(static o => o.Term is DisplayTerm display ? string.Join(" | ", display.Texts) : null),
            Names = Items(static o => (o.Term as NamingTerm)?.Text),
            Others = Items(static o => o.Term is ChangeNoticeTerm or FlowDownTerm ? o.Action : null),
            Open = Listed(terms.Where(static t => t.Obligation is { Term: null, Status: ObligationStatus.Unknown, Kind: LicenseTermKind.Other or (>= LicenseTermKind.LicenseCopy and <= LicenseTermKind.FlowDown) })
                .Select(static t => new ShippingItem(string.Join(", ", t.Obligation.Missing), t.Obligation.License, "", t.Obligation.From) { Subjects = [t.Subject], IsCertain = false, Missing = t.Obligation.Missing })),
        };
    }

    // The same licence along a lineage asks for the same thing once; the nearest model is named.
    private static ImmutableArray<ShippingItem> Listed(IEnumerable<ShippingItem> items) =>
    [
        .. items.GroupBy(static i => (i.Text, i.License)).Select(static group => (group.FirstOrDefault(static i => i.IsCertain) ?? group.First()) with { Subjects = [.. group.SelectMany(static i => i.Subjects).Distinct()] }),
    ];

    /// <summary>The notice file: every prescribed sentence that certainly bears on the use, each in a paragraph, LF at the ends of lines; empty when none is prescribed.</summary>
    public string NoticeText
    {
        get
        {
            var text = new StringBuilder();
            // Two licences with one sentence ask for it once.
            foreach (var sentence in Sentences.Where(static item => item.IsCertain).Select(static item => item.Text).Distinct(StringComparer.Ordinal))
            {
                if (text.Length > 0)
                    text.Append('\n');
                text.Append(sentence).Append('\n');
            }

            return text.ToString();
        }
    }
}
