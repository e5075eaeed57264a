// Questions to the catalog in LINQ: `dotnet run --project samples/CatalogQueries`.
using ModelProvenance;
using ModelProvenance.Catalog;

var catalog = ModelCatalog.Default;

// The same fact has a value, a state (known, or unknown in one of four ways) and sources: ask IsKnown before Value.
Console.WriteLine("Models of at most 4B parameters under Apache-2.0 or MIT, with the weights published in 2025:");
var small = from model in catalog.Models
            where model.Total is { Count.IsKnown: true } total && total.Count.Value.High <= 4_000_000_000
            where model.License(LicenseScope.Weights) is { Expression.IsKnown: true } license && license.Expression.Value.ToString() is "Apache-2.0" or "MIT"
            let published = model.Date(DateKind.WeightsPublished)
            where published is { IsKnown: true } && published.Value.Earliest.Year == 2025 && published.Value.Latest.Year == 2025
            orderby published.Value.Earliest, model.Id
            select $"  {published.Value}  {model.Id} ({model.Total!.Count.Value})";
foreach (var line in small.Take(8))
    Console.WriteLine(line);

Console.WriteLine("Developers with the most models, and where their legal seat is:");
var developers = from model in catalog.Models
                 where model.Developers.IsKnown
                 from developer in model.Developers.Value
                 group model by developer into models
                 orderby models.Count() descending, models.Key
                 let organization = catalog.Organizations.Get(models.Key)
                 select $"  {models.Count(),4}  {organization.Name}, {(organization.LegalSeat is { IsKnown: true } seat ? seat.Value.Country.Value : "seat unknown")}";
foreach (var line in developers.Take(5))
    Console.WriteLine(line);

Console.WriteLine("Licences that ask for something above a number of users of all products, with the clause:");
var thresholds = from license in catalog.Licenses
                 from threshold in license.TermsOf<ThresholdTerm>()
                 where threshold.Unit == "monthlyActiveUsers"
                 orderby threshold.Amount, license.Id
                 select $"  {license.Id}: {threshold}";
foreach (var line in thresholds.Take(5))
    Console.WriteLine(line);

// A fact on which sources disagree keeps both sides.
var disputed = catalog.Models.Count(model => catalog.Evidence(EntityKind.Model, model.Id.Value).Any(claim => !claim.IsPreferred));
Console.WriteLine($"Models with a value on which sources disagree: {disputed} of {catalog.Models.Count}");
