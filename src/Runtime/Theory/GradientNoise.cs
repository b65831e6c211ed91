using System.Collections.Immutable;

namespace DropoutGen.Theory;

/// <summary>How much a batch's gradient varies from mask to mask, for each parameter.</summary>
public static class GradientNoise
{
    /// <summary>Measures mean and variance over masks of the gradient of one batch.</summary>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
    /// <param name="network">The network, with its present rates.</param>
    /// <param name="inputs">Rows x inputs values.</param>
    /// <param name="targets">Targets of the rows, as a step takes them.</param>
    /// <param name="passes">Number of masks, 2 or more; each is run twice.</param>
    /// <param name="seed">Key of the masks.</param>
    /// <param name="confidence">Probability with which an interval contains the exact variance.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a target is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 passes, or the confidence is not between 0 and 1.</exception>
    public static GradientNoiseReport Measure<TNetwork, TTarget>(
        INetwork<TNetwork, TTarget> network,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<TTarget> targets,
        int passes,
        ulong seed,
        double confidence = 0.99)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        TheoryArgument.RequireAtLeast(2, passes, "A variance");
        TheoryArgument.RequireConfidence(confidence);
        using var gradients = new GradientPasses<TNetwork, TTarget>(NetworkCopy.Of((TNetwork)network), inputs, targets);
        double[][] means = [.. gradients.Gradients.Select(static gradient => new double[gradient.Count])];
        var values = new float[gradients.Gradients.Max(static gradient => gradient.Count)];
        for (int pass = 0; pass < passes; pass++)
        {
            gradients.Backward(seed, pass);
            for (int parameter = 0; parameter < means.Length; parameter++)
            {
                gradients.Gradients[parameter].CopyTo(values);
                for (int i = 0; i < means[parameter].Length; i++)
                {
                    means[parameter][i] += values[i] / (double)passes;
                }
            }
        }

        // The same masks again: the spread of squared distances from the mean is the error of the variance.
        var distances = new RunningMoments[means.Length];
        for (int pass = 0; pass < passes; pass++)
        {
            gradients.Backward(seed, pass);
            for (int parameter = 0; parameter < means.Length; parameter++)
            {
                gradients.Gradients[parameter].CopyTo(values);
                distances[parameter].Add(SquaredDistance(values, means[parameter]));
            }
        }

        return new GradientNoiseReport(passes,
        [
            .. gradients.Gradients.Select((gradient, parameter) => new ParameterNoise(
                gradient.Name,
                gradient.Count,
                Math.Sqrt(SquaredDistance([], means[parameter])),
                Unbiased(distances[parameter].Mean(confidence), passes))),
        ]);
    }

    // Distances are from the sample's own mean.
    private static Estimate Unbiased(Estimate distance, int passes)
    {
        double factor = passes / (passes - 1.0);
        return new Estimate(factor * distance.Value, factor * distance.StandardError, distance.Confidence);
    }

    private static double SquaredDistance(ReadOnlySpan<float> values, double[] mean)
    {
        double sum = 0;
        for (int i = 0; i < mean.Length; i++)
        {
            double difference = (values.IsEmpty ? 0 : values[i]) - mean[i];
            sum += difference * difference;
        }

        return sum;
    }
}

/// <summary>Gradient noise of every parameter.</summary>
/// <param name="Passes">Number of masks.</param>
/// <param name="Parameters">The parameters in declaration order.</param>
public sealed record GradientNoiseReport(int Passes, ImmutableArray<ParameterNoise> Parameters);

/// <summary>Gradient noise of one parameter.</summary>
/// <param name="Name">Name, for example <c>dense0.weight</c>.</param>
/// <param name="Count">Number of values.</param>
/// <param name="MeanNorm">Euclidean norm of the gradient's mean over masks.</param>
/// <param name="Variance">Variance over masks, summed over the values: the trace of the covariance.</param>
public sealed record ParameterNoise(string Name, int Count, double MeanNorm, Estimate Variance)
{
    /// <summary>Variance divided by the squared norm of the mean: about how many masks must be averaged for a gradient that is more signal than noise; 0 where no mask changes it.</summary>
    /// <remarks>The simple noise scale of McCandlish, Kaplan, Amodei: An Empirical Model of Large-Batch Training (2018), over masks.</remarks>
    public double NoiseScale => Variance.Value == 0 ? 0 : Variance.Value / (MeanNorm * MeanNorm);
}
