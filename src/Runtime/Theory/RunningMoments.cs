namespace DropoutGen.Theory;

/// <summary>Mean and variance of a stream of values, with the standard errors of both, in constant memory.</summary>
/// <remarks>Pébay: Formulas for robust, one-pass parallel computation of covariances and arbitrary-order moments (2008).</remarks>
internal struct RunningMoments
{
    private double _mean;
    private double _squares;
    private double _cubes;
    private double _fourths;

    public int Count { get; private set; }

    /// <summary>Variance with divisor count - 1.</summary>
    public readonly double SampleVariance => Math.Max(0, _squares / (Count - 1));

    public void Add(double value)
    {
        int before = Count++;
        double n = Count;
        double difference = value - _mean;
        double step = difference / n;
        double square = difference * step * before;
        _fourths += (square * step * step * ((n * n) - (3 * n) + 3)) + (6 * step * step * _squares) - (4 * step * _cubes);
        _cubes += (square * step * (n - 2)) - (3 * step * _squares);
        _squares += square;
        _mean += step;
    }

    public readonly Estimate Mean(double confidence) => new(_mean, Math.Sqrt(SampleVariance / Count), confidence);

    /// <summary>
    /// The variance; its own variance is (m4 - s^4 (n - 3) / (n - 1)) / n for n values with fourth central moment m4.
    /// </summary>
    public readonly Estimate Variance(double confidence)
    {
        double variance = SampleVariance;
        double n = Count;
        double ofVariance = ((_fourths / n) - (variance * variance * (n - 3) / (n - 1))) / n;
        return new Estimate(variance, Math.Sqrt(Math.Max(0, ofVariance)), confidence);
    }
}
