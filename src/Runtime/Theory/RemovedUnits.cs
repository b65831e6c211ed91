using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace DropoutGen.Theory;

/// <summary>How a network bears the loss of units: its loss over the fraction of units that are removed.</summary>
/// <remarks>
/// The units that can be removed are those that a dropout acts on. A network trained without dropout is measured in the same
/// declaration, trained with all rates at 0.
/// </remarks>
public static class RemovedUnits
{
    /// <summary>Removes units at random, others for each row and repeat, and measures the loss.</summary>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
    /// <param name="network">The network; its present rates do not matter.</param>
    /// <param name="inputs">Rows x inputs values.</param>
    /// <param name="targets">Targets of the rows, as a step takes them.</param>
    /// <param name="fractions">Expected fractions of the units to remove, each 0 or above and below 1.</param>
    /// <param name="repeats">Number of masks for each fraction, 2 or more.</param>
    /// <param name="seed">Key of the masks.</param>
    /// <param name="rescale">Whether what is left is scaled up by 1 / (1 - fraction), as dropout does; otherwise units are only removed.</param>
    /// <param name="dropouts">Which dropouts' units are removed; all by default.</param>
    /// <param name="confidence">Probability with which an interval contains the exact value.</param>
    /// <returns>A point for each fraction.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a target is out of range, a dropout has a scaling other than inverted, no dropout is chosen, or
    /// one that removes nothing.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A fraction is outside [0, 1), there are fewer than 2 repeats, or the confidence is not between 0 and 1.
    /// </exception>
    public static ImmutableArray<RemovedUnitsPoint> Measure<TNetwork, TTarget>(
        INetwork<TNetwork, TTarget> network,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<TTarget> targets,
        ReadOnlySpan<double> fractions,
        int repeats,
        ulong seed,
        bool rescale = false,
        Func<DropoutDefinition, bool>? dropouts = null,
        double confidence = 0.99)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        TheoryArgument.RequireAtLeast(2, repeats, "A mean with its error");
        TheoryArgument.RequireConfidence(confidence);
        RequireFractions(fractions);
        NetworkDefinition definition = TNetwork.Definition;
        var loss = (Loss<TTarget>)TNetwork.Loss;
        int rows = TheoryArgument.RequireBatch(definition, loss, inputs, targets);
        TNetwork copy = NetworkCopy.Of((TNetwork)network);
        DropoutState[] chosen = Chosen(copy, dropouts);
        copy.Dropouts.SetRates(0);

        int perRepeat = rows * definition.Outputs;
        var logits = new float[checked(repeats * perRepeat)];
        var points = ImmutableArray.CreateBuilder<RemovedUnitsPoint>(fractions.Length);
        foreach (double fraction in fractions)
        {
            Array.ForEach(chosen, dropout => dropout.Rate = fraction);
            new MaskedPasses(repeats, seed, asLogits: true, rescale).Run(copy, inputs, (pass, firstRow, values) =>
                values.CopyTo(logits.AsSpan((pass * perRepeat) + (firstRow * definition.Outputs))));
            var losses = default(RunningMoments);
            var accuracies = default(RunningMoments);
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                ReadOnlySpan<float> some = logits.AsSpan(repeat * perRepeat, perRepeat);
                losses.Add(LogitLoss.Of(loss, copy.VectorWidth, some, definition.Outputs, targets));
                accuracies.Add(loss is Loss<int> ? Accuracy(some, MemoryMarshal.Cast<TTarget, int>(targets)) : 0);
            }

            points.Add(new RemovedUnitsPoint(
                fraction, losses.Mean(confidence), loss is Loss<int> ? accuracies.Mean(confidence) : null));
        }

        return points.MoveToImmutable();
    }

    private static double Accuracy(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels)
    {
        int outputs = logits.Length / labels.Length;
        int right = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            right += LargestOutput.Of(logits.Slice(row * outputs, outputs)) == labels[row] ? 1 : 0;
        }

        return (double)right / labels.Length;
    }

    private static DropoutState[] Chosen<TNetwork>(TNetwork network, Func<DropoutDefinition, bool>? dropouts)
        where TNetwork : class, INetwork<TNetwork>
    {
        foreach (DropoutState dropout in network.Dropouts)
        {
            if (dropout.Definition.Scaling != DropoutScaling.Inverted)
            {
                throw new ArgumentException(
                    $"{dropout.Definition.Name} has the scaling {dropout.Definition.Scaling}: its values at inference depend on its rate, which removing units changes.",
                    nameof(network));
            }
        }

        DropoutState[] chosen = [.. network.Dropouts.Where(dropout => dropouts?.Invoke(dropout.Definition) ?? true)];
        if (chosen.Length == 0 || Array.Exists(chosen, static dropout => dropout.Definition.Kind is DropoutKind.Gaussian or DropoutKind.Concrete or DropoutKind.Connect or DropoutKind.Path))
        {
            throw new ArgumentException(
                chosen.Length == 0
                    ? "No dropout is chosen, and dropouts say which units can be removed; one with a rate of 0 does, too."
                    : "Gaussian and concrete dropout, DropConnect and DropPath remove no unit.",
                nameof(dropouts));
        }

        return chosen;
    }

    private static void RequireFractions(ReadOnlySpan<double> fractions)
    {
        foreach (double fraction in fractions)
        {
            if (!(fraction is >= 0 and < 1))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(fractions), fraction, "A fraction of removed units must be 0 or above and below 1.");
            }
        }
    }
}

/// <summary>What is left of a network without some of its units.</summary>
/// <param name="Fraction">Expected fraction of the units that were removed.</param>
/// <param name="Loss">The loss, mean over repeats.</param>
/// <param name="Accuracy">Of a classifier: share of the rows whose largest logit is the right one; otherwise null.</param>
public sealed record RemovedUnitsPoint(double Fraction, Estimate Loss, Estimate? Accuracy);
