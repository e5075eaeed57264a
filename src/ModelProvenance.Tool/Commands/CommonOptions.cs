using System.CommandLine;

using ModelProvenance.Findings;
using ModelProvenance.Licensing;
using ModelProvenance.Validation;

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
    /// <remarks>An option of text with a check of its own: options of nullable structs are compiled at start, which shows in the start-up time.</remarks>
    public static Option<string?> AsOf()
    {
        var option = new Option<string?>("--as-of") { Description = "The day for which the answer is meant, yyyy-MM-dd.", HelpName = "DATE" };
        CheckDay(option);
        return option;
    }

    /// <summary>Makes an option refuse what is not a day.</summary>
    public static void CheckDay(Option<string?> option) => option.Validators.Add(static result =>
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (!TryDay(text, out _))
            result.AddError($"'{text}' is not a day. Expected yyyy-MM-dd, such as 2025-03-01.");
    });

    /// <summary>The day that was given, or null.</summary>
    public static DateOnly? Day(ParseResult parsed, Option<string?> asOf) => parsed.GetValue(asOf) is { } text && TryDay(text, out var day) ? day : null;

    /// <summary>The day that was given, or today in UTC.</summary>
    public static DateOnly DayOrToday(ParseResult parsed, Option<string?> asOf, ToolConsole console) => Day(parsed, asOf) ?? DateOnly.FromDateTime(console.Time.GetUtcNow().UtcDateTime);

    private static bool TryDay(string text, out DateOnly day)
    {
        var isDay = Facts.PartialDate.TryParse(text, null, out var date) && date.Precision == Facts.DatePrecision.Day;
        day = date.Earliest;
        return isDay;
    }

    /// <summary>How old the data may be.</summary>
    public static Option<string?> MaxAge()
    {
        var option = new Option<string?>("--max-age") { Description = "Find the catalog too old (MP1012) when its data is more than so many days older than the day that the answer is for.", HelpName = "DAYS" };
        option.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && !TryDays(result.Tokens[0].Value, out _))
                result.AddError($"'{result.Tokens[0].Value}' is no number of days, 0 to 36500.");
        });
        return option;
    }

    /// <summary>The age that was given, or null.</summary>
    public static TimeSpan? Days(ParseResult parsed, Option<string?> maxAge) => parsed.GetValue(maxAge) is { } text && TryDays(text, out var days) ? TimeSpan.FromDays(days) : null;

    private static bool TryDays(string text, out int days) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out days) && days <= 36500;

    /// <summary>From which severity on findings make the exit code 1.</summary>
    public static Option<string> FailOn()
    {
        var option = new Option<string>("--fail-on") { Description = "The least severity that makes the exit code 1.", DefaultValueFactory = _ => "error" };
        option.AcceptOnlyFromAmong("error", "warning", "info", "never");
        return option;
    }

    /// <summary>Whether findings reach the bar.</summary>
    public static bool Fails(ParseResult parsed, Option<string> failOn, ValidationSummary summary) => parsed.GetValue(failOn) switch
    {
        "never" => false,
        "info" => summary.Reaches(Severity.Info),
        "warning" => summary.Reaches(Severity.Warning),
        _ => summary.Reaches(Severity.Error),
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

    /// <summary>The known licence texts with those of the layers.</summary>
    public static LicenseTexts Texts(string[]? layers)
    {
        var texts = LicenseTexts.Default;
        foreach (var layer in layers ?? [])
            texts = texts.WithLayer(layer);
        return texts;
    }
}
