using System.Diagnostics;

namespace DropoutGen.Benchmarks.Threads;

/// <summary>The same work for one thread and for several, run in turn.</summary>
/// <param name="Network">The network's class.</param>
/// <param name="Phase">What is done.</param>
/// <param name="Rows">Rows of the batch.</param>
/// <param name="One">Runs it once on one thread.</param>
/// <param name="Many">Runs it once on several.</param>
internal sealed record Pair(string Network, string Phase, int Rows, Action One, Action Many)
{
    private const double ShortestRound = 0.004;

    private readonly List<double> _one = [];
    private readonly List<double> _many = [];
    private readonly List<double> _ratios = [];
    private int _repetitions = 1;

    /// <summary>Seconds on one thread.</summary>
    public Sample OneThread => new(_one);

    /// <summary>Seconds on several threads.</summary>
    public Sample ManyThreads => new(_many);

    /// <summary>How many times as fast several are, round by round.</summary>
    public Sample Ratio => new(_ratios);

    /// <summary>Runs both until the runtime has compiled what they call for good, and finds out how long they take.</summary>
    public void WarmUp()
    {
        for (int pause = 0; pause < 4; pause++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < 40 || Stopwatch.GetElapsedTime(start).TotalMilliseconds < 20; i++)
            {
                One();
                Many();
            }

            Thread.Sleep(120);
        }

        while (Time(One) * _repetitions < ShortestRound)
        {
            _repetitions *= 2;
        }
    }

    /// <summary>One round of each; who comes first alternates.</summary>
    public void Round(bool oneFirst)
    {
        double first = Time(oneFirst ? One : Many);
        double second = Time(oneFirst ? Many : One);
        (double one, double many) = oneFirst ? (first, second) : (second, first);
        _one.Add(one);
        _many.Add(many);
        _ratios.Add(one / many);
    }

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
