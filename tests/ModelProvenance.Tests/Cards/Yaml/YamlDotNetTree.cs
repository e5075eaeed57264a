using System.Text;

using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ModelProvenance.Tests.Cards.Yaml;

/// <summary>The tree that YamlDotNet reads, printed as <see cref="YamlText"/> prints ours; null when it refuses the text.</summary>
internal static class YamlDotNetTree
{
    public static string? Of(string yaml)
    {
        try
        {
            var parser = new Parser(new StringReader(yaml));
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
                return "\"\"";
            parser.Consume<DocumentStart>();
            var text = new StringBuilder();
            Write(parser, text);
            parser.Consume<DocumentEnd>();
            parser.Consume<StreamEnd>();
            return text.ToString();
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static void Write(Parser parser, StringBuilder text)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            text.Append('"').Append(scalar.Value.Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            text.Append('[');
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                if (text[^1] != '[')
                    text.Append(", ");
                Write(parser, text);
            }

            text.Append(']');
        }
        else if (parser.TryConsume<AnchorAlias>(out _))
        {
            text.Append("<Alias>");
        }
        else
        {
            parser.Consume<MappingStart>();
            text.Append('{');
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                if (text[^1] != '{')
                    text.Append(", ");
                Write(parser, text);
                text.Append(": ");
                Write(parser, text);
            }

            text.Append('}');
        }
    }
}
