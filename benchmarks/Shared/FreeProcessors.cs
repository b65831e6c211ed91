using System.Diagnostics;

namespace DropoutGen.Benchmarks;

/// <summary>
/// Whether as many processors are free as threads are compared: independent multiply-adds on all of them at once take as
/// long as on one.
/// </summary>
internal sealed class FreeProcessors : IDisposable
{
    private readonly int _threads;
    private readonly Barrier _barrier;
    private volatile bool _isOver;

    public FreeProcessors(int threads)
    {
        _threads = threads;
        _barrier = new Barrier(threads);
        for (int i = 1; i < threads; i++)
        {
            new Thread(Help) { IsBackground = true }.Start();
        }
    }

    /// <summary>The share of a processor's work, times threads, that counts as all of them free.</summary>
    public const double Enough = 0.94;

    /// <summary>How many processors' worth of work the threads get done.</summary>
    public double Measure()
    {
        long start = Stopwatch.GetTimestamp();
        FmaPeak.Measure();
        double alone = Stopwatch.GetElapsedTime(start).TotalSeconds;
        _barrier.SignalAndWait();
        start = Stopwatch.GetTimestamp();
        FmaPeak.Measure();
        _barrier.SignalAndWait();
        return _threads * alone / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        _isOver = true;
        _barrier.SignalAndWait();
    }

    private void Help()
    {
        while (true)
        {
            _barrier.SignalAndWait();
            if (_isOver)
            {
                return;
            }

            FmaPeak.Measure();
            _barrier.SignalAndWait();
        }
    }
}
