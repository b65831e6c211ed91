using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>
/// The error of a majority vote beside that of its members. What squared errors obey, see <see cref="AmbiguityDecomposition"/>,
/// does not hold here: disagreement of voters bounds nothing, a majority may even err more often than its members.
/// </summary>
public static class MajorityVote
{
    /// <summary>Lets the passes of a classifier vote, each for its most probable class.</summary>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <param name="network">The classifier, with its present rates.</param>
    /// <param name="inputs">Rows x inputs values.</param>
    /// <param name="targets">The class of each row.</param>
    /// <param name="passes">Number of masks T, 2 or more.</param>
    /// <param name="seed">Key of the masks.</param>
    /// <exception cref="ArgumentException">A length does not fit, a label is no class, or the network is no classifier.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 passes.</exception>
    public static MajorityVoteReport Measure<TNetwork>(
        TNetwork network, ReadOnlySpan<float> inputs, ReadOnlySpan<int> targets, int passes, ulong seed)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        TheoryArgument.RequireAtLeast(2, passes, "A vote");
        NetworkDefinition definition = network.State.Definition;
        if (TNetwork.Loss is not Loss<int> loss)
        {
            throw new ArgumentException(
                $"{definition.Name} is no classifier: its loss is {TNetwork.Loss.Name}.", nameof(network));
        }

        int rows = TheoryArgument.RequireBatch(definition, loss, inputs, targets);
        float[] probabilities = MemberPredictions.Of(network, inputs, passes, seed);
        var votes = new int[passes * rows];
        for (int i = 0; i < votes.Length; i++)
        {
            votes[i] = LargestOutput.Of(probabilities.AsSpan(i * definition.Outputs, definition.Outputs));
        }

        return Compute(votes, targets, definition.Outputs, passes);
    }

    /// <summary>Counts the votes of any members.</summary>
    /// <param name="votes">Members x rows classes, the votes of a member together.</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="members">Number of members T, 2 or more.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a vote or label is no class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 members.</exception>
    public static MajorityVoteReport Compute(ReadOnlySpan<int> votes, ReadOnlySpan<int> labels, int classes, int members)
    {
        TheoryArgument.RequireAtLeast(2, members, "A vote");
        if (labels.IsEmpty)
        {
            throw new ArgumentException("There are no labels.", nameof(labels));
        }

        RowArgument.RequireLength(votes.Length, members, labels.Length, nameof(votes));
        RequireClasses(votes, classes, nameof(votes));
        RequireClasses(labels, classes, nameof(labels));
        double individual = 0;
        double disagreement = 0;
        int wrong = 0;
        var counts = new int[classes];
        for (int row = 0; row < labels.Length; row++)
        {
            Array.Clear(counts);
            for (int t = 0; t < members; t++)
            {
                counts[votes[(t * labels.Length) + row]]++;
            }

            individual += 1 - ((double)counts[labels[row]] / members);
            disagreement += Disagreeing(counts, members);
            wrong += Array.IndexOf(counts, counts.Max()) == labels[row] ? 0 : 1;
        }

        return new MajorityVoteReport(
            members, individual / labels.Length, (double)wrong / labels.Length, disagreement / labels.Length);
    }

    // Share of the distinct pairs that vote differently.
    private static double Disagreeing(int[] counts, int members)
    {
        double alike = 0;
        foreach (int count in counts)
        {
            alike += (double)count * (count - 1);
        }

        return 1 - (alike / ((double)members * (members - 1)));
    }

    private static void RequireClasses(ReadOnlySpan<int> values, int classes, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if ((uint)values[i] >= (uint)classes)
            {
                throw new ArgumentException($"{name}[{i}] is {values[i]}; the classes are 0 to {classes - 1}.", name);
            }
        }
    }
}

/// <summary>The error of a majority and of its voters.</summary>
/// <param name="Members">Number of voters, T.</param>
/// <param name="IndividualError">Share of wrong votes.</param>
/// <param name="MajorityError">Share of rows whose majority is wrong; of classes with equally many votes the first counts.</param>
/// <param name="Disagreement">Share of distinct pairs of voters that vote for different classes, averaged over rows.</param>
public sealed record MajorityVoteReport(int Members, double IndividualError, double MajorityError, double Disagreement)
{
    /// <summary>By how much the majority is better; it may be negative.</summary>
    public double Gain => IndividualError - MajorityError;

    /// <summary>What the identity of squared errors would say: (T - 1) / (2 T) D. It does not hold for votes.</summary>
    public double SquaredErrorGain => (Members - 1) / (2.0 * Members) * Disagreement;
}
