namespace DropoutGen.Theory;

/// <summary>
/// Paths through a network, one unit in each layer: of N paths N (1 - p)^L are active on average, for L dropouts of rate p.
/// Dropped inputs count as a layer.
/// </summary>
/// <remarks>
/// A residual branch adds its paths to those that go round it, which no dropout of the branch cuts.
/// A path is active when none of its units is dropped; units are dropped independently, so its probability is the product of
/// the keep probabilities. At the declared rates it is in the class itself, as the constants <c>PathCount</c> and
/// <c>ActivePathCount</c>.
/// </remarks>
public static class ActivePaths
{
    // What rounding may do to a sum of ones that was sent through all layers.
    private const double Tolerance = 1e-4;

    // As in the constants of the class.
    private const double MostPaths = 1e308;

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
    /// The network has a layer that is not proportional to positive values, through which paths cannot be counted so, or residual
    /// branches and more paths than single precision can count.
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
        return new ActivePathReport(definition.PathCount, ExpectedShare(definition, network.Dropouts), share.Mean(confidence));
    }

    // A mean instead of a sum in each layer, so that deep and wide networks do not overflow; but paths through residual branches
    // must weigh as much as those round them, which are longer or shorter.
    private static void SetWeights<TNetwork>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork>
    {
        bool isSum = TNetwork.Definition.Layers.Any(static layer => layer.Kind == "ResidualAdd");
        foreach (ParameterView parameter in network.Parameters)
        {
            // What else a layer may have stays as in a new network.
            if (parameter.Definition.Kind is ParameterKind.Weight or ParameterKind.Bias)
            {
                var values = new float[parameter.Count];
                Array.Fill(values, parameter.Definition.Kind != ParameterKind.Weight ? 0f : isSum ? 1f : 1f / parameter.Shape[1]);
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
        if (double.IsInfinity(all))
        {
            throw new ArgumentException(
                $"{TNetwork.Definition.Name} has more paths than can be counted in single precision: {TNetwork.Definition.PathCount:G4}.",
                nameof(plain));
        }

        double half = Arriving(plain, Array.ConvertAll(ones, static one => one / 2));
        if (!(all > 0) || Math.Abs((2 * half) - all) > Tolerance * all)
        {
            throw new ArgumentException(
                $"{TNetwork.Definition.Name} is not proportional to positive inputs: from inputs of 1 outputs of {all:G4} arrive, from inputs of 0.5 outputs of {half:G4}.",
                nameof(plain));
        }
    }

    // Paths so far and which share of them is active; behind a residual branch those of both roads.
    private static double ExpectedShare(NetworkDefinition definition, DropoutCollection dropouts)
    {
        (double Count, double Share) paths = (definition.Inputs, 1);
        var starts = new Stack<(double Count, double Share)>();
        foreach (LayerDefinition layer in definition.Layers)
        {
            switch (layer.Kind)
            {
                case "ResidualStart":
                    starts.Push(paths);
                    break;
                case "ResidualAdd":
                    (double count, double share) = starts.Pop();
                    double weight = 1 / (1 + (count / paths.Count));
                    paths = (Math.Min(paths.Count + count, MostPaths), (weight * paths.Share) + ((1 - weight) * share));
                    break;
                default:
                    double more = layer.Units != layer.Inputs || layer.Kind == "Dense" ? layer.Units : 1;
                    paths = (Math.Min(paths.Count * more, MostPaths), layer.Dropout < 0 ? paths.Share : paths.Share * Share(dropouts[layer.Dropout]));
                    break;
            }
        }

        return paths.Share;
    }

    private static double Share(DropoutState dropout)
    {
        double dropped = 1 - dropout.EffectiveKeepProbability;
        return dropout.Definition.Kind switch
        {
            // Nothing is dropped.
            DropoutKind.Gaussian => 1,

            // Columns of no feature are never dropped.
            DropoutKind.Feature => 1 - (dropped * dropout.Definition.Features.Sum(static feature => feature.Columns.Length) / dropout.Definition.Units),
            _ => 1 - dropped,
        };
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
/// <param name="ExpectedShare">
/// Product of the keep probabilities at the present rates: (1 - p)^L for L dropouts of rate p. With residual branches the mean over
/// all paths.
/// </param>
/// <param name="MeasuredShare">Share of the active paths, mean over masks.</param>
public sealed record ActivePathReport(double PathCount, double ExpectedShare, Estimate MeasuredShare)
{
    /// <summary>Number of paths that are active on average: N (1 - p)^L.</summary>
    public double ExpectedCount => PathCount * ExpectedShare;
}
