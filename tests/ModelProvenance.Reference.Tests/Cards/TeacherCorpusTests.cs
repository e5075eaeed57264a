using ModelProvenance.Resolution;
using ModelProvenance.Text;
using ModelProvenance.Validation.Rules.Cards;
using ModelProvenance.Validation.Rules.Licensing;

namespace ModelProvenance.Reference.Tests.Cards;

/// <summary>Where the 420 real cards name a teacher. Read by hand: nothing else in them says on whose outputs a model of the catalog was trained.</summary>
public class TeacherCorpusTests
{
    private static readonly string[] Teachers =
    [
        "0430 Llama 3.1 8B llama-3.1-8b", // "logits from the Llama 3.1 8B and 70B models" went into Llama 3.2
        "0498 Qwen2.5-7B qwen2.5-7b",     // "Distilled from fine-tuned Qwen2.5-7B teacher model"
    ];

    [ReferenceFact]
    public void Teachers_are_found_where_cards_name_them_and_nowhere_else()
    {
        var found = new List<string>();
        foreach (var row in ReferenceFiles.Rows("modelcards/oracle.tsv"))
        {
            if (ModelCard.Read(File.ReadAllBytes(ReferenceFiles.Path("modelcards/" + row[0])), row[0]).Document is not { } card)
                continue;
            List<PhrasePlace>? places = null;
            CardPhraseScan.Of(card.Body, ref places);
            foreach (var name in TeacherNames.In(card.Body, (places ?? []).Where(p => p.Group == (int)CardPhrases.Teacher)))
            {
                var text = name.Name;
                while (text.AsSpan().ContainsAnyInRange('0', '9') || name.IsRepository)
                {
                    if (ModelResolver.Default.Resolve(text) is { Model: { } model, Confidence: ResolutionConfidence.Exact or ResolutionConfidence.Strong })
                    {
                        found.Add($"{row[0][..4]} {text} {model.Id}");
                        break;
                    }

                    if (name.IsRepository || text.LastIndexOf(' ') < 0)
                        break;
                    text = text[..text.LastIndexOf(' ')];
                }
            }
        }

        found.Distinct().Should().Equal(Teachers);
    }
}
