using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ModelProvenance.Tool.Commands;

/// <summary>A command whose help ends with remarks and examples. The description stays one sentence, because lists of commands repeat it.</summary>
internal class ToolCommand : Command
{
    public ToolCommand(string name, string description)
        : base(name, description)
    {
    }

    /// <summary>What a reader of the help must know beyond the description, such as exit codes of this command.</summary>
    public string? Remarks { get; init; }

    /// <summary>Command lines that work.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Adds arguments and options in the order in which help lists them.</summary>
    public ToolCommand With(params Symbol[] symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                Add(argument);
            else
                Add((Option)symbol);
        }

        return this;
    }
}

/// <summary>The usual help, then remarks and examples of the command.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _usual;

    public HelpWithExamples(HelpAction usual) => _usual = usual;

    // As the usual help: "identify --as" with an argument missing still shows the help.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exit = _usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not ToolCommand command)
            return exit;
        var output = parseResult.InvocationConfiguration.Output;
        if (command.Remarks is { } remarks)
        {
            output.WriteLine("Remarks:");
            output.WriteLine($"  {remarks}");
            output.WriteLine();
        }

        if (command.Examples.Count > 0)
        {
            output.WriteLine("Examples:");
            foreach (var example in command.Examples)
                output.WriteLine($"  {example}");
            output.WriteLine();
        }

        return exit;
    }
}
