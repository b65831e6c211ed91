using DropoutGen.RandomNetworks.Tests.Declarations;
using DropoutGen.TestSupport.Networks;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>
/// Parameters and batches of one trial. Data that bring a value to a kink are passed over: there a float and a double may
/// rightly take different sides.
/// </summary>
internal sealed class TrialData
{
    // A value computed in float is off by less than this; drawn data keep away from kinks by more.
    private const double KinkMargin = 4e-6;

    private const int Attempts = 12;

    // With the least rows: nothing else is left to try.
    private const int LastAttempts = 60;

    // The moments of a few rows leave little but rounding of what is normalised by them. The second batch has a third.
    private const int LeastRowsOfBatchNorm = 16;

    private readonly DeclaredNetwork _network;
    private readonly int _seed;

    private TrialData(DeclaredNetwork network, Trial trial, int seed)
    {
        _network = network;
        _seed = seed;
        OracleNetwork oracle = CreateOracle();
        trial = oracle.HasBatchNorm ? trial with { Rows = Math.Max(trial.Rows, LeastRowsOfBatchNorm) } : trial;
        Trial = trial;
        Batches =
        [
            new Batch(oracle, trial.Rows, seed, trial.IsWeighted),
            new Batch(oracle, trial.SecondRows, seed + 1, trial.IsWeighted),
        ];
        OracleStep first = oracle.Step(Batches[0].InputMatrix, Batches[0].OracleTargets, OracleMode.Training, Masks(oracle, 0));
        OutputGradient = Array.ConvertAll(
            oracle.Loss.Evaluate(first.Logits, Batches[0].OracleTargets).Gradient.Values, static value => (float)value);
        double[][] gradients = [.. oracle.Parameters.Select(parameter => first.Gradients[parameter])];
        StepSize = StepSize.For(gradients.SelectMany(static gradient => gradient).Max(Math.Abs));

        // Half of what there is, so that it is really shortened.
        double norm = Math.Sqrt(gradients.Sum(static gradient => gradient.Sum(static value => value * value)));
        ClipNorm = trial.Clipping == Clipping.Norm && norm > 1e-30 ? (float)(norm / 2) : null;
        ClipValue = trial.Clipping == Clipping.Value ? StepSize.Gradient / 2 : null;
    }

    public Trial Trial { get; }

    public IReadOnlyList<Batch> Batches { get; }

    public StepSize StepSize { get; }

    public float? ClipNorm { get; }

    public float? ClipValue { get; }

    /// <summary>What the first batch's backward pass starts from.</summary>
    public float[] OutputGradient { get; }

    /// <summary>The first data that keep away from kinks; with fewer rows if it must be. Null where none do.</summary>
    public static TrialData? Find(DeclaredNetwork network, Trial trial)
    {
        int left = trial.Rows > 1 ? Attempts : LastAttempts;
        for (int attempt = 1; left > 0; attempt++)
        {
            var data = new TrialData(network, trial, network.Seed + (1000 * attempt));
            if (data.KeepsFromKinks())
            {
                return data;
            }

            left--;
            if (left == 0 && trial.Rows > 1)
            {
                trial = trial with { Rows = trial.Rows / 2 };
                left = trial.Rows > 1 ? Attempts : LastAttempts;
            }
        }

        return null;
    }

    /// <summary>The oracle with the initial parameters.</summary>
    public OracleNetwork CreateOracle()
    {
        OracleNetwork oracle = _network.CreateOracle();
        oracle.RandomizeAsFloats(_seed);
        oracle.RandomizeStatistics(_seed);
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

    public MaskSource Masks(OracleNetwork oracle, int step) => oracle.PhiloxMasks(Trial.Seed, (ulong)step);

    private bool KeepsFromKinks()
    {
        var kinks = new List<double>();
        StepPart.Expected(this, null, kinks);
        return !kinks.Any(static distance => distance != 0 && Math.Abs(distance) < KinkMargin);
    }
}
