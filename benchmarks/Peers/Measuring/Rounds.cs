namespace DropoutGen.Benchmarks.Peers.Measuring;

/// <summary>
/// Rounds in which all entrants take turns. With several threads, rounds count in which as many processors were free: on a
/// virtual machine, two of them may be one core for a while.
/// </summary>
internal sealed class Rounds(Entrant[] entrants, int threads) : IDisposable
{
    // Tries for each round that is wanted.
    private const int Patience = 4;

    private readonly FreeProcessors? _free = threads > 1 ? new FreeProcessors(threads) : null;
    private readonly List<double> _peaks = [];
    private readonly List<double> _processors = [];

    /// <summary>The multiply-add peak of one processor.</summary>
    public Sample Peak => new(_peaks);

    /// <summary>Processors' worth of work that as many threads did.</summary>
    public Sample Processors => new(_processors);

    /// <summary>Runs rounds until as many as are wanted count. Where too few would, the last ones count as they are.</summary>
    public void Run(int wanted)
    {
        int counted = 0;
        double before = Free();
        for (int tried = 1; counted < wanted; tried++)
        {
            _peaks.Add(FmaPeak.Measure());
            foreach (Entrant entrant in entrants)
            {
                entrant.Measure();
            }

            double after = Free();
            double processors = Math.Min(before, after);
            before = after;
            bool mustCount = wanted - counted > (Patience * wanted) - tried;
            if (processors >= FreeProcessors.Enough * threads || mustCount)
            {
                _processors.Add(processors);
                counted++;
            }
            else
            {
                Array.ForEach(entrants, static entrant => entrant.Forget());
            }
        }
    }

    public void Dispose() => _free?.Dispose();

    private double Free() => _free?.Measure() ?? threads;
}
