namespace DropoutGen.Benchmarks;

/// <summary>Repeated measurements of one thing.</summary>
internal sealed class Sample(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public double Median => Quantile(0.5);

    /// <summary>The least: what is left where others disturb the machine.</summary>
    public double Least => _sorted[0];

    /// <summary>Distance between the quartiles as share of the median.</summary>
    public double Spread => (Quantile(0.75) - Quantile(0.25)) / Median;

    // Between two neighbours, linearly.
    private double Quantile(double share)
    {
        double position = share * (_sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, _sorted.Length - 1);
        return double.Lerp(_sorted[below], _sorted[above], position - below);
    }
}
