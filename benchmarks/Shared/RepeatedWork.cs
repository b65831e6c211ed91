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

    // The runtime recompiles what is called often after a pause of 100 ms without new methods, in the background, in two
    // steps: warm until nothing becomes faster.
    private const int FewestWarmUps = 4;
    private const int MostWarmUps = 12;
    private const double Faster = 0.95;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(110);

    private readonly List<double> _microseconds = [];
    private int _times = 1;
    private TimeSpan _last;

    /// <summary>Times of one repetition, as they were taken.</summary>
    public IReadOnlyList<double> Times => _microseconds;

    /// <summary>Microseconds of one repetition.</summary>
    public Sample Microseconds => new(_microseconds);

    /// <summary>Repeats each work for a while, so that the runtime compiles it at the highest tier and caches fill.</summary>
    public static void WarmUp(IReadOnlyList<RepeatedWork> works)
    {
        double[] fastest = [.. works.Select(static _ => double.PositiveInfinity)];
        bool isFaster = true;
        for (int i = 0; i < FewestWarmUps || (isFaster && i < MostWarmUps); i++)
        {
            isFaster = false;
            for (int w = 0; w < works.Count; w++)
            {
                double time = works[w].RunFor(s_warmUp);
                isFaster |= time < fastest[w] * Faster;
                fastest[w] = Math.Min(fastest[w], time);
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

    // Doubles the repetitions of a measurement until it is long enough; returns the least microseconds of a repetition.
    private double RunFor(TimeSpan duration)
    {
        double least = double.PositiveInfinity;
        long start = Stopwatch.GetTimestamp();
        do
        {
            TimeSpan elapsed = Time();
            least = Math.Min(least, elapsed.TotalMicroseconds / _times);
            if (elapsed < s_shortest)
            {
                _times = checked(_times * 2);
            }
        }
        while (Stopwatch.GetElapsedTime(start) < duration);

        return least;
    }

    private TimeSpan Time()
    {
        long start = Stopwatch.GetTimestamp();
        run(_times);
        return _last = Stopwatch.GetElapsedTime(start);
    }
}
