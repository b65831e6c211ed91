using System.Diagnostics;

namespace DropoutGen.Benchmarks;

/// <summary>Work that is repeated often enough to be timed, and its times.</summary>
/// <param name="run">Does the work a number of times.</param>
internal class RepeatedWork(Action<int> run)
{
    // Long against the clock's resolution and a timer interrupt.
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);

    // Beyond this, what others left of the caches is refilled in no time.
    private static readonly TimeSpan s_long = TimeSpan.FromMilliseconds(20);

    // The runtime recompiles what is called often after a pause of 100 ms, in the background, in two steps.
    private const int WarmUps = 3;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(110);

    private readonly List<double> _microseconds = [];
    private int _times = 1;
    private TimeSpan _last;

    /// <summary>Times of one repetition, as they were taken.</summary>
    public IReadOnlyList<double> Times => _microseconds;

    /// <summary>Microseconds of one repetition.</summary>
    public Sample Microseconds => new(_microseconds);

    /// <summary>Repeats each work for a while, so that the runtime compiles it at the highest tier and caches fill.</summary>
    public static void WarmUp(IEnumerable<RepeatedWork> works)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            foreach (RepeatedWork work in works)
            {
                work.RunFor(s_warmUp);
            }

            Thread.Sleep(s_pause);
        }
    }

    /// <summary>Takes one time, after one repetition that fills the caches.</summary>
    public void Measure()
    {
        if (_last < s_long)
        {
            run(1);
        }

        _microseconds.Add(Time().TotalMicroseconds / _times);
    }

    /// <summary>Leaves out the time that was taken last.</summary>
    public void Forget() => _microseconds.RemoveAt(_microseconds.Count - 1);

    // Doubles the repetitions of a measurement until it is long enough.
    private void RunFor(TimeSpan duration)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            TimeSpan elapsed = Time();
            if (elapsed < s_shortest)
            {
                _times = checked(_times * 2);
            }
        }
        while (Stopwatch.GetElapsedTime(start) < duration);
    }

    private TimeSpan Time()
    {
        long start = Stopwatch.GetTimestamp();
        run(_times);
        return _last = Stopwatch.GetElapsedTime(start);
    }
}
