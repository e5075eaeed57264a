using System.Collections.Immutable;
using System.Globalization;

using ModelProvenance.Catalog;
using ModelProvenance.Documents;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Licensing;

/// <summary>Reads a usage profile: JSON with comments (schema <c>usage.schema.json</c>).</summary>
internal static class UsageReader
{
    public static ReadResult<UsageProfile> Read(byte[] utf8, string path)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        ArgumentNullException.ThrowIfNull(path);
        if (!EditedDocument.TryOpen(utf8, path, UsageRules.UsageFormat, out var document, out var root, comments: true))
            return new ReadResult<UsageProfile>(null, document.Findings);

        var profile = new UsageProfile
        {
            Activities = Words<UsageActivity>(root, "activities"),
            IsCommercial = root.Flag("isCommercial"),
            SharesTrainedModels = root.Flag("sharesTrainedModels"),
            Seat = root.Value<CountryCode>("seat", required: false, out var seat, "an assigned ISO 3166-1 alpha-2 code") ? seat : default,
            PlacesOfUse = Countries(root, "placesOfUse"),
            IsEndUser = root.Flag("isEndUser") ?? false,
            Founded = root.Value<PartialDate>("founded", required: false, out var founded, "a date such as 2020 or 2020-05") ? founded : default,
            Users = [.. root.Objects("users").Select(User).OfType<UserFigure>()],
            Revenue = [.. root.Objects("revenue").Select(Income).OfType<RevenueFigure>()],
            Fields = Known(root, "fields", LicenseWords.FieldsOfUse),
            Businesses = Known(root, "businesses", LicenseWords.Businesses),
            ModelName = root.Text("modelName") ?? "",
        };
        root.RefuseOthers();
        // A profile of which a part is left out would answer for another use than the one that was meant.
        return new ReadResult<UsageProfile>(document.Findings.IsEmpty ? profile : null, document.Findings);
    }

    private static UserFigure? User(EditedObject item)
    {
        var count = item.Number("count", 0, long.MaxValue, required: true);
        var hasDay = item.Value<PartialDate>("asOf", required: true, out var asOf, "a date such as 2026-10");
        var unit = item.Word("unit", ["monthlyActiveUsers", "monthlyUniqueUsers", "dailyActiveUsers", "visits", "users"]) ?? "monthlyActiveUsers";
        var scope = Word(item, "scope", ThresholdScope.AllProducts);
        var affiliates = item.Flag("includesAffiliates");
        item.RefuseOthers();
        return count is null || !hasDay ? null : new UserFigure(count.Value, asOf) { Unit = unit, Scope = scope, IncludesAffiliates = affiliates };
    }

    private static RevenueFigure? Income(EditedObject item)
    {
        var amount = item.Number("amount", 0, long.MaxValue, required: true);
        var currency = item.Text("currency", required: true);
        if (currency is not null && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
            item.Problem("currency", $"\"{currency}\" is not a currency code of ISO 4217, such as EUR.");
        var period = Word(item, "period", ThresholdPeriod.Year);
        var hasDay = item.Value<PartialDate>("asOf", required: true, out var asOf, "a date such as 2025");
        var scope = Word(item, "scope", ThresholdScope.Organization);
        var affiliates = item.Flag("includesAffiliates");
        item.RefuseOthers();
        return amount is null || currency is null || !hasDay ? null : new RevenueFigure(amount.Value, currency, period, asOf) { Scope = scope, IncludesAffiliates = affiliates };
    }

    private static T Word<T>(EditedObject item, string name, T absent)
        where T : struct, Enum => item.Word(name, WordsOf<T>()) is { } word ? Enum.Parse<T>(word, ignoreCase: true) : absent;

    private static ImmutableArray<T> Words<T>(EditedObject item, string name)
        where T : struct, Enum
    {
        if (item.Texts(name) is not { } texts)
            return default;
        var words = WordsOf<T>();
        var values = ImmutableArray.CreateBuilder<T>();
        foreach (var (text, _) in texts)
        {
            if (words.Contains(text))
                values.Add(Enum.Parse<T>(text, ignoreCase: true));
            else
                item.Problem(name, $"\"{text}\" is none of {string.Join(", ", words)}.");
        }

        return values.ToImmutable();
    }

    private static ImmutableArray<CountryCode> Countries(EditedObject item, string name)
    {
        if (item.Texts(name) is not { } texts)
            return default;
        var values = ImmutableArray.CreateBuilder<CountryCode>();
        foreach (var (text, _) in texts)
        {
            if (CountryCode.TryParse(text, CultureInfo.InvariantCulture, out var value))
                values.Add(value);
            else
                item.Problem(name, $"\"{text}\" is not an assigned ISO 3166-1 alpha-2 code.");
        }

        return values.ToImmutable();
    }

    // A word that no licence uses would be taken for "not excluded".
    private static ImmutableArray<string> Known(EditedObject item, string name, ImmutableArray<LicenseWord> words)
    {
        if (item.Texts(name) is not { } texts)
            return default;
        foreach (var (text, _) in texts)
        {
            if (!LicenseWords.Contains(words, text))
                item.Problem(name, $"\"{text}\" is none of {string.Join(", ", words.Select(static w => w.Word))}.");
        }

        return [.. texts.Select(static t => t.Text)];
    }

    private static string[] WordsOf<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName)];
}
