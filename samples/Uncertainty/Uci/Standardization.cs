namespace DropoutGen.Samples.Uncertainty.Uci;

/// <summary>Moves and scales each column to mean 0 and deviation 1, by the rows that a network is trained on.</summary>
internal sealed class Standardization
{
    private readonly double[] _means;
    private readonly double[] _deviations;

    public Standardization(Samples training)
    {
        int features = training.Features;
        _means = new double[features];
        _deviations = new double[features];
        for (int feature = 0; feature < features; feature++)
        {
            (_means[feature], double deviation) =
                Moments([.. Enumerable.Range(0, training.Count).Select(row => training.Inputs[(row * features) + feature])]);

            // A column of one value is moved only.
            _deviations[feature] = deviation == 0 ? 1 : deviation;
        }

        (TargetMean, TargetDeviation) = Moments(training.Targets);
    }

    public double TargetMean { get; }

    public double TargetDeviation { get; }

    public float[] Inputs(Samples samples) =>
    [
        .. samples.Inputs.Select((value, i) =>
            (float)((value - _means[i % samples.Features]) / _deviations[i % samples.Features])),
    ];

    public float[] Targets(Samples samples) =>
        [.. samples.Targets.Select(value => (float)((value - TargetMean) / TargetDeviation))];

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }
}
