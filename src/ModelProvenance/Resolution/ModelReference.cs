using ModelProvenance.Catalog;
using ModelProvenance.Facts;

namespace ModelProvenance.Resolution;

/// <summary>The parts of what somebody typed: where it points to, before anybody asks what it is.</summary>
/// <remarks>Understood: <c>owner/name</c>; addresses of Hugging Face (<c>hf.co</c>, <c>hf://</c>), ModelScope, GitHub, OpenRouter and Ollama; package URLs (<c>pkg:huggingface/...</c>);
/// Ollama references (<c>[host/][namespace/]model[:tag]</c>, after <c>types/model/name.go</c> of Ollama); paths of weight files; names as people write them.</remarks>
internal readonly ref struct ModelReference
{
    /// <summary>Suffixes that OpenRouter puts behind a slug to choose an endpoint, not a model.</summary>
    private static readonly string[] RouterVariants = ["free", "nitro", "floor", "online", "extended", "exacto", "beta"];

    private static readonly string[] FileExtensions = [".gguf", ".safetensors", ".onnx", ".bin", ".pt", ".pth", ".ckpt", ".ggml", ".mlmodel", ".tflite", ".llamafile"];

    /// <summary>The hub that the form of the text points to; <c>default</c> when it does not say.</summary>
    public HubName Hub { get; private init; }

    /// <summary>The owner, namespace or maker; empty when there is none.</summary>
    public ReadOnlySpan<char> Owner { get; private init; }

    /// <summary>The name.</summary>
    public ReadOnlySpan<char> Name { get; private init; }

    /// <summary>What stands behind the colon of a registry reference; empty when nothing does.</summary>
    public ReadOnlySpan<char> Tag { get; private init; }

    /// <summary>Whether the name is that of a file; its extension is cut off and stands in <see cref="Extension"/>.</summary>
    public bool IsFile => Extension.Length > 0;

    /// <summary>The extension of a file with its dot; empty otherwise.</summary>
    public ReadOnlySpan<char> Extension { get; private init; }

    /// <summary>Takes a text apart.</summary>
    public static ModelReference Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length > 1 && text[0] is '"' or '\'' or '`' && text[^1] == text[0])
            text = text[1..^1].Trim();

        if (TryAddress(text, out var reference))
            return reference;
        if (TryFile(text, out reference))
            return reference;
        return OwnerNameTag(text, default);
    }

    /// <summary>Writes the folded name; gives its length, 0 or less when there is none.</summary>
    /// <remarks>A registry reference is its name and its tag: <c>llama3.1:8b-instruct-q4_K_M</c>.</remarks>
    public int FoldName(Span<byte> folded)
    {
        var length = NameKey.Fold(Name, folded[..NameKey.MaxLength]);
        if (length <= 0 || Tag.Length == 0 || IsFile || Tag.Equals("latest", StringComparison.OrdinalIgnoreCase))
            return length;
        Span<byte> tag = stackalloc byte[NameKey.MaxLength];
        var tagLength = NameKey.Fold(Tag, tag);
        if (tagLength <= 0 || length + 1 + tagLength > NameKey.MaxLength)
            return length;
        folded[length] = (byte)'-';
        tag[..tagLength].CopyTo(folded[(length + 1)..]);
        return length + 1 + tagLength;
    }

    private static bool TryAddress(ReadOnlySpan<char> text, out ModelReference reference)
    {
        reference = default;
        if (text.StartsWith("pkg:huggingface/", StringComparison.OrdinalIgnoreCase))
        {
            reference = OwnerNameTag(Until(text["pkg:huggingface/".Length..], "?#"), HubName.HuggingFace);
            return true;
        }

        if (text.StartsWith("hf://", StringComparison.OrdinalIgnoreCase))
        {
            reference = OwnerNameTag(text["hf://".Length..], HubName.HuggingFace);
            return true;
        }

        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
            text = text[(scheme + 3)..];
        var slash = text.IndexOf('/');
        if (slash <= 0)
            return false;
        var host = text[..slash];
        if (host.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            host = host[4..];
        var hub = HubOf(host);
        if (hub.IsEmpty && scheme < 0)
            return false;

        var path = Until(text[(slash + 1)..], "?#").TrimEnd('/');
        if (hub == HubName.HuggingFace && path.StartsWith("models/", StringComparison.Ordinal))
            path = path["models/".Length..];
        else if (hub == HubName.ModelScope && path.StartsWith("models/", StringComparison.Ordinal))
            path = path["models/".Length..];
        else if (hub == HubName.Ollama && path.StartsWith("library/", StringComparison.Ordinal))
            path = path["library/".Length..];

        // owner/name, then tree/main, blob/<revision>/file and the like.
        var first = path.IndexOf('/');
        if (first >= 0 && hub != HubName.Ollama)
        {
            var second = path[(first + 1)..].IndexOf('/');
            if (second >= 0)
            {
                var rest = path[(first + 2 + second)..];
                var last = rest[(rest.LastIndexOf('/') + 1)..];
                if (ExtensionOf(last) is { Length: > 0 } extension)
                {
                    var owner = OwnerNameTag(path[..(first + 1 + second)], hub);
                    reference = new ModelReference { Hub = hub, Owner = owner.Owner, Name = owner.Name, Tag = last[..^extension.Length], Extension = last[^extension.Length..] };
                    return true;
                }

                path = path[..(first + 1 + second)];
            }
        }

        reference = OwnerNameTag(path, hub);
        return true;
    }

    private static HubName HubOf(ReadOnlySpan<char> host) => host switch
    {
        _ when host.Equals("hf.co", StringComparison.OrdinalIgnoreCase) || host.Equals("huggingface.co", StringComparison.OrdinalIgnoreCase) => HubName.HuggingFace,
        _ when host.Equals("hf-mirror.com", StringComparison.OrdinalIgnoreCase) => HubName.HuggingFace,
        _ when host.Equals("modelscope.cn", StringComparison.OrdinalIgnoreCase) || host.Equals("modelscope.ai", StringComparison.OrdinalIgnoreCase) => HubName.ModelScope,
        _ when host.Equals("github.com", StringComparison.OrdinalIgnoreCase) => HubName.GitHub,
        _ when host.Equals("openrouter.ai", StringComparison.OrdinalIgnoreCase) => HubName.OpenRouter,
        _ when host.Equals("ollama.com", StringComparison.OrdinalIgnoreCase) || host.Equals("registry.ollama.ai", StringComparison.OrdinalIgnoreCase) => HubName.Ollama,
        _ => default,
    };

    private static bool TryFile(ReadOnlySpan<char> text, out ModelReference reference)
    {
        reference = default;
        var extension = ExtensionOf(text);
        if (extension.Length == 0)
            return false;
        var start = text.LastIndexOfAny('/', '\\') + 1;
        reference = new ModelReference { Name = text[start..^extension.Length], Extension = text[^extension.Length..] };
        return reference.Name.Length > 0;
    }

    private static ModelReference OwnerNameTag(ReadOnlySpan<char> text, HubName hub)
    {
        var revision = text.IndexOf('@');
        if (revision > 0)
            text = text[..revision];

        var slash = text.IndexOf('/');
        // The port of a host ("localhost:5000/name") stands in front of the first '/'.
        var colon = text.LastIndexOf(':');
        var tag = colon > slash && colon < text.Length - 1 && colon > 0 ? text[(colon + 1)..] : [];
        if (colon > slash && colon > 0)
            text = text[..colon];

        if (tag.Length > 0 && slash > 0 && (hub.IsEmpty || hub == HubName.OpenRouter) && IsRouterVariant(tag))
        {
            hub = HubName.OpenRouter;
            tag = [];
        }

        if (slash <= 0)
            return new ModelReference { Hub = tag.Length > 0 && hub.IsEmpty ? HubName.Ollama : hub, Name = text, Tag = tag };

        var name = text[(text.LastIndexOf('/') + 1)..];
        var ownerPath = text[..text.LastIndexOf('/')];
        var owner = ownerPath[(ownerPath.LastIndexOf('/') + 1)..];
        if (owner.SequenceEqual("library"))
            return new ModelReference { Hub = HubName.Ollama, Name = name, Tag = tag };
        return new ModelReference { Hub = hub, Owner = owner, Name = name, Tag = tag };
    }

    private static bool IsRouterVariant(ReadOnlySpan<char> tag)
    {
        foreach (var variant in RouterVariants)
        {
            if (tag.Equals(variant, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static string ExtensionOf(ReadOnlySpan<char> text)
    {
        foreach (var extension in FileExtensions)
        {
            if (text.Length > extension.Length && text.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                return extension;
        }

        return "";
    }

    private static ReadOnlySpan<char> Until(ReadOnlySpan<char> text, ReadOnlySpan<char> any)
    {
        var end = text.IndexOfAny(any);
        return end < 0 ? text : text[..end];
    }
}
