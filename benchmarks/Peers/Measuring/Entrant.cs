using System.Diagnostics;

namespace DropoutGen.Benchmarks.Peers.Measuring;

/// <summary>A contender in a race: how often it repeats its work to be timed, and its times.</summary>
internal sealed class Entrant(Contender contender) : IDisposable
{
    // Long against the clock's resolution and a timer interrupt.
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);
    private readonly List<double> _microseconds = [];
    private int _times = 1;

    public Sample Microseconds => new(_microseconds);

    /// <summary>Repeats the work for a while, so that the runtime compiles it at the highest tier and caches fill.</summary>
    public void WarmUp(TimeSpan duration)
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

    /// <summary>Takes one time.</summary>
    public void Measure() => _microseconds.Add(Time().TotalMicroseconds / _times);

    public void Dispose() => contender.Dispose();

    private TimeSpan Time()
    {
        long start = Stopwatch.GetTimestamp();
        contender.Run(_times);
        return Stopwatch.GetElapsedTime(start);
    }
}
