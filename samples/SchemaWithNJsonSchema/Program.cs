// A document held against a published schema with NJsonSchema, without this library: `dotnet run --project samples/SchemaWithNJsonSchema -- schema/v1/draft-07/manifest.schema.json models.json`.
// NJsonSchema knows no newer draft than 07, so it takes the twin. Exit code 1 when the document is not valid.
using NJsonSchema;

if (args is not [var schemaPath, var documentPath])
{
    Console.Error.WriteLine("Usage: SchemaWithNJsonSchema SCHEMA DOCUMENT");
    return 2;
}

var schema = await JsonSchema.FromFileAsync(schemaPath);
var errors = schema.Validate(await File.ReadAllTextAsync(documentPath));
foreach (var error in errors)
    Console.WriteLine($"{documentPath}({error.LineNumber},{error.LinePosition}): {error.Kind} at {error.Path}");
Console.WriteLine(errors.Count == 0 ? "valid" : $"{errors.Count} errors");
return errors.Count == 0 ? 0 : 1;
