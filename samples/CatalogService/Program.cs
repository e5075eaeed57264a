// The catalog as a small web service with an OpenAPI document: `dotnet run --project samples/CatalogService`, then GET /identify?name=deepseek-r1:8b, /models/qwen2.5-7b, /models/qwen2.5-7b/lineage, /openapi/v1.json.
// The library answers from memory and is safe to share between requests; nothing is fetched.
using System.Text;
using System.Text.Json;

using ModelProvenance;
using ModelProvenance.Export;
using ModelProvenance.Facts;
using ModelProvenance.Lineage;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddOpenApi();
builder.Services.AddSingleton(ModelCatalog.Default);
builder.Services.AddSingleton(services => new ModelResolver(services.GetRequiredService<ModelCatalog>()));
builder.Services.AddSingleton(services => new ModelInspector(services.GetRequiredService<ModelCatalog>()));
var app = builder.Build();
app.MapOpenApi();

app.MapGet("/identify", (string name, ModelResolver resolver) =>
{
    var found = resolver.Resolve(name);
    return new Identified(found.Input, found.Confidence.ToString(), found.Model?.Id.Value, found.Organization?.Id.Value, [.. found.Candidates.Select(c => c.Model.Value)]);
}).WithSummary("Says which model a name means.");

// The published shapes (schema/v1/output) come from ProvenanceJson.
app.MapGet("/models/{id}", (string id, ModelCatalog catalog, ModelInspector inspector) =>
    ModelId.TryParse(id, null, out var model) && catalog.Models.Contains(model)
        ? Json(json => ProvenanceJson.Write(json, catalog, [inspector.Inspect(id)]))
        : Results.Problem($"The catalog has no model '{id}'. Near: {string.Join(", ", catalog.Models.Suggest(id))}.", statusCode: StatusCodes.Status404NotFound))
    .WithSummary("Everything that the catalog knows of a model, each fact with its sources.").Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesProblem(StatusCodes.Status404NotFound);

app.MapGet("/models/{id}/lineage", (string id, ModelCatalog catalog) =>
    ModelId.TryParse(id, null, out var parsed) && catalog.Models.Find(parsed) is { } model
        ? Results.Ok(LineageGraph.AncestorsOf(catalog, model).Edges.Select(edge => new Step(edge.Child, edge.Parent, edge.Relation.ToString())))
        : Results.NotFound())
    .WithSummary("What a model was made from.").Produces<Step[]>().Produces(StatusCodes.Status404NotFound);

app.MapGet("/licenses/{id}", (string id, ModelCatalog catalog) =>
    LicenseId.TryParse(id, null, out var parsed) && catalog.Licenses.Find(parsed) is { } license
        ? Results.Ok(new License(license.Id.Value, license.Name.ValueOrDefault, [.. license.Terms.Where(t => t.IsKnown).Select(t => t.Value.ToString()!)]))
        : Results.NotFound())
    .WithSummary("A licence and its terms, each with its clause.").Produces<License>().Produces(StatusCodes.Status404NotFound);

app.Run();

static IResult Json(Action<Utf8JsonWriter> write)
{
    using var buffer = new MemoryStream();
    using (var json = new Utf8JsonWriter(buffer))
        write(json);
    return Results.Text(Encoding.UTF8.GetString(buffer.ToArray()), "application/json");
}

internal sealed record Identified(string Input, string Confidence, string? Model, string? Developer, string[] Candidates);

internal sealed record Step(string Child, string Parent, string Relation);

internal sealed record License(string Id, string? Name, string[] Terms);
