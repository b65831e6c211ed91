namespace DropoutGen.Theory;

/// <summary>
/// Paths through a network, one unit in each layer: of N paths N (1 - p)^L are active on average, for L dropouts of rate p.
/// Dropped inputs count as a layer.
/// </summary>
/// <remarks>
/// A path is active when none of its units is dropped; units are dropped independently, so its probability is the product of
/// the keep probabilities. At the declared rates it is in the class itself, as the constants <c>PathCount</c> and
/// <c>ActivePathCount</c>.
/// </remarks>
public static class ActivePaths
{
    // What rounding may do to a sum of ones that was sent through all layers.
    private const double Tolerance = 1e-4;

    /// <summary>Counts active paths over masks.</summary>
    /// <remarks>
    /// It sends ones through a new network of the same rates whose weights are equal and positive and whose masks do not scale: what
    /// arrives, as share of what arrives without masks, is the share of the active paths.
    /// </remarks>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <param name="network">The network, with its present rates; its parameters do not matter.</param>
    /// <param name="passes">Number of masks, 2 or more.</param>
    /// <param name="seed">Key of the masks.</param>
    /// <param name="confidence">Probability with which the interval contains the exact share.</param>
    /// <exception cref="ArgumentException">
    /// The network has a layer that is not proportional to positive values, through which paths cannot be counted so.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 passes, or the confidence is not between 0 and 1.</exception>
    public static ActivePathReport Measure<TNetwork>(TNetwork network, int passes, ulong seed, double confidence = 0.99)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        TheoryArgument.RequireAtLeast(2, passes, "A mean with its error");
        TheoryArgument.RequireConfidence(confidence);
        NetworkDefinition definition = TNetwork.Definition;
        TNetwork counting = TNetwork.Create(0);
        counting.VectorWidth = network.VectorWidth;
        for (int i = 0; i < counting.Dropouts.Count; i++)
        {
            counting.Dropouts[i].Rate = network.Dropouts[i].Rate;
        }

        SetWeights(counting);
        TNetwork plain = NetworkCopy.Of(counting);
        plain.Dropouts.SetRates(0);

        var ones = new float[definition.Inputs];
        Array.Fill(ones, 1f);
        double all = Arriving(plain, ones);
        RequireProportional(plain, ones, all);
        var share = default(RunningMoments);
        new MaskedPasses(passes, seed, asLogits: true, scaled: false).Run(
            counting, ones, (_, _, values) => share.Add(Sum(values) / all));
        return new ActivePathReport(definition.PathCount, ExpectedShare(network.Dropouts), share.Mean(confidence));
    }

    // A mean instead of a sum in each layer, so that deep and wide networks do not overflow.
    private static void SetWeights<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        foreach (ParameterView parameter in network.Parameters)
        {
            // What else a layer may have stays as in a new network.
            if (parameter.Definition.Kind is ParameterKind.Weight or ParameterKind.Bias)
            {
                var values = new float[parameter.Count];
                Array.Fill(values, parameter.Definition.Kind == ParameterKind.Weight ? 1f / parameter.Shape[1] : 0f);
                parameter.CopyFrom(values);
            }
        }
    }

    private static double Arriving<TNetwork>(TNetwork network, ReadOnlySpan<float> inputs)
        where TNetwork : class, INetwork<TNetwork>
    {
        var outputs = new float[TNetwork.Definition.Outputs];
        network.PredictLogits(inputs, outputs);
        return Sum(outputs);
    }

    private static void RequireProportional<TNetwork>(TNetwork plain, float[] ones, double all)
        where TNetwork : class, INetwork<TNetwork>
    {
        double half = Arriving(plain, Array.ConvertAll(ones, static one => one / 2));
        if (!(all > 0) || Math.Abs((2 * half) - all) > Tolerance * all)
        {
            throw new ArgumentException(
                $"{TNetwork.Definition.Name} is not proportional to positive inputs: from inputs of 1 outputs of {all:G4} arrive, from inputs of 0.5 outputs of {half:G4}.",
                nameof(plain));
        }
    }

    private static double ExpectedShare(DropoutCollection dropouts)
    {
        double share = 1;
        foreach (DropoutState dropout in dropouts)
        {
            double dropped = 1 - dropout.EffectiveKeepProbability;
            share *= dropout.Definition.Kind switch
            {
                // Nothing is dropped.
                DropoutKind.Gaussian or DropoutKind.Concrete => 1,

                // Columns of no feature are never dropped.
                DropoutKind.Feature => 1 - (dropped * dropout.Definition.Features.Sum(static feature => feature.Columns.Length) / dropout.Definition.Units),
                _ => 1 - dropped,
            };
        }

        return share;
    }

    private static double Sum(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        return sum;
    }
}

/// <summary>Paths and how many of them masks leave active.</summary>
/// <param name="PathCount">Number of paths from an input to an output, N.</param>
/// <param name="ExpectedShare">Product of the keep probabilities at the present rates: (1 - p)^L for L dropouts of rate p.</param>
/// <param name="MeasuredShare">Share of the active paths, mean over masks.</param>
public sealed record ActivePathReport(double PathCount, double ExpectedShare, Estimate MeasuredShare)
{
    /// <summary>Number of paths that are active on average: N (1 - p)^L.</summary>
    public double ExpectedCount => PathCount * ExpectedShare;
}
