using System.Collections.Immutable;
using System.Text.Json;

using ModelProvenance.Facts;
using ModelProvenance.Regulation;

namespace ModelProvenance.Export;

public static partial class ProvenanceJson
{
    /// <summary>The facts about a model that laws on AI ask for: the shape of <c>regulation</c>.</summary>
    /// <param name="json">Receives one object.</param>
    /// <param name="facts">The facts.</param>
    public static void Write(Utf8JsonWriter json, RegulatoryFacts facts)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(facts);
        json.WriteStartObject();
        json.WriteString("model", facts.Model.Value);
        json.WriteString("asOf", Day(facts.AsOf));
        json.WriteStartObject("trainingCompute");
        WriteNullable(json, "low", facts.Compute.Low);
        WriteNullable(json, "high", facts.Compute.High);
        WriteEstimates(json, "estimates", facts.Compute.Estimates);
        WriteEstimates(json, "ofBases", facts.Compute.OfBases);
        WriteTexts(json, "missing", facts.Compute.Missing);
        json.WriteEndObject();
        json.WriteStartArray("thresholds");
        foreach (var answer in facts.Thresholds)
        {
            json.WriteStartObject();
            json.WriteString("id", answer.Threshold.Id);
            json.WriteString("jurisdiction", answer.Threshold.Jurisdiction);
            json.WriteString("instrument", answer.Threshold.Instrument);
            json.WriteString("condition", answer.Threshold.Condition);
            WriteNullable(json, "operations", answer.Threshold.Operations);
            if (answer.Threshold.ShareOfOriginal is { } share)
                json.WriteNumber("shareOfOriginal", Math.Round(share, 6));
            json.WriteNumber("low", answer.Low);
            json.WriteNumber("high", answer.High);
            WriteNullable(json, "from", answer.Threshold.From is { } from ? Day(from) : null);
            WriteNullable(json, "until", answer.Threshold.Until is { } until ? Day(until) : null);
            if (answer.IsInForce is { } inForce)
                json.WriteBoolean("inForce", inForce);
            else
                json.WriteNull("inForce");
            WriteNullable(json, "state", answer.State is { } state ? Camel(state) : null);
            json.WriteString("basis", answer.Basis);
            WriteSource(json, "source", answer.Threshold.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("openModel");
        foreach (var fact in facts.OpenModel)
        {
            json.WriteStartObject();
            json.WriteString("id", fact.Id);
            json.WriteString("question", fact.Question);
            json.WriteString("answer", Camel(fact.Answer));
            json.WriteString("fact", fact.Fact);
            WriteSources(json, fact.Sources);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("countryGroups");
        foreach (var answer in facts.CountryGroups)
        {
            json.WriteStartObject();
            json.WriteString("group", answer.Group.Id);
            WriteTexts(json, "members", answer.Group.Countries.Select(c => c.Value));
            json.WriteString("instrument", answer.Group.Instrument);
            json.WriteString("rule", answer.Rule.Id);
            json.WriteString("answer", Camel(answer.Answer));
            WriteTexts(json, "countries", answer.Countries.Select(c => c.Value));
            WriteTexts(json, "path", answer.Path);
            WriteSource(json, "source", answer.Group.Source);
            WriteSources(json, answer.Sources);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEstimates(Utf8JsonWriter json, string name, ImmutableArray<TrainingComputeEstimate> estimates)
    {
        json.WriteStartArray(name);
        foreach (var estimate in estimates)
        {
            json.WriteStartObject();
            json.WriteString("model", estimate.Model.Value);
            json.WriteString("method", Camel(estimate.Method));
            json.WriteNumber("low", estimate.Low);
            json.WriteNumber("high", estimate.High);
            json.WriteString("basis", estimate.Basis);
            json.WriteString("assumption", estimate.Assumption);
            WriteSources(json, estimate.Sources);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSource(Utf8JsonWriter json, string name, Citation citation)
    {
        json.WriteStartObject(name);
        WriteSourceMembers(json, ClaimSource.From(citation));
        json.WriteEndObject();
    }

    private static void WriteSources(Utf8JsonWriter json, ImmutableArray<Citation> citations)
    {
        json.WriteStartArray("sources");
        foreach (var citation in citations)
        {
            json.WriteStartObject();
            WriteSourceMembers(json, ClaimSource.From(citation));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
