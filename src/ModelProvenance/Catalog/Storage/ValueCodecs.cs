using System.Collections.Immutable;

using ModelProvenance.Facts;

namespace ModelProvenance.Catalog.Storage;

/// <summary>How the values of facts are stored.</summary>
internal static class ValueCodecs
{
    public static string? Text(RecordArchive archive, string name, string? value) => archive.Text(name, value);

    public static string? Url(RecordArchive archive, string name, string? value) => archive.Text(name, value, TextForm.Url);

    /// <summary>A number of tokens, at least 1.</summary>
    public static long Tokens(RecordArchive archive, string name, long value)
    {
        var number = archive.Number(name, value) ?? 0;
        if (number == 0)
            archive.Problem($"\"{name}\" must be at least 1.", name);
        return number;
    }

    public static T Parsed<T>(RecordArchive archive, string name, T value)
        where T : struct, ISpanParsable<T> => archive.Value(name, value);

    public static T Chosen<T>(RecordArchive archive, string name, T value)
        where T : struct, Enum => archive.RequiredChoice(name, value);

    public static ValueList<T>? List<T>(RecordArchive archive, string name, ValueList<T>? value)
        where T : struct, ISpanParsable<T>, IEquatable<T> => archive.Values(name, value);

    public static ImmutableArray<T> Choices<T>(RecordArchive archive, string name, ImmutableArray<T> value)
        where T : struct, Enum => archive.Choices(name, value);

    public static SpdxExpression? Expression(RecordArchive archive, string name, SpdxExpression? value)
    {
        var text = archive.Text(name, value?.ToString());
        if (string.IsNullOrEmpty(text))
            return null;
        if (!SpdxExpression.TryParse(text, out var expression, out var error))
            archive.Problem($"'{text}' is not a licence expression: {error}", name);
        return expression;
    }

    public static Seat? Seat(RecordArchive archive, string name, Seat? value) => archive.Record(name, value, static (a, seat) => new Seat(a.RequiredValue("country", seat?.Country ?? default))
    {
        Region = a.Text("region", seat?.Region) ?? "",
        City = a.Text("city", seat?.City) ?? "",
    });

    public static ModelStructure? Structure(RecordArchive archive, string name, ModelStructure? value) =>
        archive.Record(name, value, static (a, s) => new ModelStructure(a.RequiredCount("layers", s?.Layers), a.RequiredCount("hiddenSize", s?.HiddenSize))
        {
            AttentionHeads = Figure(a, "attentionHeads", s?.AttentionHeads),
            KeyValueHeads = Figure(a, "keyValueHeads", s?.KeyValueHeads),
            HeadSize = Figure(a, "headSize", s?.HeadSize),
            IntermediateSize = Figure(a, "intermediateSize", s?.IntermediateSize),
            VocabularySize = Figure(a, "vocabularySize", s?.VocabularySize),
            Experts = Figure(a, "experts", s?.Experts),
            ExpertsPerToken = Figure(a, "expertsPerToken", s?.ExpertsPerToken),
            RopeBase = Figure(a, "ropeBase", s?.RopeBase),
            RopeFactor = Figure(a, "ropeFactor", s?.RopeFactor),
        });

    public static ModelVocabulary? Vocabulary(RecordArchive archive, string name, ModelVocabulary? value) =>
        archive.Record(name, value, static (a, v) => new ModelVocabulary(a.RequiredCount("tokens", v?.Tokens), a.RequiredText("sha256", v?.Sha256, TextForm.Sha256)));

    private static long? Figure(RecordArchive archive, string name, long? value)
    {
        var number = archive.Number(name, value);
        if (number == 0)
            archive.Problem($"\"{name}\" must be at least 1.", name);
        return number;
    }

    public static ModalitySet? Modalities(RecordArchive archive, string name, ModalitySet? value) =>
        archive.Record(name, value, static (a, set) => new ModalitySet(a.RequiredValues("input", set?.Input ?? []), a.RequiredValues("output", set?.Output ?? [])));
}
