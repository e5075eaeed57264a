using System.Diagnostics;

using Microsoft.Extensions.AI;

using ModelProvenance.Validation.Policy;

namespace ModelProvenance.Extensions.Tests;

public class ModelProvenanceChatClientTests
{
    private static readonly ChatMessage[] Hello = [new(ChatRole.User, "Hello")];

    private static ModelGate Gate(ModelGateEnforcement enforcement = ModelGateEnforcement.Refuse) =>
        new(new ModelProvenanceOptions { Policy = PolicyDocument.Read(System.Text.Encoding.UTF8.GetBytes(ModelGateTests.Policy), "policy.json", ModelCatalog.Default).Document, Enforcement = enforcement });

    [Fact]
    public async Task A_model_that_passes_is_called_and_recorded()
    {
        using var activity = new Activity("call").Start();
        using var client = new Echo("qwen2.5:7b-instruct").WithModelProvenance(Gate());
        (await client.GetResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken)).Text.Should().Be("Hello");
        activity.GetTagItem("modelprov.model").Should().Be("qwen2.5-7b-instruct");
        activity.GetTagItem("modelprov.developer").Should().Be("alibaba");
        activity.GetTagItem("modelprov.license").Should().Be("Apache-2.0");
        activity.GetTagItem("modelprov.catalog.version").Should().Be(ModelCatalog.Default.CatalogVersion);
        activity.GetTagItem("modelprov.verdict").Should().Be("passed");
        activity.GetTagItem("modelprov.rules").Should().BeNull();
    }

    [Fact]
    public async Task A_model_that_does_not_pass_is_not_called()
    {
        var echo = new Echo("qwen2.5:7b-instruct");
        using var client = echo.WithModelProvenance(Gate());
        var options = new ChatOptions { ModelId = "Qwen/Qwen2.5-3B-Instruct" };
        var refused = (await FluentActions.Awaiting(() => client.GetResponseAsync(Hello, options)).Should().ThrowAsync<ModelRefusedException>()).Which;
        refused.Message.Should().ContainAll("Qwen/Qwen2.5-3B-Instruct", "licences (NotMet)", "LicenseRef-Qwen-Research-2024", "Counsel has read these.");
        await FluentActions.Awaiting(async () =>
        {
            await foreach (var _ in client.GetStreamingResponseAsync(Hello, options))
            {
            }
        }).Should().ThrowAsync<ModelRefusedException>();
        echo.Calls.Should().Be(0);
    }

    [Fact]
    public async Task Where_it_is_only_recorded_the_call_goes_on()
    {
        using var activity = new Activity("call").Start();
        using var client = new Echo("Qwen/Qwen2.5-3B-Instruct").WithModelProvenance(Gate(ModelGateEnforcement.Record));
        var streamed = new List<string>();
        await foreach (var update in client.GetStreamingResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken))
            streamed.Add(update.Text);
        streamed.Should().Equal("Hello");
        activity.GetTagItem("modelprov.verdict").Should().Be("refused");
        activity.GetTagItem("modelprov.rules").Should().Be("licences");
    }

    [Fact]
    public async Task Without_a_name_the_verdict_is_unknown()
    {
        using var activity = new Activity("call").Start();
        using var client = new Echo(null).WithModelProvenance(Gate());
        await client.GetResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken);
        activity.GetTagItem("modelprov.verdict").Should().Be("unknown");
    }

    // Says what it was told.
    private sealed class Echo(string? model) : IChatClient
    {
        public int Calls { get; private set; }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Calls++;
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, messages.Last().Text)));
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Calls++;
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, messages.Last().Text);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("echo", null, model) : null;

        public void Dispose()
        {
        }
    }
}
