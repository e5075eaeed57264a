// An app that names three models in its settings, each in its own way: a tag of Ollama, a GGUF file, a repository of a hub. It calls none of them here; what counts is that the build knows which they are.
using System.Text.Json;

using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "appsettings.json")));
foreach (var section in settings.RootElement.EnumerateObject())
{
    foreach (var member in section.Value.EnumerateObject().Where(m => m.Name.Contains("Model", StringComparison.Ordinal)))
        Console.WriteLine($"{section.Name}: {member.Value.GetString()}");
}
