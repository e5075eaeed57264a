using ModelProvenance.Facts;

namespace ModelProvenance.Licensing.Terms;

/// <summary>The areas that licences name beside single countries.</summary>
internal static class Regions
{
    // Treaty on European Union, article 52, as of 2026: 27 member states.
    private const string EuropeanUnion = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";

    // Agreement on the European Economic Area: the Union, Iceland, Liechtenstein, Norway.
    private const string EconomicArea = EuropeanUnion + " IS LI NO";

    /// <summary>Whether a country is in an area: a country code, <c>EU</c> or <c>EEA</c>.</summary>
    public static bool Holds(string area, CountryCode country) => area switch
    {
        "EU" => Contains(EuropeanUnion, country),
        "EEA" => Contains(EconomicArea, country),
        _ => area == country.Value,
    };

    private static bool Contains(string countries, CountryCode country) => countries.IndexOf(country.Value, StringComparison.Ordinal) is var at and >= 0 && at % 3 == 0;
}
