using DropoutGen.Generator.Layers;

namespace DropoutGen.Analyzers.Hazards;

/// <summary>
/// What a dropout does to the moments of the values that a dense layer or a normalisation behind it takes, between training
/// and inference. In front of it are activations of standard normal values. For inverted and classic scaling the ratio of the
/// variances is (E[x^2]/q - E[x]^2) / Var[x] where nothing nonlinear follows.
/// </summary>
/// <remarks>Li, Chen, Hu, Yang: Understanding the Disharmony between Dropout and Batch Normalization by Variance Shift (2019).</remarks>
/// <param name="Ratio">Variance in training over variance at inference.</param>
/// <param name="MeanShift">
/// What the mean moves by at inference, in deviations of training: mu (1 - q) / sqrt(q sigma^2 + q (1 - q) mu^2 + epsilon)
/// without scaling.
/// </param>
internal sealed record VarianceShift(double Ratio, double MeanShift)
{
    private const double Range = 8;
    private const int Intervals = 1600;

    /// <summary>The shift behind a layer that drops.</summary>
    /// <param name="rate">Its rate.</param>
    /// <param name="scaling">Its scaling.</param>
    /// <param name="front">Activations in front, in order.</param>
    /// <param name="behind">Activations behind, in order.</param>
    /// <param name="epsilon">What a normalisation adds to variances.</param>
    public static VarianceShift Of(
        double rate, DropoutScaling scaling, IReadOnlyList<ActivationLayer> front, IReadOnlyList<ActivationLayer> behind, double epsilon)
    {
        double keep = 1 - rate;
        double kept = scaling == DropoutScaling.Inverted ? 1 / keep : 1;
        double atInference = scaling == DropoutScaling.Classic ? keep : 1;
        double[] sums = new double[5];
        double step = 2 * Range / Intervals;
        double dropped = Through(behind, 0);
        for (int i = 0; i <= Intervals; i++)
        {
            double z = -Range + (i * step);
            double weight = Math.Exp(-0.5 * z * z);
            double x = Through(front, z);
            double trained = Through(behind, kept * x);
            double inferred = Through(behind, atInference * x);
            sums[0] += weight;
            sums[1] += weight * ((keep * trained) + (rate * dropped));
            sums[2] += weight * ((keep * trained * trained) + (rate * dropped * dropped));
            sums[3] += weight * inferred;
            sums[4] += weight * inferred * inferred;
        }

        double trainingMean = sums[1] / sums[0];
        double trainingVariance = (sums[2] / sums[0]) - (trainingMean * trainingMean);
        double mean = sums[3] / sums[0];
        double variance = (sums[4] / sums[0]) - (mean * mean);
        return new VarianceShift(trainingVariance / variance, (mean - trainingMean) / Math.Sqrt(trainingVariance + epsilon));
    }

    private static double Through(IReadOnlyList<ActivationLayer> activations, double value)
    {
        foreach (ActivationLayer activation in activations)
        {
            value = Value(activation, value);
        }

        return value;
    }

    private static double Value(ActivationLayer activation, double x) => activation switch
    {
        ReluLayer => Math.Max(x, 0),
        LeakyReluLayer leaky => x > 0 ? x : leaky.NegativeSlope * x,
        SquareLayer => x * x,
        _ => JensenBias.Function(activation)!(x),
    };
}
