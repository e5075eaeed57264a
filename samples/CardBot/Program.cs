// A step of a bot that reviews model cards: reads a card, writes a comment in Markdown with what it found and the repaired card as a diff to suggest.
//
//     dotnet run --project samples/CardBot -- owner/name < README.md
//
// Exit code 1 when something is an error. Nothing is written to disk and nothing is fetched.
using ModelProvenance;
using ModelProvenance.Facts;
using ModelProvenance.Findings;
using ModelProvenance.Validation;

var text = Console.In.ReadToEnd();
var repository = args is [var name] && RepositoryId.TryParse(name, null, out var id) ? id : default;
var validator = new Validator(new ValidatorOptions { Repository = repository });
var report = validator.Validate(text, "README.md");

Console.WriteLine(report.Findings.IsEmpty ? "The model card has no findings." : $"The model card has {report.Summary.Errors} errors, {report.Summary.Warnings} warnings and {report.Summary.Infos} notes.");
Console.WriteLine();
foreach (var finding in report.Findings.OrderByDescending(f => f.Severity).ThenBy(f => f.Location.Line))
{
    Console.WriteLine($"- **{finding.Severity.ToString().ToLowerInvariant()}** line {finding.Location.Line}: {finding.Message} ([{finding.Rule.Id}]({finding.Rule.HelpUri}))");
    foreach (var evidence in finding.Finding.Evidence)
        Console.WriteLine($"  - {evidence}");
}

// Only repairs that need no person: each is kept when its finding is gone and no other one came up.
var repaired = CardFixer.Fix(validator, text);
if (!repaired.Fixed.IsEmpty)
{
    Console.WriteLine();
    Console.WriteLine($"Repaired by itself: {string.Join(", ", repaired.Fixed.Select(f => f.Rule.Id).Distinct())}.");
    Console.WriteLine();
    Console.WriteLine("```suggestion");
    Console.WriteLine(repaired.Text.TrimEnd());
    Console.WriteLine("```");
}

return report.Summary.Reaches(Severity.Error) ? 1 : 0;
