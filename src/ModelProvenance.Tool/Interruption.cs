using System.Runtime.InteropServices;

namespace ModelProvenance.Tool;

/// <summary>Ends long work in order when the process is interrupted (SIGINT, Ctrl-C) or terminated (SIGTERM): the first signal cancels, a second one or a pause ends the process.</summary>
internal sealed class Interruption
{
    // Work that does not ask for cancellation is ended all the same.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _cancelled = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private Timer? _end;

    private Interruption()
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Signal(context, ExitCodes.Interrupted)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Signal(context, ExitCodes.Terminated)));
    }

    /// <summary>The exit code of the signal that came; 0 when none did.</summary>
    public int ExitCode { get; private set; }

    public CancellationToken Token => _cancelled.Token;

    /// <summary>Begins to listen. Commands that are done at once do not: without it the runtime ends the process, with the same exit code.</summary>
    public static Interruption Listen() => new();

    private void Signal(PosixSignalContext context, int exitCode)
    {
        if (ExitCode != 0)
            return;
        context.Cancel = true;
        ExitCode = exitCode;
        _end = new Timer(_ => Environment.Exit(exitCode), null, Patience, Timeout.InfiniteTimeSpan);
        _cancelled.Cancel();
    }
}
