namespace DropoutGen.Benchmarks.Grid;

/// <summary>All networks at one batch size, timed in turns.</summary>
internal sealed class Row
{
    // A step beyond takes most of a second.
    private const double MostOperations = 5e10;
    private readonly List<double> _peaks = [];

    private Row(int batch, VectorWidth width)
    {
        Batch = batch;
        Networks =
        [
            .. GridNetwork.All
                .Where(network => TrainingWork.Operations(network.Definition, batch) <= MostOperations)
                .OrderBy(network => TrainingWork.Operations(network.Definition, batch)),
        ];
        Work = [.. Networks.Select(network => new RepeatedWork(network.Steps(batch, width)))];
    }

    public int Batch { get; }

    /// <summary>The networks that are timed, in the order of work.</summary>
    public GridNetwork[] Networks { get; }

    public RepeatedWork[] Work { get; }

    /// <summary>Shares of the FMA peak, from medians.</summary>
    public double[] Shares
    {
        get
        {
            double peak = new Sample(_peaks).Median;
            return
            [
                .. Networks.Zip(Work, (network, work) =>
                    TrainingWork.Operations(network.Definition, Batch) / (work.Microseconds.Median * 1e-6) / peak),
            ];
        }
    }

    public static Row Measure(int batch, VectorWidth width, int rounds)
    {
        var row = new Row(batch, width);
        RepeatedWork.WarmUp(row.Work);
        for (int round = 0; round < rounds; round++)
        {
            row._peaks.Add(FmaPeak.Measure());
            foreach (RepeatedWork work in row.Work)
            {
                work.Measure();
            }
        }

        return row;
    }
}
