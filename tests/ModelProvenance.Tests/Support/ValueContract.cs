using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelProvenance.Tests.Support;

/// <summary>What every id and value type promises: equality, hash, order, parsing and printing, JSON, a usable <c>default</c>.</summary>
internal static class ValueContract
{
    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="ascending">Canonical spellings of different values, in the order of the type when it has one.</param>
    /// <param name="refused">Texts that are no such value.</param>
    public static void Holds<T>(string[] ascending, string[] refused)
        where T : struct, ISpanParsable<T>, IEquatable<T>
    {
        HoldsForDefault<T>();
        var values = ascending.Select(text => Parsed<T>(text)).ToList();
        for (var i = 0; i < values.Count; i++)
        {
            for (var j = 0; j < values.Count; j++)
                HoldsForPair(values[i], values[j], i.CompareTo(j));
            HoldsForJson(values[i], ascending[i]);
            HoldsForPair(values[i], default, null);
        }

        foreach (var text in refused.Append(""))
            Refused<T>(text);
        FluentActions.Invoking(() => FromString<T>(null!)).Should().Throw<ArgumentNullException>();
        TryFromString<T>(null, out var none).Should().BeFalse();
        none.Should().Be(default(T));
        FluentActions.Invoking(() => JsonSerializer.Deserialize<T>("7", Json)).Should().Throw<JsonException>().WithMessage($"*Expected a string with a {typeof(T).Name}, found Number*");
    }

    private static T Parsed<T>(string text)
        where T : struct, ISpanParsable<T>
    {
        var value = FromString<T>(text);
        value.ToString().Should().Be(text, "the spelling is canonical");
        T.Parse(text.AsSpan(), null).Should().Be(value);
        TryFromString<T>(text, out var fromString).Should().BeTrue();
        T.TryParse(text.AsSpan(), null, out var fromSpan).Should().BeTrue();
        fromString.Should().Be(value);
        fromSpan.Should().Be(value);
        return value;
    }

    private static void Refused<T>(string text)
        where T : struct, ISpanParsable<T>
    {
        TryFromString<T>(text, out var value).Should().BeFalse($"'{text}' is no {typeof(T).Name}");
        value.Should().Be(default(T));
        T.TryParse(text.AsSpan(), null, out value).Should().BeFalse();
        value.Should().Be(default(T));
        FluentActions.Invoking(() => FromString<T>(text)).Should().Throw<FormatException>().Which.Message.Should().Contain($"'{text}'");
        FluentActions.Invoking(() => T.Parse(text.AsSpan(), null)).Should().Throw<FormatException>();
        FluentActions.Invoking(() => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(text), Json)).Should().Throw<JsonException>().WithMessage($"*is not a {typeof(T).Name}*");
    }

    // Without these the overloads for spans, which the more derived interface declares, would be taken for strings too.
    private static T FromString<T>(string text)
        where T : IParsable<T> => T.Parse(text, null);

    private static bool TryFromString<T>(string? text, out T value)
        where T : struct, IParsable<T> => T.TryParse(text, null, out value);

    private static void HoldsForDefault<T>()
        where T : struct, ISpanParsable<T>, IEquatable<T>
    {
        T none = default;
        none.ToString().Should().Be("");
        none.Equals(default).Should().BeTrue();
        none.GetHashCode().Should().Be(default(T).GetHashCode());
        JsonSerializer.Serialize(none, Json).Should().Be("null");
        JsonSerializer.Deserialize<T>("null", Json).Should().Be(none);
        if (typeof(T).GetProperty("IsEmpty") is { } isEmpty)
            isEmpty.GetValue(none).Should().Be(true);
    }

    private static void HoldsForPair<T>(T left, T right, int? order)
        where T : struct, IEquatable<T>
    {
        var same = order == 0;
        left.Equals(right).Should().Be(same);
        left.Equals((object)right).Should().Be(same);
        left.Equals(new object()).Should().BeFalse();
        Operator(left, right, "op_Equality").Should().Be(same);
        Operator(left, right, "op_Inequality").Should().Be(!same);
        if (same)
            left.GetHashCode().Should().Be(right.GetHashCode());
        if (left is not IComparable<T> comparable || order is not { } expected)
            return;
        Math.Sign(comparable.CompareTo(right)).Should().Be(expected, $"{left} against {right}");
        Operator(left, right, "op_LessThan").Should().Be(expected < 0);
        Operator(left, right, "op_GreaterThan").Should().Be(expected > 0);
        Operator(left, right, "op_LessThanOrEqual").Should().Be(expected <= 0);
        Operator(left, right, "op_GreaterThanOrEqual").Should().Be(expected >= 0);
    }

    private static void HoldsForJson<T>(T value, string text)
        where T : struct
    {
        JsonSerializer.Serialize(value, Json).Should().Be($"\"{text}\"");
        JsonSerializer.Deserialize<T>($"\"{text}\"", Json).Should().Be(value);
        var keyed = JsonSerializer.Serialize(new Dictionary<T, int> { [value] = 1 }, Json);
        keyed.Should().Be($"{{\"{text}\":1}}");
        JsonSerializer.Deserialize<Dictionary<T, int>>(keyed, Json).Should().ContainKey(value);
    }

    private static bool Operator<T>(T left, T right, string name) =>
        (bool)typeof(T).GetMethod(name, BindingFlags.Public | BindingFlags.Static, [typeof(T), typeof(T)])!.Invoke(null, [left, right])!;
}
