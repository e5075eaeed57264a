using System.Globalization;
using System.Text;

using ModelProvenance.Cards.Yaml;

namespace ModelProvenance.Reference.Tests.Cards;

/// <summary>Prints our tree as node prints what js-yaml made of it: scalars typed by our rule, so that the oracle checks structure, text and types in one.</summary>
internal static class JavaScriptText
{
    public static string Of(YamlNode node) => node.Kind switch
    {
        YamlNodeKind.Mapping => node.Count == 0 ? "{}" : "{ " + string.Join(", ", node.Entries.Select(e => Key(e.Key) + ": " + Of(e.Value))) + " }",
        YamlNodeKind.Sequence => node.Count == 0 ? "[]" : "[ " + string.Join(", ", node.Items.Select(Of)) + " ]",
        YamlNodeKind.Scalar => Scalar(node),
        _ => $"<{node.Kind}>",
    };

    // A key that is no scalar is what String() makes of it.
    private static string Key(YamlNode node)
    {
        var key = node.Kind switch { YamlNodeKind.Mapping => "[object Object]", YamlNodeKind.Sequence => string.Join(',', node.Items.Select(i => i.Value)), _ => node.Value };
        return key.Length > 0 && (char.IsAsciiLetter(key[0]) || key[0] == '_') && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? key : Quoted(key);
    }

    private static string Scalar(YamlNode node)
    {
        switch (node.ScalarType)
        {
            case YamlScalarType.Null:
                return "null";
            case YamlScalarType.Boolean:
                node.TryGetBoolean(out var truth);
                return truth ? "true" : "false";
            case YamlScalarType.Integer or YamlScalarType.Float:
                node.TryGetNumber(out double number);
                return number switch
                {
                    double.PositiveInfinity => "Infinity",
                    double.NegativeInfinity => "-Infinity",
                    _ => number == 0 ? "0" : double.IsNaN(number) ? "NaN" : Math.Abs(number) < 1e21 && number == Math.Floor(number) ? number.ToString("F0", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture),
                };
            case YamlScalarType.Timestamp when node.TryGetDate(out var day) && node.RawText.Length == 10:
                return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00.000Z";
            case YamlScalarType.Timestamp:
                return $"Date({node.RawText})";
            default:
                return Quoted(node.Value);
        }
    }

    private static string Quoted(string value)
    {
        var text = new StringBuilder("'");
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                >= '\u007f' and <= '\u009f' => text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}"),
                _ => text.Append(c),
            };
        }

        return text.Append('\'').ToString();
    }
}
