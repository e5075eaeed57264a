namespace ModelProvenance.Artifacts.Reading;

/// <summary>Looks at chat templates as text. Templates are programs (Jinja); nothing here renders them.</summary>
internal static class TemplateLint
{
    // The steps by which published attacks leave the sandbox of a template engine (CVE-2024-34359, CVE-2026-5760).
    private static readonly string[] Internals =
    [
        "__class__", "__subclasses__", "__globals__", "__builtins__", "__import__", "__mro__", "__base__", "__bases__", "__init__", "__getattribute__", "__reduce__",
        "__code__", "__dict__", "__loader__", "__spec__", "\\x5f\\x5f", "\\u005f",
    ];

    /// <summary>The first name of a Python internal in the template; null when there is none.</summary>
    public static string? FindInternal(string template)
    {
        foreach (var name in Internals)
        {
            if (template.Contains(name, StringComparison.OrdinalIgnoreCase))
                return name;
        }

        return null;
    }

    public static void Check(FindingSink findings, string template, long byteOffset, string pointer, int line = 0, int column = 0)
    {
        if (FindInternal(template) is { } name)
        {
            findings.Add(
                ArtifactReadRules.TemplateReachesInternals,
                $"The chat template names {name}, an internal of Python that formatting a conversation does not need. Read the template before a program renders it.",
                byteOffset,
                pointer,
                line,
                column);
        }
    }
}
