using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

using ModelProvenance.Licensing;

namespace ModelProvenance.Extensions;

/// <summary>Registration and decoration.</summary>
public static class ModelProvenanceExtensions
{
    /// <summary>Registers <see cref="ModelCatalog"/>, <see cref="ModelResolver"/>, <see cref="LicenseNames"/> and <see cref="ModelGate"/>, each once, unless they are registered already.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Sets the options; null for the defaults.</param>
    public static IServiceCollection AddModelProvenance(this IServiceCollection services, Action<ModelProvenanceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new ModelProvenanceOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(options);
        services.TryAddSingleton(provider => provider.GetRequiredService<ModelProvenanceOptions>().Catalog ?? ModelCatalog.Default);
        services.TryAddSingleton(provider => Of(provider, () => ModelResolver.Default, catalog => new ModelResolver(catalog)));
        services.TryAddSingleton(provider => Of(provider, () => LicenseNames.Default, catalog => new LicenseNames(catalog)));
        services.TryAddSingleton(provider => new ModelGate(provider.GetRequiredService<ModelProvenanceOptions>()));
        return services;
    }

    /// <summary>Puts the gate around a client.</summary>
    /// <param name="client">The client that makes the calls.</param>
    /// <param name="gate">The gate.</param>
    public static IChatClient WithModelProvenance(this IChatClient client, ModelGate gate) => new ModelProvenanceChatClient(client, gate);

    private static T Of<T>(IServiceProvider provider, Func<T> shared, Func<ModelCatalog, T> own) =>
        provider.GetRequiredService<ModelCatalog>() is var catalog && catalog == ModelCatalog.Default ? shared() : own(catalog);
}
