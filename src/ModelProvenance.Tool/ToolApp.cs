using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

using ModelProvenance.Tool.Commands;
using ModelProvenance.Tool.Output;

namespace ModelProvenance.Tool;

/// <summary>The command line: nouns, then verbs. Results on standard output; errors and hints on standard error.</summary>
internal sealed class ToolApp
{
    private readonly ToolConsole _console;

    public ToolApp(ToolConsole console) => _console = console;

    public int Run(string[] args)
    {
        try
        {
            var root = Root(args);
            var parsed = root.Parse(args);
            if (parsed.Errors.Count > 0 || UnknownOptions(parsed).Any())
            {
                ReportUsage(parsed);
                return ExitCodes.Usage;
            }

            using var output = new StreamWriter(_console.Output, new System.Text.UTF8Encoding(false), leaveOpen: true);
            var exit = parsed.Invoke(new InvocationConfiguration { Output = output, Error = _console.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
            output.Flush();
            return exit;
        }
        catch (ToolException e)
        {
            foreach (var line in e.Lines)
                _console.ErrorLine(line);
            return e.ExitCode;
        }
        catch (Catalog.CatalogFormatException e)
        {
            foreach (var problem in e.Problems.IsEmpty ? [new Catalog.CatalogProblem("", "", 0, 0, e.Message)] : e.Problems)
                _console.ErrorLine(problem.ToString());
            return ExitCodes.Input;
        }
        catch (OperationCanceledException)
        {
            _console.ErrorLine("Interrupted.");
            return ToolConsole.CancelledExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The reader of a pipe that went away ("| head") is no error.
            if (e is IOException && e.HResult == OutputPipe.BrokenPipe)
                return ExitCodes.Done;
            _console.ErrorLine(e.Message);
            return ExitCodes.Input;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _console.Error.WriteLine($"Internal error; please report it: {e}");
            return ExitCodes.Internal;
        }
    }

    /// <summary>Every command by its name, in the order of the help.</summary>
    private static readonly (string Name, Func<ToolConsole, Command> Make)[] Commands =
    [
        ("identify", static console => new IdentifyCommand(console)),
        ("inspect", static console => new InspectCommand(console)),
        ("scan", static console => new ScanCommand(console)),
        ("check", static console => new CheckCommand(console)),
        ("card", static console => new CardCommand(console)),
        ("lineage", static console => new LineageCommand(console)),
        ("origin", static console => new OriginCommand(console)),
        ("regulation", static console => new RegulationCommand(console)),
        ("cadence", static console => new CadenceCommand(console)),
        ("license", static console => new LicenseCommand(console)),
        ("obligations", static console => new ObligationsCommand(console)),
        ("notices", static console => new NoticesCommand(console)),
        ("usage", static console => new UsageCommand(console)),
        ("manifest", static console => new ManifestCommand(console)),
        ("bom", static console => new BomCommand(console)),
        ("catalog", static console => new CatalogCommand(console)),
        ("schema", static console => new SchemaCommand(console)),
        ("rules", static console => new RulesCommand(console)),
        ("explain", static console => new ExplainCommand(console)),
        ("completion", static console => new CompletionCommand(console)),
    ];

    /// <summary>The command line.</summary>
    /// <param name="args">The arguments. When the first one names a command, the others are not built: that would be a tenth of the time of a short run.</param>
    internal RootCommand Root(params string[] args)
    {
        var root = new RootCommand("Says what an open-weight AI model is, who made it, from what, under which licence, how large, since when. Offline; every fact with its source.");
        var named = args.Length == 0 ? -1 : Array.FindIndex(Commands, command => command.Name == args[0]);
        for (var i = 0; i < Commands.Length; i++)
        {
            if (named < 0 || named == i)
                root.Add(Commands[i].Make(_console));
        }

        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.SetAction(_ =>
        {
            _console.Error.WriteLine("A command is needed. Try: modelprov --help");
            return ExitCodes.Usage;
        });
        return root;
    }

    private void ReportUsage(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
            _console.ErrorLine(error.Message.Replace(":\n\t", ": ", StringComparison.Ordinal).Replace("\n\t", ", ", StringComparison.Ordinal));
        var unknown = UnknownOptions(parsed).ToList();
        foreach (var option in unknown)
            _console.ErrorLine($"There is no option '{option}'. A name that begins with '-' goes behind '--'.");
        foreach (var suggestion in UsageSuggestions.For(parsed.CommandResult.Command, [.. parsed.UnmatchedTokens, .. unknown]))
            _console.ErrorLine(suggestion);
        _console.ErrorLine($"Try: {Path(parsed.CommandResult.Command)} --help");
    }

    // A command that takes any number of names would take a mistyped option for one.
    private static IEnumerable<string> UnknownOptions(ParseResult parsed) => parsed.Errors.Count > 0
        ? []
        : parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
            .Where(token => token.Type == TokenType.Argument && token.Value.Length > 1 && token.Value[0] == '-')
            .Select(token => token.Value);

    private static string Path(Command command)
    {
        var names = new List<string>();
        for (System.CommandLine.Symbol? symbol = command; symbol is Command c; symbol = c.Parents.FirstOrDefault())
            names.Insert(0, c is RootCommand ? "modelprov" : c.Name);
        return string.Join(' ', names);
    }
}
