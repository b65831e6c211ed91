namespace DropoutGen.Samples.Uncertainty.Uci;

/// <summary>Means over the finished splits of a set.</summary>
internal sealed class Summary
{
    public Summary(SetProgress progress)
    {
        Set = progress.Set;
        Rows = progress.Rows;
        Features = progress.Features;
        SplitResult[] results = progress.Results;
        Splits = results.Length;
        Error = Over(results, static result => result.Error);
        Likelihood = Over(results, static result => result.Likelihood);
        Seconds = results.Sum(static result => result.Seconds);
    }

    public UciSet Set { get; }

    public int Rows { get; }

    public int Features { get; }

    public int Splits { get; }

    public Figure Error { get; }

    public Figure Likelihood { get; }

    /// <summary>Time that the splits took, added up.</summary>
    public double Seconds { get; }

    /// <summary>Whether the error is at most the published one and its standard error.</summary>
    public bool ReachesError => Error.Mean <= Set.PublishedError.Mean + Set.PublishedError.StandardError;

    /// <summary>Whether the likelihood is at least the published one less its standard error.</summary>
    public bool ReachesLikelihood => Likelihood.Mean >= Set.PublishedLikelihood.Mean - Set.PublishedLikelihood.StandardError;

    private static Figure Over(SplitResult[] results, Func<SplitResult, double> value)
    {
        if (results.Length == 0)
        {
            return new Figure(double.NaN, double.NaN);
        }

        double mean = results.Average(value);
        double squares = results.Sum(result => (value(result) - mean) * (value(result) - mean));
        return new Figure(mean, Math.Sqrt(squares / Math.Max(results.Length - 1, 1) / results.Length));
    }
}
