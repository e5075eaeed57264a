using System.Runtime.InteropServices;

namespace ModelProvenance.Tool;

/// <summary>Ends long work in order when the process is interrupted (SIGINT, Ctrl-C) or terminated (SIGTERM): the first signal cancels, a second one or a pause ends the process.</summary>
internal static class Interruption
{
    // Work that does not ask for cancellation is ended all the same.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly CancellationTokenSource Cancelled = new();
    private static readonly Lazy<PosixSignalRegistration[]> Registrations = new(() =>
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Signal(context, ExitCodes.Interrupted)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Signal(context, ExitCodes.Terminated)),
    ]);

    private static int _exitCode;
    private static Timer? _end;

    /// <summary>The exit code of the signal that came; 0 when none did.</summary>
    public static int ExitCode => Volatile.Read(ref _exitCode);

    /// <summary>Begins to listen. Commands that are done at once do not: without it the runtime ends the process, with the same exit code.</summary>
    /// <returns>The token that the first signal cancels.</returns>
    public static CancellationToken Listen()
    {
        _ = Registrations.Value;
        return Cancelled.Token;
    }

    private static void Signal(PosixSignalContext context, int exitCode)
    {
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) != 0)
            return;
        context.Cancel = true;
        _end = new Timer(_ => Environment.Exit(exitCode), null, Patience, Timeout.InfiniteTimeSpan);
        Cancelled.Cancel();
        GC.KeepAlive(_end);
    }
}
