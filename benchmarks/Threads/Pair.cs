using System.Diagnostics;

namespace DropoutGen.Benchmarks.Threads;

/// <summary>The same work for one thread and for several, run in turn.</summary>
/// <param name="Network">The network's class.</param>
/// <param name="Phase">What is done.</param>
/// <param name="Rows">Rows of the batch.</param>
/// <param name="Make">Makes what runs the work once on a number of threads.</param>
/// <param name="Threads">How many are several.</param>
internal sealed record Pair(string Network, string Phase, int Rows, Func<int, Action> Make, int Threads)
{
    private const double ShortestRound = 0.003;

    private Action _one = static () => { };
    private Action _many = static () => { };
    private readonly List<(double One, double Many)> _kept = [];
    private int _repetitions = 1;

    /// <summary>Pairs of rounds that were kept.</summary>
    public int Rounds => _kept.Count;

    /// <summary>Seconds on one thread.</summary>
    public Sample OneThread => new(_kept.Select(static round => round.One));

    /// <summary>Seconds on several threads.</summary>
    public Sample ManyThreads => new(_kept.Select(static round => round.Many));

    /// <summary>How many times as fast several are, round by round.</summary>
    public Sample Ratio => new(_kept.Select(static round => round.One / round.Many));

    /// <summary>Makes both and runs them until the runtime has compiled what they call for good, and finds out how long they take.</summary>
    public void WarmUp()
    {
        _one = Make(1);
        _many = Make(Threads);
        for (int pause = 0; pause < 4; pause++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < 40 && Stopwatch.GetElapsedTime(start).TotalMilliseconds < 100; i++)
            {
                _one();
                _many();
            }

            Thread.Sleep(120);
        }

        while (Time(_one) * _repetitions < ShortestRound)
        {
            _repetitions *= 2;
        }
    }

    /// <summary>Seconds of a round of each.</summary>
    public (double One, double Many) Time(bool oneFirst)
    {
        double first = Time(oneFirst ? _one : _many);
        double second = Time(oneFirst ? _many : _one);
        return oneFirst ? (first, second) : (second, first);
    }

    /// <summary>Keeps a pair of rounds.</summary>
    public void Keep(double one, double many) => _kept.Add((one, many));

    private double Time(Action action)
    {
        action();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < _repetitions; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / _repetitions;
    }
}
