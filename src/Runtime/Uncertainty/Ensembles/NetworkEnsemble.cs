using System.Collections.Immutable;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// Networks of one class, trained independently of each other, for example each on a bootstrap sample of the rows; their average
/// predicts, and how far they disagree says what they do not know. Safe to call from several threads.
/// </summary>
/// <remarks>
/// Breiman: Bagging Predictors (1996); Lakshminarayanan, Pritzel, Blundell: Simple and Scalable Predictive Uncertainty Estimation using
/// Deep Ensembles (2017).
/// </remarks>
/// <typeparam name="TNetwork">The declared class.</typeparam>
public sealed class NetworkEnsemble<TNetwork>
    where TNetwork : class, INetwork<TNetwork>
{
    /// <summary>Makes an ensemble.</summary>
    /// <param name="members">The networks, 1 or more.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public NetworkEnsemble(params IEnumerable<TNetwork> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        Members = [.. members];
        if (Members.IsEmpty)
        {
            throw new ArgumentException("An ensemble needs at least one network.", nameof(members));
        }
    }

    /// <summary>The networks.</summary>
    public ImmutableArray<TNetwork> Members { get; }

    /// <summary>
    /// Predicts with each member, without dropout: mean, variance and entropies over the members, which stand where those over masks
    /// stand otherwise. The variance of a single member is 0.
    /// </summary>
    /// <param name="inputs">Rows x inputs values; any number of rows.</param>
    /// <param name="threads">The most threads that share the rows, the caller included; the result is the same for any number.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="inputs"/> is no whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is not 1 to 32.</exception>
    public MonteCarloPrediction Predict(ReadOnlySpan<float> inputs, int threads = 1) =>
        Record(inputs, threads, null).ToPrediction([]);

    internal MonteCarloPrediction Predict<TTarget>(
        ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, double? precision, int threads)
        where TTarget : unmanaged
    {
        NetworkDefinition definition = TNetwork.Definition;
        var density = new PassDensity<TTarget>(
            (Loss<TTarget>)TNetwork.Loss, targets, precision, RowArgument.Rows(definition, inputs), definition.Outputs);
        return Record(inputs, threads, density).ToPrediction(density.ToLogDensities(Members.Length));
    }

    private PassRecord Record(ReadOnlySpan<float> inputs, int threads, IPassRecorder? density)
    {
        NetworkDefinition definition = TNetwork.Definition;
        int rows = RowArgument.Rows(definition, inputs);
        ThreadsArgument.Validate(threads, nameof(threads));
        var record = new PassRecord(TNetwork.Loss, new MonteCarloOptions { Passes = Members.Length }, rows, definition.Outputs)
        {
            Density = density,
        };
        var outputs = new float[rows * definition.Outputs];
        for (int member = 0; member < Members.Length; member++)
        {
            Members[member].Predict(inputs, outputs, threads);
            record.Add(outputs, definition.Outputs, 0, rows, member + 1);
        }

        return record;
    }
}
