namespace DropoutGen.TestSupport.Oracle;

/// <summary>Mean, variance and entropies of predictions over passes, straight from the formulas.</summary>
public sealed class OracleStatistics
{
    private readonly Matrix[] _passes;

    private OracleStatistics(Matrix[] passes)
    {
        _passes = passes;
        Mean = Over(static values => values[0] + values.Average(value => value - values[0]));
        Variance = Over(static values =>
        {
            // Relative to the first value, so that equal ones have no variance at all.
            double[] offsets = [.. values.Select(value => value - values[0])];
            double mean = offsets.Average();
            return offsets.Sum(offset => (offset - mean) * (offset - mean)) / (offsets.Length - 1);
        });
    }

    public double[] Mean { get; }

    public double[] Variance { get; }

    public static OracleStatistics Of(Matrix[] passes) => new(passes);

    /// <summary>Entropy of the mean prediction of each row, and by how much it exceeds the mean entropy of the passes.</summary>
    /// <param name="binary">Whether each output is a probability of its own.</param>
    public (double[] Predictive, double[] Mutual) Entropies(bool binary)
    {
        double[] predictive = RowEntropies(Mean, binary);
        double[][] single = [.. _passes.Select(pass => RowEntropies(pass.Values, binary))];

        // The average of differences: of entropies that are all equal it is 0.
        double[] mutual = [.. predictive.Select((entropy, row) => single.Average(entropies => entropy - entropies[row]))];
        return (predictive, mutual);
    }

    private double[] RowEntropies(double[] values, bool binary) =>
    [
        .. values
            .Chunk(_passes[0].Columns)
            .Select(row => row.Sum(p => Term(p) + (binary ? Term(1 - p) : 0))),
    ];

    private static double Term(double p) => p > 0 ? -p * Math.Log(p) : 0;

    private double[] Over(Func<double[], double> statistic) =>
        [.. Enumerable.Range(0, _passes[0].Values.Length).Select(i => statistic([.. _passes.Select(pass => pass.Values[i])]))];
}
