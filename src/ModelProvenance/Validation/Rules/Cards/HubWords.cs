using System.Text;

using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>What the Hugging Face Hub says when it refuses a card, word for word.</summary>
/// <remarks>The server's schema is not public. Its messages were seen in the errors that people quote, and they have the default wording of Joi 17; docs/hub-messages.md lists each with
/// the place where it was seen, and says which are read off Joi alone.</remarks>
internal static class HubWords
{
    public static string MustBeString(YamlNode node) => $"\"{Label(node)}\" must be a string";

    public static string MustBeArray(YamlNode node) => $"\"{Label(node)}\" must be an array";

    public static string MustBeObject(YamlNode node) => $"\"{Label(node)}\" must be of type object";

    public static string MustBeStringOrArray(YamlNode node) => $"\"{Label(node)}\" must be one of [string, array]";

    public static string MustBeLowercase(YamlNode node) => $"\"{Label(node)}\" must only contain lowercase characters";

    public static string IsRequired(YamlNode parent, string key) => $"\"{Label(parent)}.{key}\" is required";

    /// <param name="node">The value that is not on the list.</param>
    public static string NotALicense(YamlNode node)
    {
        var label = Label(node);
        // The alternatives of the whole field end with "array"; an item has no such alternative.
        return $"\"{label}\" must be one of [{string.Join(", ", HubList.Licenses.Values)}{(label.EndsWith(']') ? "" : ", array")}]";
    }

    public static string NotALanguage(YamlNode node) =>
        $"\"{Label(node)}\" with value \"{node.Value}\" is not valid. It must be an ISO 639-1, 639-2 or 639-3 code (two/three letters), or a special value like \"code\", \"multilingual\". If you want to use BCP-47 identifiers, you can specify them in language_bcp47.";

    public static string NotAModel(YamlNode node) => $"\"{Label(node)}\" with value \"{node.Value}\" is not valid. Use a model id from https://hf.co/models.";

    public static string NotADataset(YamlNode node) => $"\"{Label(node)}\" with value \"{node.Value}\" is not valid. If possible, use a dataset id from https://hf.co/datasets.";

    /// <summary>What the Hub says about what the reader found; null when it accepts that.</summary>
    public static string? OfReader(ModelCard? card, Finding finding)
    {
        if (finding.Severity != Severity.Error || card is not { FrontMatter: { } yaml })
            return null;
        if (finding.Rule == CardReadRules.DuplicateKey)
            return $"Invalid YAML in README.md: duplicated mapping key {Mark(yaml, finding)}";
        if (finding.Rule == CardReadRules.YamlSyntax || finding.Rule == CardReadRules.UnusualCharacter)
            return $"Invalid YAML in README.md: {finding.Message} {Mark(yaml, finding)}";
        if (finding.Rule == CardReadRules.NotOneMapping)
            return yaml.Root.Kind is YamlNodeKind.Sequence or YamlNodeKind.Scalar ? "\"value\" must be of type object" : "Invalid YAML in README.md: expected a single document in the stream, but found more";
        return null;
    }

    /// <summary>A place as Joi writes it: <c>model-index[0].results[0].task.type</c>.</summary>
    public static string Label(YamlNode node)
    {
        var label = new StringBuilder();
        foreach (var part in node.Pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (label.Length > 0 && part.All(char.IsAsciiDigit))
                label.Append('[').Append(part).Append(']');
            else
                label.Append(label.Length > 0 ? "." : "").Append(part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        }

        return label.ToString();
    }

    // js-yaml counts lines from the first one of the block.
    private static string Mark(YamlDocument yaml, Finding finding) => $"({finding.Location.Line - yaml.Lines.Position(yaml.Start).Line + 1}:{finding.Location.Column})";
}
