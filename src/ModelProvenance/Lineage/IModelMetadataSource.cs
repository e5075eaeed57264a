using ModelProvenance.Facts;

namespace ModelProvenance.Lineage;

/// <summary>Answers for models outside the catalog: a folder or a dump of cards, or a client of the user. This library makes no network call.</summary>
/// <remarks>Called from several threads at once.</remarks>
public interface IModelMetadataSource
{
    /// <summary>The card of a repository; null when the source does not have it.</summary>
    /// <param name="repository">The repository as a card names it.</param>
    public ModelCard? FindCard(RepositoryId repository);
}
