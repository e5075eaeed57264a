namespace ModelProvenance.Benchmarks;

/// <summary>A mix of names as they come: repositories of developers and quantizers, registry tags, files, names as written, derivatives, and names of nothing.</summary>
internal static class SampleNames
{
    public static string[] All { get; } = Make();

    private static string[] Make()
    {
        var names = new List<string>();
        var models = ModelCatalog.Default.Models.Where(m => !m.Repository.IsEmpty).ToList();
        for (var i = 0; i < models.Count; i++)
        {
            var repository = models[i].Repository;
            var name = repository.Name.ToString();
            names.Add(repository.Value);
            names.Add($"unsloth/{name}-GGUF");
            names.Add($"someone/{name}-bnb-4bit");
            names.Add($"{name}-Q4_K_M.gguf");
            names.Add($"hf.co/bartowski/{name}-GGUF:Q5_K_S");
            names.Add(name.Replace('-', ' '));
            names.Add($"lab{i}/{name}-abliterated-v{i % 7}");
            names.Add($"team{i}/project-{i}-classifier");
        }

        return [.. names];
    }
}
