using System.Text.Json;
using System.Text.Json.Serialization;

using ModelProvenance.Catalog;
using ModelProvenance.Facts;
using ModelProvenance.Findings;

namespace ModelProvenance.Export;

/// <summary>Serialization metadata for the plain types of this library, made at compile time: for programs that are trimmed or compiled ahead of time.</summary>
/// <remarks>Names are camelCase, members of closed lists too; what is null is left out. Every id and value type is one string. The answers of commands have shapes of their own,
/// which <see cref="ProvenanceJson"/> writes.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(CamelCaseEnumConverter<Severity>),
        typeof(CamelCaseEnumConverter<ClaimMethod>),
        typeof(CamelCaseEnumConverter<SourceKind>),
        typeof(CamelCaseEnumConverter<EntityKind>),
        typeof(CamelCaseEnumConverter<RelationKind>),
        typeof(CamelCaseEnumConverter<ParameterScope>),
        typeof(CamelCaseEnumConverter<PartInclusion>),
    ])]
[JsonSerializable(typeof(OrganizationId))]
[JsonSerializable(typeof(FamilyId))]
[JsonSerializable(typeof(SeriesId))]
[JsonSerializable(typeof(ReleaseId))]
[JsonSerializable(typeof(ModelId))]
[JsonSerializable(typeof(StatementId))]
[JsonSerializable(typeof(LicenseId))]
[JsonSerializable(typeof(RuleId))]
[JsonSerializable(typeof(RepositoryId))]
[JsonSerializable(typeof(CountryCode))]
[JsonSerializable(typeof(PartialDate))]
[JsonSerializable(typeof(ParameterCount))]
[JsonSerializable(typeof(ParameterFigure))]
[JsonSerializable(typeof(SizeLabel))]
[JsonSerializable(typeof(ModelVariant))]
[JsonSerializable(typeof(Modality))]
[JsonSerializable(typeof(HubName))]
[JsonSerializable(typeof(ModelFormat))]
[JsonSerializable(typeof(SpdxExpression))]
[JsonSerializable(typeof(RelationKind))]
[JsonSerializable(typeof(ProvenanceClaim))]
[JsonSerializable(typeof(Finding))]
[JsonSerializable(typeof(CatalogStatistics))]
[JsonSerializable(typeof(CatalogMatch))]
public sealed partial class ModelProvenanceJsonContext : JsonSerializerContext;

/// <summary>Writes members of a closed list by their camelCase names.</summary>
/// <typeparam name="T">The list.</typeparam>
public sealed class CamelCaseEnumConverter<T> : JsonStringEnumConverter<T>
    where T : struct, Enum
{
    /// <summary>The converter.</summary>
    public CamelCaseEnumConverter()
        : base(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    {
    }
}
