using ModelProvenance.Cards.Yaml;
using ModelProvenance.Findings;

namespace ModelProvenance.Cards;

/// <summary>A value of a card with the place where it stands. <c>default</c> is "not there".</summary>
/// <typeparam name="T">The type that the field has.</typeparam>
/// <param name="Value">The value; <c>default</c> when it is not there.</param>
/// <param name="Node">The node that holds it.</param>
public readonly record struct Located<T>(T? Value, YamlNode Node)
{
    /// <summary>Whether the card has the value.</summary>
    public bool Exists => Node.Exists;

    /// <summary>Where it stands; <see cref="FindingLocation.None"/> when it is not there. Made at each call.</summary>
    public FindingLocation Location => Node.Location;

    /// <summary>The value as text; empty when it is not there.</summary>
    public override string ToString() => Value?.ToString() ?? "";
}
