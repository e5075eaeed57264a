using System.Collections.Immutable;

using ModelProvenance.Findings;

namespace ModelProvenance.Validation;

/// <summary>What was found in one document or folder.</summary>
/// <param name="Path">The path or name that was given.</param>
/// <param name="Findings">In the order of their places, then of rules.</param>
public sealed record ValidationReport(string Path, ImmutableArray<ReportedFinding> Findings)
{
    /// <summary>The text that was checked; null when it is no text. Writers take excerpts from it, fixes are made for it.</summary>
    public string? Text { get; init; }

    /// <summary>How many findings there are of each severity.</summary>
    public ValidationSummary Summary => ValidationSummary.Of(Findings);
}

/// <summary>Counts of findings.</summary>
/// <param name="Errors">Findings of severity error.</param>
/// <param name="Warnings">Findings of severity warning.</param>
/// <param name="Infos">Findings of severity info.</param>
/// <param name="Waived">Findings that somebody accepts; they are in none of the other counts.</param>
public readonly record struct ValidationSummary(int Errors, int Warnings, int Infos, int Waived = 0)
{
    /// <summary>Whether a finding is at or above a severity.</summary>
    public bool Reaches(Severity severity) => Errors > 0 || (severity <= Severity.Warning && Warnings > 0) || (severity == Severity.Info && Infos > 0);

    /// <summary>Counts findings.</summary>
    public static ValidationSummary Of(ImmutableArray<ReportedFinding> findings)
    {
        var (errors, warnings, infos, waived) = (0, 0, 0, 0);
        foreach (var finding in findings)
        {
            if (finding.Waiver is not null)
                waived++;
            else if (finding.Severity == Severity.Error)
                errors++;
            else if (finding.Severity == Severity.Warning)
                warnings++;
            else
                infos++;
        }

        return new ValidationSummary(errors, warnings, infos, waived);
    }

    /// <summary>The sum of two counts.</summary>
    public static ValidationSummary operator +(ValidationSummary left, ValidationSummary right) => left.Add(right);

    /// <summary>The sum of two counts.</summary>
    public ValidationSummary Add(ValidationSummary other) => new(Errors + other.Errors, Warnings + other.Warnings, Infos + other.Infos, Waived + other.Waived);
}
