using FsCheck;
using FsCheck.Fluent;

using ModelProvenance.Resolution;
using ModelProvenance.Tests.Support;

namespace ModelProvenance.Tests.Resolution;

public class ModelResolverTests
{
    private static readonly ModelResolver Resolver = new(TinyCatalog.Catalog);

    [Theory]
    [InlineData("acme-1-7b", "acme-1-7b", ResolutionConfidence.Exact)]
    [InlineData("acme-ai/Acme-1-7B", "acme-1-7b", ResolutionConfidence.Exact)]
    [InlineData("ACME-AI/acme-1-7b", "acme-1-7b", ResolutionConfidence.Exact)]
    [InlineData("  `acme-ai/Acme-1-7B` ", "acme-1-7b", ResolutionConfidence.Exact)]
    [InlineData("https://huggingface.co/acme-ai/Acme-1-7B/tree/main", "acme-1-7b", ResolutionConfidence.Exact)]
    [InlineData("hf.co/acme-ai/Acme-1-7B", "acme-1-7b", ResolutionConfidence.Exact)]
    [InlineData("pkg:huggingface/acme-ai/Acme-1-7B@0123abc", "acme-1-7b", ResolutionConfidence.Exact)]
    [InlineData("acme-ai/Acme-1-7B-GGUF", "acme-1-7b", ResolutionConfidence.Exact)]
    [InlineData("Acme 1 7B Instruct", "acme-1-7b-instruct", ResolutionConfidence.Strong)]
    [InlineData("acme_1-7b_instruct", "acme-1-7b-instruct", ResolutionConfidence.Strong)]
    [InlineData("Acme One", "acme-1-7b", ResolutionConfidence.Strong)]
    [InlineData("someone/Acme-1-7B-Instruct-GGUF", "acme-1-7b-instruct", ResolutionConfidence.Strong)]
    [InlineData("someone/Acme-1-7B-Instruct-AWQ", "acme-1-7b-instruct", ResolutionConfidence.Strong)]
    [InlineData("models/Acme-1-7B-Instruct-Q4_K_M.gguf", "acme-1-7b-instruct", ResolutionConfidence.Strong)]
    [InlineData("Acme_Acme-1-Distill-1.5B-Q8_0.gguf", "acme-1-distill", ResolutionConfidence.Strong)]
    public void One_model_is_named(string text, string model, ResolutionConfidence confidence)
    {
        var resolution = Resolver.Resolve(text);
        (resolution.Model?.Id.Value, resolution.Confidence).Should().Be((model, confidence));
        resolution.Input.Should().Be(text);
        resolution.Reasons.Should().NotBeEmpty();
        resolution.Family!.Id.Value.Should().Be("acme");
        resolution.Series!.Id.Value.Should().Be("acme-1");
    }

    [Theory]
    [InlineData("Acme", "acme", null, "")]
    [InlineData("Acme 1", "acme", "acme-1", "")]
    // Somebody's change of a model is another model.
    [InlineData("someone/Acme-1-7B-uncensored", "acme", "acme-1", "acme-1-7b")]
    [InlineData("someone/Acme-1-13B", "acme", "acme-1", "")]
    public void Only_a_family_or_series_is_named(string text, string family, string? series, string candidates)
    {
        var resolution = Resolver.Resolve(text);
        resolution.Confidence.Should().Be(ResolutionConfidence.Weak);
        resolution.Model.Should().BeNull();
        resolution.Organization.Should().BeNull();
        (resolution.Family?.Id.Value, resolution.Series?.Id.Value).Should().Be((family, series));
        string.Join(", ", resolution.Candidates.Select(c => c.Model)).Should().Be(candidates);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("/")]
    [InlineData(":")]
    [InlineData("zebra")]
    [InlineData("zebra/quagga-7b")]
    [InlineData("7b")]
    [InlineData("gguf")]
    public void Nothing_is_named(string text)
    {
        var resolution = Resolver.Resolve(text);
        (resolution.Confidence, resolution.Model, resolution.Family, resolution.Series).Should().Be((ResolutionConfidence.None, null, null, null));
        resolution.Candidates.Should().BeEmpty();
        resolution.Reasons.Should().NotBeEmpty();
    }

    [Fact]
    public void Names_longer_than_256_characters_name_nothing()
    {
        Resolver.Resolve(new string('a', 1_000_000)).Confidence.Should().Be(ResolutionConfidence.None);
        Resolver.Resolve("acme-ai/" + new string('a', 300)).Confidence.Should().Be(ResolutionConfidence.None);
        FluentActions.Invoking(() => Resolver.Resolve((string)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new ModelResolver(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void A_tag_that_moved_means_what_it_meant_on_the_day()
    {
        var undated = Resolver.Resolve("acme1:7b");
        (undated.Confidence, undated.Model).Should().Be((ResolutionConfidence.Weak, null));
        undated.Candidates.Select(c => c.Model.Value).Should().BeEquivalentTo("acme-1-7b", "acme-1-7b-instruct");
        Resolver.Resolve("acme1:7b", new DateOnly(2025, 6, 30)).Model!.Id.Value.Should().Be("acme-1-7b");
        Resolver.Resolve("acme1:7b", new DateOnly(2025, 7, 1)).Model!.Id.Value.Should().Be("acme-1-7b-instruct");
        Resolver.Resolve("acme1:7b".AsSpan(), new DateOnly(2025, 7, 1)).Confidence.Should().Be(ResolutionConfidence.Exact);
    }

    [Fact]
    public void The_developer_of_the_model_and_the_publisher_of_the_repository_are_two_things()
    {
        var own = Resolver.Resolve("acme-ai/Acme-1-7B");
        (own.Organization!.Id.Value, own.Publisher, own.PublisherOrganization!.Id.Value).Should().Be(("acme", "acme", "acme"));
        var other = Resolver.Resolve("someone/Acme-1-7B-GGUF");
        (other.Organization!.Id.Value, other.Publisher, other.PublisherOrganization).Should().Be(("acme", "someone", null));
        Resolver.Resolve("Acme-1-7B").Publisher.Should().BeNull("no repository is named");
    }

    [Theory]
    [InlineData("models/Acme-1-7B-Instruct-Q4_K_M.gguf", "Q4_K_M", "gguf", "7B")]
    [InlineData("someone/Acme-1-7B-Instruct-GPTQ-Int4", "GPTQ-INT4", null, "7B")]
    [InlineData("acme-ai/Acme-1-7B", null, null, "7B")]
    [InlineData("Acme-1-Distill-1.5B-IQ3_XXS.gguf", "IQ3_XXS", "gguf", "1.5B")]
    public void What_a_name_says_of_the_build_is_kept_apart(string text, string? quantization, string? format, string size)
    {
        var resolution = Resolver.Resolve(text);
        (resolution.Quantization, resolution.Format, resolution.Size.ToString()).Should().Be((quantization, format, size));
    }

    [Theory]
    [InlineData("Qwen3-30B-A3B-Base", "30B-A3B")]
    [InlineData("Llama-4-Scout-17B-16E-Instruct", "17B-16E")]
    [InlineData("Mixtral-8x7B-Instruct-v0.1", "8x7B")]
    [InlineData("gemma-3n-E4B-it", "E4B")]
    [InlineData("Phi-3-mini-128k-instruct", "")]
    [InlineData("bloom-7b1-petals", "7.1B")]
    [InlineData("Refact-1_6B-fim", "1.6B")]
    [InlineData("Qwen1.5-MoE-A2.7B-Chat", "A2.7B")]
    [InlineData("", "")]
    public void SizeInName_finds_the_label(string name, string label) => SizeInName.Of(name).ToString().Should().Be(label);

    [Fact]
    public void Every_shipped_repository_and_id_is_resolved_to_its_model()
    {
        var resolver = ModelResolver.Default;
        var owners = (from model in ModelCatalog.Default.Models
                      from repository in model.Repositories
                      where repository.IsKnown
                      select (repository.Value.Repository, Model: model)).ToLookup(pair => pair.Repository, pair => pair.Model);
        foreach (var model in ModelCatalog.Default.Models)
            resolver.Resolve(model.Id.Value).Model.Should().BeSameAs(model);
        foreach (var group in owners)
        {
            var models = group.Distinct().ToList();
            var resolution = resolver.Resolve(group.Key.Value);
            if (models.Count == 1)
                (resolution.Model, resolution.Confidence).Should().Be((models[0], ResolutionConfidence.Exact), $"{group.Key} is a repository of {models[0].Id}");
            else
                resolution.Candidates.Select(c => c.Model).Should().BeEquivalentTo(models.Select(m => m.Id), $"{group.Key} holds them all");
        }
    }

    [Fact]
    public void Any_text_ends_in_an_answer_that_keeps_its_promises() =>
        Prop.ForAll(
            Gen.OneOf(
                Texts.Any,
                Texts.Of("acmeACME-_./:17bB ", 24),
                Gen.Elements("acme", "Acme-1", "7B", "Instruct", "GGUF", "Q4_K_M", ".gguf", "https://huggingface.co/", "acme-ai", "ollama.com", "@main", ":latest", "\u827E").ArrayOf()
                    .SelectMany(words => Gen.Elements("", "-", "/", ":", " ", "_", ".").Select(mark => string.Join(mark, words)))).ToArbitrary(),
            text =>
            {
                var r = Resolver.Resolve(text);
                var again = Resolver.Resolve(text.AsSpan());
                return (r.Model is not null) == (r.Confidence >= ResolutionConfidence.Strong)
                    && (r.Confidence != ResolutionConfidence.None || (r.Family is null && r.Series is null))
                    && r.Candidates.All(c => c.Model != r.Model?.Id) && !r.Reasons.IsEmpty && again.Model == r.Model && again.Confidence == r.Confidence;
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));
}
