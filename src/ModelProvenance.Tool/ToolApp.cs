using System.CommandLine;

using ModelProvenance.Tool.Commands;

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
            var root = Root();
            var parsed = root.Parse(args);
            if (parsed.Errors.Count > 0)
            {
                foreach (var error in parsed.Errors)
                    _console.Error.WriteLine(error.Message);
                _console.Error.WriteLine($"Try: {Path(parsed.CommandResult.Command)} --help");
                return ExitCodes.Usage;
            }

            using var output = new StreamWriter(_console.Output, new System.Text.UTF8Encoding(false), leaveOpen: true);
            var exit = parsed.Invoke(new InvocationConfiguration { Output = output, Error = _console.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
            output.Flush();
            return exit;
        }
        catch (ToolException e)
        {
            _console.Error.WriteLine(e.Message);
            return e.ExitCode;
        }
        catch (Catalog.CatalogFormatException e)
        {
            foreach (var problem in e.Problems.IsEmpty ? [new Catalog.CatalogProblem("", "", 0, 0, e.Message)] : e.Problems)
                _console.Error.WriteLine(problem);
            return ExitCodes.Input;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The reader of a pipe that went away ("| head") is no error.
            if (e is IOException && e.HResult == BrokenPipe)
                return ExitCodes.Done;
            _console.Error.WriteLine(e.Message);
            return ExitCodes.Input;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _console.Error.WriteLine($"Internal error; please report it: {e}");
            return ExitCodes.Internal;
        }
    }

    // EPIPE, as .NET reports it on Unix.
    private const int BrokenPipe = 32;

    private RootCommand Root()
    {
        var root = new RootCommand("Says what an open-weight AI model is, who made it, from what, under which licence, how large, since when. Offline; every fact with its source.")
        {
            new IdentifyCommand(_console),
            new InspectCommand(_console),
            new LineageCommand(_console),
            new CatalogCommand(_console),
            new SchemaCommand(_console),
            new RulesCommand(_console),
            new ExplainCommand(_console),
            new CompletionCommand(_console),
        };
        root.SetAction(_ =>
        {
            _console.Error.WriteLine("A command is needed. Try: modelprov --help");
            return ExitCodes.Usage;
        });
        return root;
    }

    private static string Path(Command command)
    {
        var names = new List<string>();
        for (System.CommandLine.Symbol? symbol = command; symbol is Command c; symbol = c.Parents.FirstOrDefault())
            names.Insert(0, c is RootCommand ? "modelprov" : c.Name);
        return string.Join(' ', names);
    }
}
