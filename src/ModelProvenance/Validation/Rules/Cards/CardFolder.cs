namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The folder of a card, asked for files that the card names. Only the folder of a model can answer: a card alone in a folder says nothing about its repository.</summary>
internal sealed class CardFolder(string path)
{
    // Texts are small; a folder of a model has a few of them.
    private const long MaxTextLength = 1 << 20;
    private const int MaxTexts = 64;

    private static readonly string[] Signs = ["config.json", "adapter_config.json", "model_index.json", "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin"];

    private static readonly string[] LicenseNames = ["license", "licence", "copying", "model_license", "model-license"];

    private readonly Lazy<bool> _isModel = new(() => Array.Exists(Signs, sign => File.Exists(Path.Combine(path, sign))));
    private readonly Lazy<List<string>> _texts = new(() => Texts(path));

    /// <summary>Whether the folder is that of a model.</summary>
    public bool HoldsModel => _isModel.Value;

    /// <summary>Whether a file in it is named as a licence text.</summary>
    public bool HoldsLicense => _texts.Value.Exists(file => Array.Exists(LicenseNames, name => Path.GetFileName(file).StartsWith(name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether there is such a file in the folder; null when the folder is not that of a model, or the name leads out of it.</summary>
    public bool? Has(string name)
    {
        if (name.Length == 0 || Path.IsPathRooted(name) || name.Split('/', '\\').Contains(".."))
            return null;
        return HoldsModel ? File.Exists(Path.Combine(path, name)) || Directory.Exists(Path.Combine(path, name)) : null;
    }

    /// <summary>Whether a text file in the folder holds a sentence; differences of space and of quotation marks do not count.</summary>
    public bool AnyTextHolds(string sentence)
    {
        var wanted = Plain(sentence);
        return _texts.Value.Exists(file => Plain(Read(file)).Contains(wanted, StringComparison.OrdinalIgnoreCase));
    }

    // A file that cannot be read holds nothing, as far as anybody can see.
    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('\u201c', '"').Replace('\u201d', '"').Replace('\u2019', '\'');

    private static List<string> Texts(string path)
    {
        if (!Directory.Exists(path))
            return [];
        return [.. new DirectoryInfo(path).EnumerateFiles().Where(f => f.Length is > 0 and <= MaxTextLength && (f.Extension.ToLowerInvariant() is ".md" or ".txt" or ".rst" or "" || Array.Exists(LicenseNames, n => f.Name.StartsWith(n, StringComparison.OrdinalIgnoreCase))))
            .OrderBy(f => f.Name, StringComparer.Ordinal).Take(MaxTexts).Select(f => f.FullName)];
    }
}
