using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>
/// Why an ensemble is better than its members: E_individual - E_ensemble = (T - 1) / (2 T) D, for T members, squared errors,
/// and D the mean squared difference of two distinct members.
/// </summary>
/// <remarks>
/// An identity for any members, targets and data, up to rounding. It holds for squared error of means alone: not for a
/// majority vote, see <see cref="MajorityVote"/>.
/// Krogh, Vedelsby: Neural Network Ensembles, Cross Validation, and Active Learning (1995).
/// </remarks>
public static class AmbiguityDecomposition
{
    /// <summary>Decomposes the error of the mean over dropout masks, the passes being the members.</summary>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <param name="network">The network, with its present rates.</param>
    /// <param name="inputs">Rows x inputs values.</param>
    /// <param name="targets">Rows x outputs values, to be compared with what <c>Predict</c> returns.</param>
    /// <param name="passes">Number of masks T, 2 or more; time grows with its square.</param>
    /// <param name="seed">Key of the masks.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 passes.</exception>
    public static AmbiguityReport Measure<TNetwork>(
        TNetwork network, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, int passes, ulong seed)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        TheoryArgument.RequireAtLeast(2, passes, "An ensemble");
        NetworkDefinition definition = network.State.Definition;
        RowArgument.RequireLength(targets.Length, RowArgument.Rows(definition, inputs), definition.Outputs, nameof(targets));
        return Compute(MemberPredictions.Of(network, inputs, passes, seed), targets, passes);
    }

    /// <summary>Decomposes the error of the mean of any members.</summary>
    /// <param name="predictions">Members x values predictions, the values of a member together.</param>
    /// <param name="targets">As many targets as a member has values.</param>
    /// <param name="members">Number of members T, 2 or more; time grows with its square.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 members.</exception>
    public static AmbiguityReport Compute(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, int members)
    {
        TheoryArgument.RequireAtLeast(2, members, "An ensemble");
        if (targets.IsEmpty)
        {
            throw new ArgumentException("There are no targets.", nameof(targets));
        }

        RowArgument.RequireLength(predictions.Length, members, targets.Length, nameof(predictions));
        double individual = 0;
        double ensemble = 0;
        double pairs = 0;
        var values = new double[members];
        for (int i = 0; i < targets.Length; i++)
        {
            double mean = 0;
            for (int t = 0; t < members; t++)
            {
                values[t] = predictions[(t * targets.Length) + i];
                mean += values[t] / members;
                individual += Square(values[t] - targets[i]) / members;

                // By its definition, not by the variance: else the identity would hold of itself.
                for (int s = 0; s < t; s++)
                {
                    pairs += Square(values[t] - values[s]);
                }
            }

            ensemble += Square(mean - targets[i]);
        }

        double count = targets.Length;
        double distinct = members * (members - 1) / 2.0;
        return new AmbiguityReport(members, individual / count, ensemble / count, pairs / distinct / count);
    }

    private static double Square(double value) => value * value;
}

/// <summary>The error of an ensemble and of its members.</summary>
/// <param name="Members">Number of members, T.</param>
/// <param name="IndividualError">Mean squared error of a member, over members and values.</param>
/// <param name="EnsembleError">Mean squared error of the members' mean.</param>
/// <param name="Disagreement">D: mean squared difference over distinct pairs of members, and over values.</param>
public sealed record AmbiguityReport(int Members, double IndividualError, double EnsembleError, double Disagreement)
{
    /// <summary>By how much the ensemble is better.</summary>
    public double Gain => IndividualError - EnsembleError;

    /// <summary>By how much it has to be: (T - 1) / (2 T) D.</summary>
    public double PredictedGain => (Members - 1) / (2.0 * Members) * Disagreement;

    /// <summary>Gain minus predicted gain, relative to the individual error: rounding.</summary>
    public double Residual => IndividualError == 0 ? 0 : (Gain - PredictedGain) / IndividualError;
}
