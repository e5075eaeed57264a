using ModelProvenance.Facts;
using ModelProvenance.Licensing;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The folder of a card, asked for files that the card names. Only the folder of a model can answer: a card alone in a folder says nothing about its repository.</summary>
/// <param name="path">The folder.</param>
/// <param name="fileUsed">Told of each file before it is read or looked for; null for nobody.</param>
internal sealed class CardFolder(string path, Action<string>? fileUsed = null)
{
    // Configurations and results.
    private const long MaxFileLength = 4 << 20;

    // Texts are small; a folder of a model has a few of them.
    private const long MaxTextLength = 1 << 20;
    private const int MaxTexts = 64;

    private static readonly string[] Signs = ["config.json", "adapter_config.json", "model_index.json", "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin"];

    private static readonly string[] LicenseNames = ["license", "licence", "copying", "model_license", "model-license"];

    private readonly Lazy<bool> _isModel = new(() => Array.Exists(Signs, sign => File.Exists(Used(path, sign, fileUsed))));
    private readonly Lazy<List<string>> _texts = new(() => Texts(path));

    /// <summary>Whether the folder is that of a model.</summary>
    public bool HoldsModel => _isModel.Value;

    /// <summary>Whether the folder itself is checked in the same call: what the card says against the files beside it is said there.</summary>
    public bool IsChecked { get; init; }

    /// <summary>The licence texts that are known; null for those of this package.</summary>
    public LicenseTexts? Known { get; init; }

    /// <summary>Whether a file in it is named as a licence text.</summary>
    public bool HoldsLicense => _texts.Value.Exists(IsLicense);

    /// <summary>Whether a file in it is the text of a licence, word for word.</summary>
    public bool HoldsTextOf(LicenseId license) =>
        _texts.Value.Exists(file => IsLicense(file) && (Known ?? LicenseTexts.Default).Match(Read(Used(path, file, fileUsed))) is { Verdict: LicenseTextVerdict.Exact or LicenseTextVerdict.Same } match && match.License == license);

    private static bool IsLicense(string file) => Array.Exists(LicenseNames, name => Path.GetFileName(file).StartsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether there is such a file in the folder; null when the folder is not that of a model, or the name leads out of it.</summary>
    public bool? Has(string name)
    {
        if (name.Length == 0 || Path.IsPathRooted(name) || name.Split('/', '\\').Contains(".."))
            return null;
        return HoldsModel ? Path.Exists(Used(path, name, fileUsed)) : null;
    }

    /// <summary>Whether a text file in the folder holds a sentence; differences of space and of quotation marks do not count.</summary>
    public bool AnyTextHolds(string sentence)
    {
        var wanted = Plain(sentence);
        return _texts.Value.Exists(file => Plain(Read(Used(path, file, fileUsed))).Contains(wanted, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The bytes of a file in the folder; null when it is not there, or longer than 4 MiB.</summary>
    public ReadOnlyMemory<byte>? ReadFile(string name)
    {
        var file = new FileInfo(Used(path, name, fileUsed));
        if (!file.Exists || file.Length > MaxFileLength)
            return null;
        try
        {
            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The names of the files in a folder of the folder, in ordinal order.</summary>
    public IEnumerable<string> FilesIn(string name)
    {
        var inner = new DirectoryInfo(Used(path, name, fileUsed));
        return inner.Exists ? inner.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal) : [];
    }

    private static string Used(string folder, string name, Action<string>? fileUsed)
    {
        var full = Path.Combine(folder, name);
        fileUsed?.Invoke(Path.GetFullPath(full));
        return full;
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
