using System.CommandLine;

namespace ModelProvenance.Tool.Commands;

/// <summary><c>completion</c>: scripts for shells, which ask the tool itself through its <c>[suggest]</c> directive.</summary>
internal sealed class CompletionCommand : ToolCommand
{
    public CompletionCommand(ToolConsole console)
        : base("completion", "Prints a script that completes commands and options in a shell.")
    {
        Examples = ["source <(modelprov completion bash)", "modelprov completion fish | source", "modelprov completion pwsh | Out-String | Invoke-Expression"];
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        Add(shell);
        SetAction(parsed =>
        {
            using var writer = new StreamWriter(console.Output, leaveOpen: true);
            writer.Write(Script(parsed.GetValue(shell)!));
            return ExitCodes.Done;
        });
    }

    private static string Script(string shell) => shell switch
    {
        "bash" => """
            _modelprov() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(modelprov "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _modelprov modelprov

            """,
        "zsh" => """
            _modelprov() {
              local -a found
              found=("${(@f)$(modelprov "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
              compadd -- $found
            }
            compdef _modelprov modelprov

            """,
        "fish" => """
            complete -c modelprov -f -a '(modelprov "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'

            """,
        _ => """
            Register-ArgumentCompleter -Native -CommandName modelprov -ScriptBlock {
              param($word, $command, $position)
              modelprov "[suggest:$position]" "$command" 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }

            """,
    };
}
