using ModelProvenance.Text;
using ModelProvenance.Validation.Rules.Licensing;

namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>Groups of phrases that rules look for in the text of a card.</summary>
[Flags]
internal enum CardPhrases
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>A blank of a template (MP2011).</summary>
    Blank = 1,

    /// <summary>What training tools write for the author (MP2402).</summary>
    Stub = 2,

    /// <summary>How cards say what a build was converted from (MP2206).</summary>
    Conversion = 4,

    /// <summary>How cards say on whose outputs a model was trained (MP4107, MP4108).</summary>
    Teacher = 8,

    /// <summary>How tokens begin (MP2403).</summary>
    Secret = 16,

    /// <summary>The machine of the author (MP2403).</summary>
    Machine = 32,

    /// <summary>The word licence (MP2100, MP2109, MP2404).</summary>
    License = 64,

    /// <summary>How tables title the base model (MP2404).</summary>
    BaseTitle = 128,
}

/// <summary>Says in one pass over a text which phrases it holds, so that each rule reads only the texts that concern it. Case does not count: a rule looks again by its own measure.</summary>
internal static class CardPhraseScan
{
    private static readonly (CardPhrases Group, string Phrase)[] Phrases =
    [
        (CardPhrases.Blank, "More Information Needed"),
        .. GeneratedStub.Marks.Select(phrase => (CardPhrases.Stub, phrase)),
        .. NearerParentInText.Sentences.Select(phrase => (CardPhrases.Conversion, phrase)),
        .. TeacherNames.Stems.Select(phrase => (CardPhrases.Teacher, phrase)),
        .. RiskyLink.Secrets.Select(secret => (CardPhrases.Secret, secret.Prefix)),
        .. RiskyLink.Machines.Select(phrase => (CardPhrases.Machine, phrase)),
        (CardPhrases.License, "licens"),
        (CardPhrases.License, "licence"),
        (CardPhrases.BaseTitle, "base model"),
        (CardPhrases.BaseTitle, "base_model"),
        (CardPhrases.BaseTitle, "finetuned from model"),
    ];

    private static readonly PhraseFinder Finder = new(Phrases.Select(p => (p.Phrase, (int)p.Group)), (int)(CardPhrases.Teacher | CardPhrases.Conversion | CardPhrases.License | CardPhrases.BaseTitle | CardPhrases.Blank));

    /// <summary>The groups of which the text holds a phrase.</summary>
    /// <param name="text">The whole text of the card.</param>
    /// <param name="places">Gets the places of blanks and of phrases on teachers, conversions, licences and bases.</param>
    public static CardPhrases Of(ReadOnlySpan<char> text, ref List<PhrasePlace>? places) => (CardPhrases)Finder.Find(text, ref places);
}

/// <summary>The places of the phrases of one group in the body of a card.</summary>
internal readonly ref struct CardPhrasePlaces(List<PhrasePlace>? places, CardPhrases group, int bodyStart)
{
    public Enumerator GetEnumerator() => new(places, group, bodyStart);

    /// <summary>The places, for whoever keeps them.</summary>
    public List<PhrasePlace> ToList()
    {
        var list = new List<PhrasePlace>();
        foreach (var place in this)
            list.Add(place);
        return list;
    }

    /// <summary>The walk over the places; nothing is allocated.</summary>
    public ref struct Enumerator(List<PhrasePlace>? places, CardPhrases group, int bodyStart)
    {
        private int _index = -1;

        public readonly PhrasePlace Current => places![_index] with { Start = places[_index].Start - bodyStart };

        public bool MoveNext()
        {
            for (_index++; places is not null && _index < places.Count; _index++)
            {
                if (places[_index].Group == (int)group && places[_index].Start >= bodyStart)
                    return true;
            }

            return false;
        }
    }
}
