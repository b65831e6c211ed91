using System.Collections.Immutable;

namespace DropoutGen.CompilerServices;

/// <summary>Mean, variance and entropies over passes, updated one pass at a time.</summary>
/// <remarks>Welford: Note on a method for calculating corrected sums of squares and products (1962).</remarks>
internal sealed class PassStatistics(Loss loss, int rows, int outputs) : IPassRecorder
{
    private readonly double[] _mean = new double[rows * outputs];
    private readonly double[] _squares = new double[rows * outputs];
    private readonly double[] _entropy = new double[loss.IsDistribution || loss.IsIndependentProbability ? rows : 0];

    public void Add(ReadOnlySpan<float> predictions, int stride, int firstRow, int count, int pass)
    {
        double share = 1.0 / pass;
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<float> values = predictions.Slice(row * stride, outputs);
            Span<double> means = _mean.AsSpan((firstRow + row) * outputs, outputs);
            Span<double> squares = _squares.AsSpan((firstRow + row) * outputs, outputs);
            double entropy = 0;
            for (int i = 0; i < values.Length; i++)
            {
                double value = values[i];
                double difference = value - means[i];
                double mean = means[i] + (difference * share);
                means[i] = mean;
                squares[i] += difference * (value - mean);
                entropy += _entropy.Length > 0 ? Entropy(value) : 0;
            }

            if (_entropy.Length > 0)
            {
                _entropy[firstRow + row] += entropy;
            }
        }
    }

    /// <summary>The prediction of all passes, with what was computed beside the statistics.</summary>
    public MonteCarloPrediction ToPrediction(
        int passes, ImmutableArray<double> quantileLevels, float[][] quantiles, float[] logPredictiveDensity)
    {
        var predictiveEntropy = new float[_entropy.Length];
        var mutualInformation = new float[_entropy.Length];
        for (int row = 0; row < _entropy.Length; row++)
        {
            double entropy = 0;
            for (int i = 0; i < outputs; i++)
            {
                entropy += Entropy(_mean[(row * outputs) + i]);
            }

            predictiveEntropy[row] = (float)entropy;
            // Not negative but for rounding: entropy is concave.
            mutualInformation[row] = (float)Math.Max(0, entropy - (_entropy[row] / passes));
        }

        return new MonteCarloPrediction(loss, rows, outputs, passes)
        {
            Means = Array.ConvertAll(_mean, static value => (float)value),
            Variances = Array.ConvertAll(_squares, value => (float)(value / Math.Max(passes - 1, 1))),
            PredictiveEntropies = predictiveEntropy,
            MutualInformations = mutualInformation,
            QuantileLevels = quantileLevels,
            Quantiles = quantiles,
            LogPredictiveDensities = logPredictiveDensity,
        };
    }

    private double Entropy(double probability) =>
        loss.IsDistribution ? Term(probability) : Term(probability) + Term(1 - probability);

    // p log p is 0 at 0.
    private static double Term(double probability) => probability > 0 ? -probability * Math.Log(probability) : 0;
}
