using System.Collections.Immutable;

namespace ModelProvenance.Artifacts.Reading;

/// <summary>Takes typed values out of one JSON object. A null counts as absent; a value of another type is a finding and counts as absent.</summary>
internal sealed class ConfigReader(JsonItem map, string pointer, FindingSink findings)
{
    public JsonItem Map { get; } = map;

    public string Pointer { get; } = pointer;

    public FindingSink Findings { get; } = findings;

    public ConfigValue<string>? Text(params ReadOnlySpan<string> names) => Value(names, item => item.Kind == JsonKind.Text ? item.Text : null, "a string");

    public ConfigValue<long>? Integer(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Present(name) is not { } item)
                continue;
            if (item.AsInteger() is { } value)
                return new ConfigValue<long>(value, PointerOf(name), item.Line, item.Column);
            Unexpected(name, item, "an integer");
        }

        return null;
    }

    /// <summary>An integer of every layer where the key may also hold an array (one value for each layer); no finding for another type.</summary>
    public ConfigValue<long>? SingleInteger(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Present(name) is { } item && item.AsInteger() is { } value)
                return new ConfigValue<long>(value, PointerOf(name), item.Line, item.Column);
        }

        return null;
    }

    public ConfigValue<double>? Number(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Present(name) is not { } item)
                continue;
            if (item.AsNumber() is { } value)
                return new ConfigValue<double>(value, PointerOf(name), item.Line, item.Column);
            Unexpected(name, item, "a number");
        }

        return null;
    }

    public ConfigValue<bool>? Boolean(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Present(name) is not { } item)
                continue;
            if (item.AsBoolean() is { } value)
                return new ConfigValue<bool>(value, PointerOf(name), item.Line, item.Column);
            Unexpected(name, item, "true or false");
        }

        return null;
    }

    /// <summary>The strings of a list, or a single string. Other elements are left out with a finding.</summary>
    public ImmutableArray<ConfigValue<string>> Texts(string name)
    {
        if (Present(name) is not { } item)
            return [];
        if (item.Kind == JsonKind.Text)
            return [new ConfigValue<string>(item.Text, PointerOf(name), item.Line, item.Column)];
        if (item.Kind != JsonKind.List)
        {
            Unexpected(name, item, "a list of strings");
            return [];
        }

        var result = ImmutableArray.CreateBuilder<ConfigValue<string>>(item.Items.Count);
        for (var i = 0; i < item.Items.Count; i++)
        {
            var element = item.Items[i];
            if (element.Kind == JsonKind.Text)
                result.Add(new ConfigValue<string>(element.Text, FormattableString.Invariant($"{PointerOf(name)}/{i}"), element.Line, element.Column));
            else
                Unexpected(name, element, "a string");
        }

        return result.ToImmutable();
    }

    /// <summary>The reader of an inner object; null when absent.</summary>
    public ConfigReader? Inner(string name)
    {
        if (Present(name) is not { } item)
            return null;
        if (item.Kind == JsonKind.Map)
            return new ConfigReader(item, PointerOf(name), Findings);
        Unexpected(name, item, "an object");
        return null;
    }

    public JsonItem? Present(string name) => Map.Find(name) is { Kind: not JsonKind.Null } item ? item : null;

    public string PointerOf(string name) => Pointer + "/" + JsonItem.Escape(name);

    public void Unexpected(string name, JsonItem item, string expected) =>
        Findings.Add(
            ArtifactReadRules.ConfigUnexpectedType,
            $"{FindingSink.Quote(name)} is {Describe(item)}; expected {expected}. The value is not used.",
            pointer: PointerOf(name),
            line: item.Line,
            column: item.Column);

    private ConfigValue<string>? Value(ReadOnlySpan<string> names, Func<JsonItem, string?> take, string expected)
    {
        foreach (var name in names)
        {
            if (Present(name) is not { } item)
                continue;
            if (take(item) is { } value)
                return new ConfigValue<string>(value, PointerOf(name), item.Line, item.Column);
            Unexpected(name, item, expected);
        }

        return null;
    }

    private static string Describe(JsonItem item) => item.Kind switch
    {
        JsonKind.Text => $"the string {FindingSink.Quote(item.Text)}",
        JsonKind.Number => $"the number {FindingSink.Quote(item.Text)}",
        JsonKind.True => "true",
        JsonKind.False => "false",
        JsonKind.List => "a list",
        _ => "an object",
    };
}
