namespace ModelProvenance.Validation.Rules.Cards;

/// <summary>The folder of a card, asked for files that the card names. Only the folder of a model can answer: a card alone in a folder says nothing about its repository.</summary>
internal sealed class CardFolder(string path)
{
    private static readonly string[] Signs = ["config.json", "adapter_config.json", "model_index.json", "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin"];

    private bool? _isModel;

    /// <summary>Whether there is such a file in the folder; null when the folder is not that of a model, or the name leads out of it.</summary>
    public bool? Has(string name)
    {
        if (name.Length == 0 || Path.IsPathRooted(name) || name.Split('/', '\\').Contains(".."))
            return null;
        _isModel ??= Array.Exists(Signs, sign => File.Exists(Path.Combine(path, sign)));
        return _isModel == true ? File.Exists(Path.Combine(path, name)) || Directory.Exists(Path.Combine(path, name)) : null;
    }
}
