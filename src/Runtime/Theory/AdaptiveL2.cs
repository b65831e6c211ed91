namespace DropoutGen.Theory;

/// <summary>Dropout as an adaptive L2 penalty: measured on a batch, to be held against the closed forms of <see cref="LinearDropout"/>.</summary>
public static class AdaptiveL2
{
    /// <summary>Measures what dropout adds to the loss: the mean over masks of the loss minus the loss without masks.</summary>
    /// <remarks>
    /// It is <see cref="LinearDropout.Penalty"/> for a dropout in front of a single dense layer with mean squared error. For
    /// other networks it is the penalty all the same, but no quadratic function of the weights.
    /// </remarks>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
    /// <param name="network">The network, with its present rates.</param>
    /// <param name="inputs">Rows x inputs values.</param>
    /// <param name="targets">Targets of the rows, as a step takes them.</param>
    /// <param name="passes">Number of masks, 2 or more.</param>
    /// <param name="seed">Key of the masks.</param>
    /// <param name="confidence">Probability with which an interval contains the exact value.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a target is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 passes, or the confidence is not between 0 and 1.</exception>
    public static PenaltyReport Measure<TNetwork, TTarget>(
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
        TheoryArgument.RequireAtLeast(2, passes, "A mean with its error");
        TheoryArgument.RequireConfidence(confidence);
        var measured = (TNetwork)network;
        double without = LogitLoss.OfInference<TNetwork, TTarget>(measured, inputs, targets);
        using var gradients = new GradientPasses<TNetwork, TTarget>(NetworkCopy.Of(measured), inputs, targets);
        var losses = default(RunningMoments);
        for (int pass = 0; pass < passes; pass++)
        {
            losses.Add(gradients.Forward(seed, pass));
        }

        return new PenaltyReport(without, losses.Mean(confidence), ExactPenalty(measured, inputs));
    }

    private static double? ExactPenalty<TNetwork>(TNetwork network, ReadOnlySpan<float> inputs)
        where TNetwork : class, INetwork<TNetwork>
    {
        NetworkDefinition definition = TNetwork.Definition;
        if (TNetwork.Loss is not MeanSquaredErrorLoss || !LinearPart.IsDropoutBeforeDense(definition)
            || definition.Dropouts[0].Scaling == DropoutScaling.None)
        {
            return null;
        }

        return LinearDropout.Penalty(
            network.Parameters[0].ToArray(),
            inputs,
            definition.Inputs,
            network.Dropouts[0].EffectiveKeepProbability,
            definition.Dropouts[0].Scaling);
    }
}

/// <summary>The loss with dropout beside the loss without.</summary>
/// <param name="Deterministic">The loss of predictions without masks.</param>
/// <param name="Expected">Mean over masks of the training loss.</param>
/// <param name="ExactPenalty">
/// <see cref="LinearDropout.Penalty"/> for a dropout in front of one dense layer with mean squared error; null for other networks.
/// </param>
public sealed record PenaltyReport(double Deterministic, Estimate Expected, double? ExactPenalty)
{
    /// <summary>What dropout adds.</summary>
    public Estimate Penalty => new(Expected.Value - Deterministic, Expected.StandardError, Expected.Confidence);
}
