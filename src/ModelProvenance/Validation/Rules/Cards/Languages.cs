using System.Reflection;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Codes of ISO 639. <c>eng/HubLists/update.py</c> writes the table.</summary>
internal static class Languages
{
    /// <summary>The name of the table in the assembly.</summary>
    public const string ResourceName = "ModelProvenance.languages";

    // All codes of one length in order, one behind the other.
    private static readonly Lazy<(string Two, string Three)> Codes = new(Read);

    /// <summary>Codes that were given up, with what took their place (ISO 639-1 and RFC 5646 registry: deprecated).</summary>
    private static readonly Dictionary<string, string> Retired = new(StringComparer.Ordinal) { ["iw"] = "he", ["in"] = "id", ["ji"] = "yi", ["jw"] = "jv", ["mo"] = "ro", ["sh"] = "hbs" };

    /// <summary>Codes of countries that are often written for a language and are no language code.</summary>
    private static readonly Dictionary<string, string> Countries = new(StringComparer.Ordinal) { ["cn"] = "zh", ["jp"] = "ja", ["cz"] = "cs", ["dk"] = "da", ["gr"] = "el", ["ua"] = "uk", ["us"] = "en" };

    /// <summary>English names of languages that cards write instead of the code.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["arabic"] = "ar", ["bengali"] = "bn", ["chinese"] = "zh", ["danish"] = "da", ["dutch"] = "nl", ["english"] = "en", ["finnish"] = "fi", ["french"] = "fr", ["german"] = "de", ["greek"] = "el",
        ["hebrew"] = "he", ["hindi"] = "hi", ["indonesian"] = "id", ["italian"] = "it", ["japanese"] = "ja", ["korean"] = "ko", ["norwegian"] = "no", ["persian"] = "fa", ["polish"] = "pl",
        ["portuguese"] = "pt", ["russian"] = "ru", ["spanish"] = "es", ["swedish"] = "sv", ["tamil"] = "ta", ["thai"] = "th", ["turkish"] = "tr", ["ukrainian"] = "uk", ["urdu"] = "ur", ["vietnamese"] = "vi",
    };

    /// <summary>Whether it is a word that the Hub takes besides codes.</summary>
    public static bool IsSpecial(ReadOnlySpan<char> value) => value is "code" or "multilingual";

    /// <summary>Whether ISO 639 assigns the code.</summary>
    public static bool IsAssigned(ReadOnlySpan<char> code) => code.Length switch
    {
        2 => Contains(Codes.Value.Two, code),
        3 => Contains(Codes.Value.Three, code),
        _ => false,
    };

    /// <summary>The code that took the place of a retired one, or null.</summary>
    public static string? Successor(string code) => Retired.GetValueOrDefault(code);

    /// <summary>The language that somebody means who writes the code of a country, or null.</summary>
    public static string? OfCountry(string code) => Countries.GetValueOrDefault(code);

    /// <summary>The code of a language named in English, or null.</summary>
    public static string? OfName(string name) => Names.GetValueOrDefault(name);

    private static bool Contains(string codes, ReadOnlySpan<char> code)
    {
        var length = code.Length;
        var (low, high) = (0, (codes.Length / length) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = code.SequenceCompareTo(codes.AsSpan(middle * length, length));
            if (order == 0)
                return true;
            if (order < 0)
                high = middle - 1;
            else
                low = middle + 1;
        }

        return false;
    }

    private static (string Two, string Three) Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourceName) ?? throw new InvalidOperationException("The assembly holds no codes of languages.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        return (reader.ReadLine() ?? "", reader.ReadLine() ?? "");
    }
}
