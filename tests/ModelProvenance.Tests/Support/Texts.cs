using FsCheck;
using FsCheck.Fluent;

namespace ModelProvenance.Tests.Support;

/// <summary>Generators of text for properties.</summary>
internal static class Texts
{
    /// <summary>Anything at all, half surrogate pairs and control characters included.</summary>
    public static Gen<string> Any { get; } = ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "");

    /// <summary>Strings of the characters that a type uses, so that a part of them are values.</summary>
    public static Gen<string> Of(string alphabet, int longest = 14) =>
        from length in Gen.Choose(0, longest)
        from characters in Gen.Elements(alphabet.ToCharArray()).ArrayOf(length)
        select new string(characters);

    /// <summary>Whatever the text: parsing ends in a value that prints itself, or in false and <c>default</c>.</summary>
    public static void ParseNeverThrows<T>(params Gen<string>[] generators)
        where T : ISpanParsable<T>
    {
        Prop.ForAll(Gen.OneOf([Any, .. generators]).ToArbitrary(), text =>
        {
            if (!T.TryParse(text, null, out var value))
                return !T.TryParse(text.AsSpan(), null, out _) && EqualityComparer<T>.Default.Equals(value, default);
            var printed = value.ToString()!;
            return T.TryParse(printed, null, out var again) && again.Equals(value) && again.ToString() == printed && T.Parse(text.AsSpan(), null).Equals(value);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }
}
