using System.Runtime.InteropServices;

namespace ModelProvenance.Benchmarks;

/// <summary>The time that the processor gave to this thread: other work on the machine does not count. Linux only.</summary>
internal static partial class ThreadTime
{
    // CLOCK_THREAD_CPUTIME_ID of linux/time.h.
    private const int ThreadClock = 3;

    public static TimeSpan Now
    {
        get
        {
            if (GetTime(ThreadClock, out var time) != 0)
                throw new InvalidOperationException("The clock of the thread cannot be read.");
            return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100);
        }
    }

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);
}
