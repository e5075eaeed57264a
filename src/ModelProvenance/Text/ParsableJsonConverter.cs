using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelProvenance.Text;

/// <summary>Writes a value as the string that it prints, and reads it back with its own parser. Used by every id and value type of this library.</summary>
/// <typeparam name="T">The value; its <c>default</c> prints as an empty string and is written as null.</typeparam>
public sealed class ParsableJsonConverter<T> : JsonConverter<T>
    where T : struct, ISpanParsable<T>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The token is not a string (or null), or the string is not a <typeparamref name="T"/>.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return default;
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException($"Expected a string with a {typeof(T).Name}, found {reader.TokenType}.");

        return FromText(reader.GetString());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var text = value.ToString();
        if (string.IsNullOrEmpty(text))
            writer.WriteNullValue();
        else
            writer.WriteStringValue(text);
    }

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => FromText(reader.GetString());

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value.ToString() ?? "");
    }

    /// <inheritdoc/>
    public override bool HandleNull => true;

    private static T FromText(string? text) =>
        T.TryParse(text, null, out var value) ? value : throw new JsonException($"'{text}' is not a {typeof(T).Name}.");
}
