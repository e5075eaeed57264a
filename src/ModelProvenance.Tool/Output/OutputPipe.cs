using System.Runtime.InteropServices;

namespace ModelProvenance.Tool.Output;

/// <summary>Standard output when it is a pipe: says so when nobody reads it any more.</summary>
/// <remarks>The console stream of .NET swallows EPIPE, so that <c>yes NAME | modelprov identify - | head -1</c> would never end. It is kept for writing, because it waits
/// when a pipe does not block (EAGAIN), and the pipe is asked before each block.</remarks>
internal sealed class OutputPipe : Stream
{
    /// <summary>EPIPE, as .NET reports it on Unix.</summary>
    public const int BrokenPipe = 32;

    private const int StandardOutput = 1;

    // POLLERR of poll(2), the same number on Linux and macOS: no reader is left.
    private const short ErrorEvent = 8;

    private readonly Stream _console;

    public OutputPipe(Stream console) => _console = console;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.IsEmpty)
            return;
        ThrowIfClosed();
        _console.Write(buffer);
    }

    public override void Flush() => _console.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _console.Dispose();
        base.Dispose(disposing);
    }

    private static void ThrowIfClosed()
    {
        var descriptor = new PollDescriptor { File = StandardOutput };
        if (Poll(ref descriptor, 1, 0) == 1 && (descriptor.Returned & ErrorEvent) != 0)
            throw new IOException("Nobody reads the output any more.", BrokenPipe);
    }

    // struct pollfd of poll(2).
    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int File;
        public short Wanted;
        public short Returned;
    }

    // nfds_t is unsigned long on Linux and unsigned int on macOS; a small number passes as either.
    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref PollDescriptor descriptors, nuint count, int timeoutMilliseconds);
}
