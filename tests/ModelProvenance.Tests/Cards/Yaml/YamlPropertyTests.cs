using FsCheck;
using FsCheck.Fluent;

using ModelProvenance.Cards;
using ModelProvenance.Cards.Yaml;

namespace ModelProvenance.Tests.Cards.Yaml;

public class YamlPropertyTests
{
    // Signs that mean something to YAML, so that random texts reach the corners.
    private static readonly Gen<string> YamlSoup =
        Gen.Elements("a", "b", ":", ": ", "- ", "-", "\n", "\n", "\n  ", " ", "#", "'", "\"", "[", "]", "{", "}", ",", "|", ">", "?", "? ", "&", "*", "!", "\t", "\r", "\\", "---", "...", "<<", "é", "\0")
            .ListOf().Select(string.Concat);

    [Fact]
    public void Any_text_is_read_without_an_exception() =>
        Prop.ForAll<string?>(text => IsSound(text ?? "")).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_soup_of_YAML_signs_is_read_without_an_exception() =>
        Prop.ForAll(YamlSoup.ToArbitrary(), IsSound).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void Any_bytes_are_read_without_an_exception() =>
        Prop.ForAll<byte[]?>(bytes => ModelCard.Read(bytes ?? []) is { } result && (result.HasDocument || result.HasErrors)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_card_of_YAML_signs_is_read_without_an_exception() =>
        Prop.ForAll(YamlSoup.ToArbitrary(), yaml =>
        {
            var result = ModelCard.Read($"---\n{yaml}\n---\n{yaml}");
            return result.HasDocument && result.Document.Sections.Length >= 0 && result.Document.Claims.Length >= 0 && result.Document.UnknownEntries.Count() >= 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Any_text_can_be_set_and_is_read_back() =>
        Prop.ForAll(YamlSoup.ToArbitrary(), Gen.Elements("x: 1", "x: 'a'", "x: \"a\"", "x:", "x: |\n  a", "{x: a}", "y: 1\nx: a # c\nz: [b]").ToArbitrary(), (value, yaml) =>
        {
            var edit = CardEdits.SetText(YamlDocument.Read(yaml, "x").Document!.Root.Find("x"), value)!.Value;
            var edited = CardEdit.Apply(yaml, [edit]);
            var result = YamlDocument.Read(edited, "x");
            return result.Findings.IsEmpty
                && result.Document!.Root.Find("x").Value == value
                && result.Document.Root.Find("x").ScalarType == YamlScalarType.String
                && result.Document.Root.Find("x").Yaml11ScalarType == YamlScalarType.String
                && edited.StartsWith(yaml[..edit.Start], StringComparison.Ordinal)
                && edited.EndsWith(yaml[edit.End..], StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Edits_of_any_card_change_one_value_and_keep_the_others()
    {
        var seeds = Gen.Choose(0, 1_000_000).ToArbitrary();
        Prop.ForAll(seeds, seed => EditKeepsOthers(new CardLikeYaml(seed).Next(), new Random(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));
    }

    private static bool EditKeepsOthers(string yaml, Random random)
    {
        var root = YamlDocument.Read(yaml, "x").Document!.Root;
        var entries = root.Entries.ToList();
        var index = random.Next(entries.Count);
        var entry = entries[index];
        var others = entries.Where((_, i) => i != index).Select(e => YamlText.Of(e.Key) + YamlText.Of(e.Value)).ToList();
        var kind = random.Next(4);
        var edit = kind switch
        {
            0 => CardEdits.SetText(entry.Value, "new: 'text'"),
            1 => CardEdits.RenameKey(entry, "renamed"),
            2 => CardEdits.RemoveEntry(root, entry),
            _ => CardEdits.AddEntry(root, entry, "added", "text"),
        };
        if (edit is not { } change)
            return true;
        var edited = CardEdit.Apply(yaml, [change]);
        var result = YamlDocument.Read(edited, "x");
        var after = result.Document!.Root.Entries.ToList();
        var (count, kept) = kind switch
        {
            0 => (entries.Count, after.Where((_, i) => i != index)),
            1 => (entries.Count, after.Where((_, i) => i != index)),
            2 => (entries.Count - 1, after),
            _ => (entries.Count + 1, after.Where((_, i) => i != index && i != index + 1)),
        };
        return !result.HasErrors
            && after.Count == count
            && kept.Select(e => YamlText.Of(e.Key) + YamlText.Of(e.Value)).SequenceEqual(others)
            && (kind != 0 || after[index].Value.Value == "new: 'text'")
            && (kind != 1 || (after[index].Key.Value == "renamed" && YamlText.Of(after[index].Value) == YamlText.Of(entry.Value)))
            && (kind != 3 || (after[index + 1].Key.Value == "added" && after[index + 1].Value.Value == "text" && YamlText.Of(after[index].Value) == YamlText.Of(entry.Value)));
    }

    private static bool IsSound(string yaml) => YamlDocument.Read(yaml, "x") is { } result && YamlTreeChecks.IsSound(result.Document!);
}
