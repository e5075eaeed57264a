using System.Globalization;

using ModelProvenance.Artifacts.Reading;

namespace ModelProvenance.Artifacts.Counting;

/// <summary>Takes the figures that a formula needs out of a configuration, and notes what is missing or cannot be.</summary>
internal sealed class ArchitectureFigures(JsonItem map)
{
    // Above every real figure (the largest vocabulary has 2^18 rows, the widest layer 2^17 columns) and small enough that a product of two fits into 63 bits.
    private const long MaxFigure = int.MaxValue;

    // The deepest published language models have some 200 layers; formulas that differ by layer walk them.
    public const int MaxLayers = 10_000;

    /// <summary>The first figure that is missing or cannot be; null when all were there.</summary>
    public string? Problem { get; private set; }

    public JsonItem Map { get; } = map;

    /// <summary>A figure that must be there, under the first of the names that is.</summary>
    public long Need(params ReadOnlySpan<string> names)
    {
        if (Optional(names) is { } value)
            return value;
        Problem ??= $"{names[0]} is missing";
        // Any number: the outcome is thrown away.
        return 1;
    }

    /// <summary>A figure that may be absent; a null counts as absent.</summary>
    public long? Optional(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Map.Find(name) is not { Kind: not JsonKind.Null } item)
                continue;
            if (item.AsInteger() is { } value and >= 0 and <= MaxFigure)
                return value;
            Problem ??= $"{name} is not a whole number from 0 to {MaxFigure.ToString("N0", CultureInfo.InvariantCulture)}";
            return 1;
        }

        return null;
    }

    public bool Flag(string name, bool otherwise)
    {
        if (Map.Find(name) is not { Kind: not JsonKind.Null } item)
            return otherwise;
        if (item.AsBoolean() is { } value)
            return value;
        Problem ??= $"{name} is neither true nor false";
        return otherwise;
    }

    public string? Word(string name) => Map.Find(name) is { Kind: JsonKind.Text } item ? item.Text : null;

    /// <summary>The whole numbers of a list; null when absent.</summary>
    public long[]? Numbers(string name)
    {
        if (Map.Find(name) is not { Kind: JsonKind.List } list)
            return null;
        var result = new long[list.Items.Count];
        for (var i = 0; i < result.Length; i++)
        {
            if (list.Items[i].AsInteger() is not ({ } value and >= 0 and <= MaxFigure))
            {
                Problem ??= $"{name} holds something other than whole numbers";
                return [];
            }

            result[i] = value;
        }

        return result;
    }

    /// <summary>A figure that is one number for all layers, or a list with one for each.</summary>
    public long NeedAt(int layer, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Map.Find(name) is not { Kind: JsonKind.List } list)
                continue;
            if (layer < list.Items.Count && list.Items[layer].AsInteger() is { } value and >= 0 and <= MaxFigure)
                return value;
            Problem ??= $"{name} has no whole number for layer {layer}";
            return 1;
        }

        return Need(names);
    }

    /// <summary>Says that a setting leads to an architecture that no formula here describes.</summary>
    public void NotDescribed(string setting) => Problem ??= $"no formula is known for {setting}";

    public int NeedLayers(params ReadOnlySpan<string> names)
    {
        var layers = Need(names);
        if (layers > MaxLayers)
            Problem ??= $"{names[0]} is above {MaxLayers}";
        return (int)Math.Min(layers, MaxLayers);
    }

    public bool Has(string name) => Map.Find(name) is { Kind: not JsonKind.Null };

    /// <summary>Whether <c>architectures</c> names that class first.</summary>
    public string? FirstArchitecture() => Map.Find("architectures") is { Kind: JsonKind.List, Items: [{ Kind: JsonKind.Text } first, ..] } ? first.Text : null;
}
