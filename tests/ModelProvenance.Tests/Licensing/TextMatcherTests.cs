using ModelProvenance.Licensing;
using ModelProvenance.Licensing.Texts;

namespace ModelProvenance.Tests.Licensing;

/// <summary>The matcher over two made-up licences and a policy, so that every difference is in plain sight.</summary>
public class TextMatcherTests
{
    private const string Heron = """
        Heron Model License, Version 1.0

        Copyright (c) 2025 Heron Laboratory

        1. You are granted a worldwide, royalty-free right to use, copy and share the Heron weights with anybody, in any form, for any purpose that the law of your country leaves open to you.

        2. Whoever receives the weights from you must receive a copy of this licence with them, and the file named NOTICE as it stands, so that each later reader learns where the weights came from.

        3. If your products had more than 50 million monthly users in the month before the release date, you must ask the laboratory for a separate licence, and until it answers you have no rights here.

        4. The weights come as they are. Nobody promises that they fit any purpose, and nobody pays for damage that comes of their use, whatever the ground of the claim may be.

        Appendix: how to name this licence

        Put the words "Heron Model License 1.0" into the card of your model, beside the name of the weights.
        """;

    private const string HeronTwo = """
        Heron Model License, Version 2.0

        Copyright (c) 2026 Heron Laboratory

        1. You are granted a worldwide, royalty-free right to use, copy and share the Heron weights with anybody, in any form, for any purpose that the law of your country leaves open to you.

        2. Whoever receives the weights from you must receive a copy of this licence with them, and the file named NOTICE as it stands, so that each later reader learns where the weights came from.

        3. If your products had more than 10 million monthly users in the month before the release date, you must ask the laboratory for a separate licence, and until it answers you have no rights here.

        4. The weights come as they are. Nobody promises that they fit any purpose, and nobody pays for damage that comes of their use, whatever the ground of the claim may be.
        """;

    private const string Policy = """
        Heron Use Rules

        The weights serve peaceful ends. They are kept away from weapons, from the watching of people who did not agree to it, from the forging of papers, from the running of power plants and
        trains without a person who can stop them, and from advice on illness, law or money that no trained person has read before it goes out to those who asked for it.
        Who sees the weights used in another way writes to the laboratory, names the place and the day, and keeps what proves it. The laboratory answers within a month and says what it will do.
        """;

    private const string Chinese = """
        苍鹭模型许可协议 第一版

        一、您可以在全球范围内免费使用、复制和分享苍鹭模型权重，但用于商业目的之前必须向实验室登记，并在产品说明中标明模型名称。

        二、接收者应当同时收到本协议副本。实验室按现状提供权重，不对适用性作出任何保证，也不对因使用权重造成的任何损失承担责任。
        """;

    private static readonly FingerprintIndex Index = Build();

    private static FingerprintIndex Build()
    {
        var texts = new (string Id, string Text, string Marker)[]
        {
            ("LicenseRef-Heron-1.0", Heron, "version 1.0"), ("LicenseRef-Heron-2.0", HeronTwo, "version 2.0"), ("LicenseRef-Heron-AUP", Policy, "heron use rules"), ("LicenseRef-Heron-ZH", Chinese, "第一版"),
        };
        var read = texts.Select(t => CopyrightStatements.Without(TextTokens.Read(t.Text, out _))).ToList();
        uint[] Grams(List<TextToken> tokens) => [.. Enumerable.Range(0, tokens.Count - 2).Select(i => TextTokens.Gram(tokens[i], tokens[i + 1], tokens[i + 2]))];
        var hashes = read.SelectMany(Grams).Distinct().Order().ToArray();
        var set = new FingerprintSet(hashes, [.. texts.Zip(read, (text, tokens) => new Fingerprint(text.Id, "heron", "", "")
        {
            Grams = [.. Grams(tokens).Select(gram => Array.BinarySearch(hashes, gram))],
            // The appendix of 1.0: its last 27 words.
            Optional = text.Id == "LicenseRef-Heron-1.0" ? [new OptionalPart(tokens.Count - 27, tokens.Count)] : [],
            Markers = [new TextMarker(false, TextTokens.Read(text.Marker, out _).Count, TextTokens.Hash([.. TextTokens.Read(text.Marker, out _)]))],
        })]);
        return new FingerprintIndex(FingerprintFile.Read(FingerprintFile.Write(set)));
    }

    private static LicenseTextMatch Match(string text, LicenseTextContext context = LicenseTextContext.Auto) => new TextMatcher(Index, text, context).Match();

    private static string WithoutAppendix => Heron[..Heron.IndexOf("Appendix", StringComparison.Ordinal)];

    [Theory]
    [InlineData(Heron, "LicenseRef-Heron-1.0")]
    [InlineData(HeronTwo, "LicenseRef-Heron-2.0")]
    [InlineData(Policy, "LicenseRef-Heron-AUP")]
    [InlineData(Chinese, "LicenseRef-Heron-ZH")]
    public void A_known_text_is_exact(string text, string id)
    {
        var match = Match(text);

        match.Verdict.Should().Be(LicenseTextVerdict.Exact);
        match.License.Value.Should().Be(id);
        match.Score.Should().Be(1);
        match.Coverage.Should().Be(1);
        match.Residue.Should().Be(0);
        match.PhrasesFound.Should().Be(match.PhrasesExpected);
        match.Parts.Should().ContainSingle();
    }

    [Fact]
    public void Case_marks_line_ends_and_the_holder_do_not_count()
    {
        var text = "\uFEFF/*\r\n" + string.Join("\r\n", Heron.ToUpperInvariant().Replace("COPYRIGHT (C) 2025 HERON LABORATORY", "COPYRIGHT © 2019-2026 EXAMPLE GMBH. ALL RIGHTS RESERVED.", StringComparison.Ordinal)
            .ReplaceLineEndings("\n").Split('\n').Select(line => " * " + line)) + "\r\n */";

        Match(text).Should().Match<LicenseTextMatch>(m => m.Verdict == LicenseTextVerdict.Exact && m.License.Value == "LicenseRef-Heron-1.0");
    }

    [Theory]
    [InlineData("roy-\nalty-free", "royalty-free")]
    [InlineData("royalty-\n  free", "royalty-free")]
    [InlineData("<b>royalty-free</b>", "royalty-free")]
    [InlineData("**royalty-free**", "royalty-free")]
    [InlineData("[royalty-free](#top)", "royalty-free")]
    [InlineData("license", "licence")]
    public void Forms_of_one_word_are_one_word(string form, string word) =>
        Match(Heron.Replace(word, form, StringComparison.Ordinal)).Verdict.Should().Be(LicenseTextVerdict.Exact);

    [Fact]
    public void A_link_on_a_word_is_the_same() =>
        Match(Heron.Replace("laboratory for", "[laboratory](https://example.org/a) for", StringComparison.Ordinal)).Verdict.Should().Be(LicenseTextVerdict.Same);

    [Fact]
    public void A_text_without_its_appendix_is_the_same() =>
        Match(WithoutAppendix).Should().Match<LicenseTextMatch>(m => m.Verdict == LicenseTextVerdict.Same && m.Detail == LicenseTextDetail.None && m.License.Value == "LicenseRef-Heron-1.0");

    [Theory]
    [InlineData("50 million", "60 million", 9)]
    [InlineData("you must ask", "you may ask", 9)]
    [InlineData("must receive a copy", "receive a copy", 7)]
    [InlineData("for any purpose that", "for any purpose except war that", 5)]
    [InlineData("use, copy and share", "copy, use and share", 5)]
    [InlineData("nobody pays for damage", "nobody nobody pays for damage", 11)]
    public void One_word_makes_a_text_modified_and_is_located(string from, string to, int line)
    {
        var match = Match(Heron.Replace(from, to, StringComparison.Ordinal));

        match.Verdict.Should().Be(LicenseTextVerdict.Modified);
        match.License.Value.Should().Be("LicenseRef-Heron-1.0");
        match.Differences.Should().ContainSingle().Which.Line.Should().Be(line);
    }

    [Fact]
    public void A_changed_word_is_shown_and_a_missing_one_is_counted()
    {
        Match(Heron.Replace("50 million", "60 million", StringComparison.Ordinal)).Differences.Should().ContainSingle()
            .Which.Should().Be(new LicenseTextDifference(9, LicenseTextDifferenceKind.Changed, "60", 1));
        Match(Heron.Replace("must receive a copy", "receive a copy", StringComparison.Ordinal)).Differences.Should().ContainSingle()
            .Which.Should().Be(new LicenseTextDifference(7, LicenseTextDifferenceKind.Removed, "", 1));
    }

    [Fact]
    public void A_clause_at_the_end_is_an_addition()
    {
        var match = Match(WithoutAppendix + "\n5. If you earn more than 1 million a year, you must show our name.\n");

        match.Verdict.Should().Be(LicenseTextVerdict.Modified);
        match.Detail.Should().Be(LicenseTextDetail.Additions);
        match.Coverage.Should().Be(1);
        match.Differences.Should().ContainSingle().Which.Text.Should().StartWith("5. If you earn more");
    }

    [Fact]
    public void A_heading_beside_the_text_is_the_same() =>
        Match("Weights of Heron 7B\n===================\n\n" + Heron).Verdict.Should().Be(LicenseTextVerdict.Same);

    [Fact]
    public void Another_version_is_called_by_no_known_name()
    {
        var match = Match(Heron.Replace("Version 1.0", "Version 1.1", StringComparison.Ordinal));

        match.Verdict.Should().Be(LicenseTextVerdict.Modified);
        match.Detail.Should().Be(LicenseTextDetail.OtherVersion);
        match.PhrasesFound.Should().Be(0);
    }

    [Fact]
    public void A_text_in_another_order_is_not_the_known_one()
    {
        var clause = Heron.Split("\n\n")[3];

        Match(Heron.Replace(clause + "\n\n", "", StringComparison.Ordinal) + "\n\n" + clause).Verdict.Should().NotBe(LicenseTextVerdict.Exact).And.NotBe(LicenseTextVerdict.Same);
    }

    [Fact]
    public void A_licence_with_its_policy_is_that_licence()
    {
        var match = Match(HeronTwo + "\n\n" + Policy);

        match.Should().Match<LicenseTextMatch>(m => m.Verdict == LicenseTextVerdict.Same && m.Detail == LicenseTextDetail.Composite && m.License.Value == "LicenseRef-Heron-2.0");
        match.Parts.Select(p => (p.License.Value, p.StartLine)).Should().Equal(("LicenseRef-Heron-2.0", 1), ("LicenseRef-Heron-AUP", 13));
    }

    [Fact]
    public void Two_licences_in_one_file_are_two_parts_and_no_single_licence()
    {
        var match = Match(HeronTwo + "\n\n----\n\n" + Chinese);

        match.Should().Match<LicenseTextMatch>(m => m.Verdict == LicenseTextVerdict.Same && m.Detail == LicenseTextDetail.Composite && m.License.IsEmpty);
        match.Parts.Select(p => p.License.Value).Should().Equal("LicenseRef-Heron-2.0", "LicenseRef-Heron-ZH");
    }

    [Theory]
    [InlineData("必须向", "可以向")]
    [InlineData("免费", "收费")]
    public void One_character_of_chinese_makes_a_text_modified(string from, string to) =>
        Match(Chinese.Replace(from, to, StringComparison.Ordinal)).Should().Match<LicenseTextMatch>(m => m.Verdict == LicenseTextVerdict.Modified && m.License.Value == "LicenseRef-Heron-ZH");

    [Fact]
    public void Full_width_forms_are_the_same_characters() =>
        Match(Heron.Replace("NOTICE", "ＮＯＴＩＣＥ", StringComparison.Ordinal)).Verdict.Should().Be(LicenseTextVerdict.Exact);

    [Fact]
    public void In_a_card_only_the_section_with_the_text_counts()
    {
        var card = $"---\nlicense: other\n---\n# Heron 7B\n\nYou must not expect much.\n\n## License\n\n{HeronTwo}\n\n## Use\n\nCommercial users shall write to us.\n";

        Match(card).Should().Match<LicenseTextMatch>(m => m.Verdict == LicenseTextVerdict.Exact && m.License.Value == "LicenseRef-Heron-2.0");
        Match(card.Replace("\n\n## Use\n", "\n\nIn addition:\n", StringComparison.Ordinal)).Verdict.Should().Be(LicenseTextVerdict.Modified);
    }

    [Theory]
    [InlineData("")]
    [InlineData("one two")]
    [InlineData("---\nlicense: mit\n---\n")]
    [InlineData("The weights of this model were trained on four nodes for three weeks. The report says more about data and evaluation.")]
    public void Other_text_is_unknown(string text)
    {
        var match = Match(text);

        match.Verdict.Should().Be(LicenseTextVerdict.Unknown);
        match.License.IsEmpty.Should().BeTrue();
        match.Candidates.Should().BeEmpty();
    }

    [Fact]
    public void Half_of_a_text_is_that_text_with_a_part_missing()
    {
        var match = Match(HeronTwo[..(HeronTwo.Length * 6 / 10)]);

        match.Should().Match<LicenseTextMatch>(m => m.Verdict == LicenseTextVerdict.Modified && m.Detail == LicenseTextDetail.Altered && m.License.Value == "LicenseRef-Heron-2.0");
        match.Differences.Should().ContainSingle().Which.Kind.Should().Be(LicenseTextDifferenceKind.Removed);
    }
}
