using System.Text;
using System.Text.RegularExpressions;

namespace ModelProvenance.Reference.Tests.Licensing;

/// <summary>Forms of one text. What they change is form only, so that the licence stays what it is.</summary>
internal static partial class LicenseTextVariants
{
    /// <summary>The titles, preambles and appendices that texts need not carry (SPDX XML: optional), by the words with which the cut begins.</summary>
    private static readonly Dictionary<string, string> Appendices = new()
    {
        ["Apache-2.0"] = "   END OF TERMS AND CONDITIONS",
        ["AGPL-3.0-only"] = "                     END OF TERMS AND CONDITIONS",
        ["CC-BY-4.0"] = "Creative Commons is not a party to its public",
        ["CC-BY-SA-4.0"] = "Creative Commons is not a party to its public",
        ["CC-BY-NC-4.0"] = "Creative Commons is not a party to its public",
        ["CC-BY-NC-SA-4.0"] = "Creative Commons is not a party to its public",
        ["CC-BY-NC-ND-4.0"] = "Creative Commons is not a party to its public",
        ["CC-BY-ND-4.0"] = "Creative Commons is not a party to its public",
        ["GPL-3.0-only"] = "                     END OF TERMS AND CONDITIONS",
        ["LicenseRef-Falcon-180B"] = "APPENDIX: How to apply",
        ["LicenseRef-Falcon-2-11B-1.0"] = "APPENDIX: How to apply",
        ["LicenseRef-Llama-3-Community"] = "Meta Llama 3 Acceptable Use Policy",
    };

    public static IEnumerable<(string Name, string Text)> Of(string id, string text)
    {
        yield return ("as it is", text);
        yield return ("reflow", Reflow(text, 58));
        yield return ("markdown", Markdown(text));
        yield return ("comment marks", string.Join('\n', Lines(text).Select(line => " * " + line)));
        yield return ("hash marks", string.Join('\n', Lines(text).Select(line => "# " + line)));
        yield return ("BOM and CRLF", "\uFEFF" + string.Join("\r\n", Lines(text)));
        yield return ("other copyright lines", OtherHolder(text));
        yield return ("inside a card", Card(text));
        if (Appendices.TryGetValue(id, out var start))
            yield return ("appendix cut", text[..text.IndexOf(start, StringComparison.Ordinal)]);
    }

    /// <summary>Where the appendix of a text begins; null when it has none.</summary>
    public static string? AppendixStart(string id) => Appendices.GetValueOrDefault(id);

    private static string[] Lines(string text) => text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');

    /// <summary>Paragraphs (parted by empty lines) wrapped at another width.</summary>
    public static string Reflow(string text, int width)
    {
        var output = new StringBuilder();
        foreach (var paragraph in Paragraphs(text))
        {
            var column = 0;
            foreach (var word in paragraph.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                if (column > 0 && column + word.Length + 1 > width)
                {
                    output.Append('\n');
                    column = 0;
                }

                if (column > 0)
                    output.Append(' ');
                output.Append(word);
                column += word.Length + 1;
            }

            output.Append("\n\n");
        }

        return output.ToString();
    }

    private static string[] Paragraphs(string text) => EmptyLine().Split(string.Join('\n', Lines(text)));

    /// <summary>Headings, bold words, typographic quotation marks, links as Markdown writes them.</summary>
    private static string Markdown(string text)
    {
        var marked = string.Join("\n\n", Paragraphs(text).Select((paragraph, i) => i == 0 ? "## " + paragraph.Trim().Replace("\n", "\n## ", StringComparison.Ordinal) : paragraph));
        marked = Quoted().Replace(marked, "**\u201C$1\u201D**");
        return Address().Replace(marked, static match => match.Index > 0 && match.Value.Length > 8 ? $"<{match.Value}>" : match.Value);
    }

    /// <summary>Another holder in the head of the text. Lines further down belong to prescribed notices, which are terms.</summary>
    private static string OtherHolder(string text)
    {
        var head = 0;
        for (var line = 0; line < 12 && head >= 0; line++)
            head = text.IndexOf('\n', head + 1);
        return head < 0
            ? CopyrightLine().Replace(text, OtherLine)
            : CopyrightLine().Replace(text[..head], OtherLine) + text[head..];
    }

    private const string OtherLine = "$1Copyright (c) 2019-2026 Example Research GmbH and contributors";

    private static string Card(string text) =>
        $"""
        ---
        license: other
        language: en
        ---
        # Example-7B

        The model may be used with any runtime; you must not expect too much of it, and commercial support is not available.

        ## License

        {text}

        ## Citation

        If you use this model in research, you shall cite the report. Users with more than 16 GB of memory need no quantization.
        """;

    [GeneratedRegex(@"\n[ \t]*\n\s*")]
    private static partial Regex EmptyLine();

    [GeneratedRegex("[\"\u201C]([A-Z][A-Za-z ]{2,30})[\"\u201D]")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<![<(\[\w/])https?://[^\s<>()\[\]""'\u201D]+(?<![.,;:])")]
    private static partial Regex Address();

    [GeneratedRegex(@"^([ \t]*(?:Software )?)(?:Copyright (?:\([cC]\)|©|\d{4})|\([cC]\) Meta)[^\n]*$", RegexOptions.Multiline)]
    private static partial Regex CopyrightLine();
}
