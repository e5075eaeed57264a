using ModelProvenance.Facts;

namespace ModelProvenance.Validation;

/// <summary>The repository that a check was for.</summary>
/// <param name="Id">Its name on the Hugging Face Hub.</param>
/// <param name="Revision">The revision as it was given; empty for none.</param>
/// <param name="Day">The day of the revision, by which licences were looked up; null when it is not known.</param>
public sealed record CheckedRepository(RepositoryId Id, string Revision, DateOnly? Day)
{
    /// <summary>The repository that the options of a validator name; null when they name none.</summary>
    public static CheckedRepository? Of(Validator validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        return validator.Options.Repository.IsEmpty ? null : new CheckedRepository(validator.Options.Repository, validator.Options.RepositoryRevision, validator.RevisionDay);
    }
}
