using System.Diagnostics;
using System.Runtime.CompilerServices;

using Microsoft.Extensions.AI;

namespace ModelProvenance.Extensions;

/// <summary>A chat client that asks the gate before each call, and records on the current activity which model is called.</summary>
/// <remarks>The model is that of the options of the call, else the default one of the inner client's metadata. A call without a model name goes on and is recorded as unknown, unless the gate refuses unlisted models.</remarks>
public sealed class ModelProvenanceChatClient : DelegatingChatClient
{
    private readonly ModelGate _gate;

    /// <summary>A client around another.</summary>
    /// <param name="innerClient">The client that makes the calls; disposed with this one.</param>
    /// <param name="gate">The gate.</param>
    public ModelProvenanceChatClient(IChatClient innerClient, ModelGate gate)
        : base(innerClient)
    {
        ArgumentNullException.ThrowIfNull(gate);
        _gate = gate;
    }

    /// <inheritdoc/>
    /// <exception cref="ModelRefusedException">The model does not pass the gate, and the gate refuses.</exception>
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Pass(options);
        return base.GetResponseAsync(messages, options, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ModelRefusedException">The model does not pass the gate, and the gate refuses. Thrown when the first update is asked for.</exception>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Pass(options);
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
            yield return update;
    }

    private void Pass(ChatOptions? options)
    {
        var name = options?.ModelId ?? InnerClient.GetService<ChatClientMetadata>()?.DefaultModelId;
        if (string.IsNullOrEmpty(name))
        {
            Activity.Current?.SetTag("modelprov.verdict", "unknown");
            return;
        }

        var result = _gate.Check(name);
        Record(result);
        if (!result.Passes && _gate.Enforcement == ModelGateEnforcement.Refuse)
            throw new ModelRefusedException(result);
    }

    private void Record(ModelGateResult result)
    {
        if (Activity.Current is not { } activity)
            return;
        activity.SetTag("modelprov.model", result.Resolution.Model?.Id.Value);
        activity.SetTag("modelprov.developer", result.Resolution.Organization?.Id.Value);
        activity.SetTag("modelprov.license", result.License?.ToString());
        activity.SetTag("modelprov.catalog.version", _gate.CatalogVersion);
        activity.SetTag("modelprov.verdict", result.Passes ? "passed" : "refused");
        if (!result.Passes)
            activity.SetTag("modelprov.rules", string.Join(' ', result.Barring.Select(v => v.Rule.Id)));
    }
}
