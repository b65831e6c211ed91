using System.Collections.Concurrent;
using DropoutGen.TestSupport.Networks;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Networks;

/// <summary>
/// A network's data and what the oracle makes of them, computed once for all vector widths. Data that bring a value to
/// a kink are passed over: there a float and a double may rightly take different sides.
/// </summary>
internal sealed class NetworkReference
{
    public const ulong MaskSeed = 0x1234_5678_9ABC_DEF0;

    // A value computed in float is off by less than this; drawn data keep away from kinks by more.
    private const double KinkMargin = 4e-6;

    private const int MostSeeds = 200;

    private static readonly ConcurrentDictionary<string, NetworkReference> s_known = [];

    private readonly List<double> _trainedKinks = [];

    private NetworkReference(NetworkCase network, int seed, float learningRate)
    {
        Case = network;
        Seed = seed;
        LearningRate = learningRate;
        OracleNetwork oracle = CreateOracle();

        // From the most rows down: what a larger batch left behind must not show. Every other batch has weights.
        // The moments of two or three rows leave little but rounding of what is normalised by them.
        int[] sizes = oracle.HasBatchNorm ? [130, 9, 17, 6] : [130, 3, 17, 1];
        Batches = [.. sizes.Select((rows, i) => new Batch(oracle, rows, seed + (100 * i), weighted: i % 2 == 1))];
        OpenRoad = [.. Batches.Select((batch, i) => StepByLoss(oracle, batch, oracle.PhiloxMasks(MaskSeed, (ulong)i)))];
        Trained = CreateOracle();
        Losses = [.. Batches.Select((batch, i) => Train(batch, i))];
    }

    public NetworkCase Case { get; }

    public int Seed { get; }

    /// <summary>As large as training bears, so that steps are seen in the parameters.</summary>
    public float LearningRate { get; }

    public IReadOnlyList<Batch> Batches { get; }

    /// <summary>Every batch through the initial parameters and the masks of its index.</summary>
    public IReadOnlyList<OracleStep> OpenRoad { get; }

    /// <summary>The loss of every batch when one is trained on after the other by plain gradient descent.</summary>
    public IReadOnlyList<double> Losses { get; }

    /// <summary>The network behind that training.</summary>
    public OracleNetwork Trained { get; }

    public static NetworkReference For(string name) => s_known.GetOrAdd(name, static name =>
    {
        float learningRate = 0.25f;
        for (int seed = 1; seed <= MostSeeds; seed++)
        {
            var reference = new NetworkReference(NetworkCatalog.Get(name), seed, learningRate);
            if (reference.Diverges())
            {
                learningRate /= 2;
            }
            else if (reference.KeepsFromKinks())
            {
                return reference;
            }
        }

        throw new InvalidOperationException(
            $"No data of {MostSeeds} seeds keep {name} from kinks and from losses that grow; the last learning rate was {learningRate}.");
    });

    /// <summary>The oracle with the initial parameters.</summary>
    public OracleNetwork CreateOracle()
    {
        OracleNetwork oracle = Case.CreateOracle();
        oracle.RandomizeAsFloats(Seed);
        oracle.RandomizeStatistics(Seed);
        return oracle;
    }

    /// <summary>The network with the initial parameters.</summary>
    public TNetwork Create<TNetwork>(VectorWidth width)
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(seed: 0);
        network.VectorWidth = width;
        OracleNetwork oracle = CreateOracle();
        oracle.CopyTo(network.Parameters);
        oracle.CopyStatisticsTo(network.RunningStatistics);
        return network;
    }

    // By the gradient of the loss alone, as a caller of Backward has it: what layers add to the loss knows no weights of rows.
    private static OracleStep StepByLoss(OracleNetwork oracle, Batch batch, MaskSource masks)
    {
        OraclePass pass = oracle.Forward(batch.InputMatrix, OracleMode.Training, masks);
        LossResult loss = oracle.Loss.Evaluate(pass.Logits, batch.OracleTargets);
        return new OracleStep(loss.Value, pass.Logits, pass.Backward(loss.Gradient));
    }

    private double Train(Batch batch, int pass)
    {
        PhiloxMaskSource masks = Trained.PhiloxMasks(MaskSeed, (ulong)pass);
        OraclePass forward = Trained.Forward(batch.InputMatrix, OracleMode.Training, masks);
        forward.UpdateStatistics();
        _trainedKinks.AddRange(forward.KinkDistances);
        LossResult loss = forward.Evaluate(batch.OracleTargets);
        _trainedKinks.AddRange(loss.KinkDistances);
        OracleGradients gradients = forward.Backward(loss.Gradient);
        new OracleSgd { LearningRate = LearningRate }.Step(Trained, gradients);
        return loss.Value;
    }

    // Losses that grow would magnify every rounding error.
    private bool Diverges() => !(Losses.Max() < 4 * Losses[0] + 0.1);

    private bool KeepsFromKinks()
    {
        OracleNetwork oracle = CreateOracle();
        return !_trainedKinks
            .Concat(Batches.SelectMany((batch, i) =>
            {
                OraclePass pass = oracle.Forward(batch.InputMatrix, OracleMode.Training, oracle.PhiloxMasks(MaskSeed, (ulong)i));
                return pass.KinkDistances.Concat(oracle.Loss.Evaluate(pass.Logits, batch.OracleTargets).KinkDistances);
            }))
            .Any(static distance => distance != 0 && Math.Abs(distance) < KinkMargin);
    }
}
