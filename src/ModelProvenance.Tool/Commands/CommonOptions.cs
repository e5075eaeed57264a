using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ModelProvenance.Tool.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>How results are printed.</summary>
    public static Option<string> Format(params string[] more)
    {
        var option = new Option<string>("--format") { Description = "How results are printed.", DefaultValueFactory = _ => "text" };
        option.AcceptOnlyFromAmong(["text", "json", .. more]);
        return option;
    }

    /// <summary>The day for which an answer is meant.</summary>
    public static Option<DateOnly?> AsOf() => new("--as-of")
    {
        Description = "The day for which the answer is meant, yyyy-MM-dd.",
        HelpName = "DATE",
        CustomParser = Day,
    };

    /// <summary>Layers on top of the catalog.</summary>
    public static Option<string[]> Catalog() => new("--catalog")
    {
        Description = "A file in the exchange form, or a catalog folder, put on top of the shipped catalog. May be given several times; the last one is on top.",
        HelpName = "PATH",
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Whether an argument is a name or a path.</summary>
    public static Option<string?> As()
    {
        var option = new Option<string?>("--as") { Description = "What the arguments are. Without it an argument that is an existing path is a path, any other one a name." };
        option.AcceptOnlyFromAmong("name", "path");
        return option;
    }

    /// <summary>Refuses arguments that are paths, for a command that takes names.</summary>
    /// <exception cref="ToolException">An argument is a path.</exception>
    public static void ExpectNames(IEnumerable<string> arguments, string? saidToBe)
    {
        if (saidToBe == "name")
            return;
        foreach (var argument in arguments)
        {
            if (argument == "-")
                continue;
            if (saidToBe == "path")
                throw new ToolException(ExitCodes.Input, $"'{argument}' was given as a path; this command takes names.");
            if (File.Exists(argument) || Directory.Exists(argument))
                throw new ToolException(ExitCodes.Input, $"'{argument}' is an existing path; this command takes names. With '--as name' it is read as a name.");
        }
    }

    /// <summary>The shipped catalog with the layers that were asked for.</summary>
    public static ModelCatalog Open(string[]? layers)
    {
        var catalog = ModelCatalog.Default;
        foreach (var layer in layers ?? [])
            catalog = catalog.With(ModelCatalog.Load(layer));
        return catalog;
    }

    private static DateOnly? Day(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        result.AddError($"'{text}' is not a day. Expected yyyy-MM-dd, such as 2025-03-01.");
        return null;
    }
}
