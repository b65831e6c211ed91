using DropoutGen.TestSupport.Networks;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Networks;

/// <summary>Masks of whole passes and masks of rows for all passes: logits and gradients against the oracle on every width.</summary>
public sealed class MaskScopeTests
{
    // Masks that share blocks and masks of several blocks, each kind of the family, and dropout on the inputs.
    public static TheoryData<string> Names =>
        ["ReluNetwork", "TwoDropouts", "BalancedNetwork", "AlphaNetwork", "GaussianNetwork", "FeatureNetwork", "DropPathNetwork", "NestedDropPathNetwork"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_of_a_call_share_its_mask(string network) => Run(network, MaskScope.Call);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_has_one_mask_for_all_calls(string network) => Run(network, MaskScope.RowAcrossCalls);

    private static void Run(string network, MaskScope scope)
    {
        var check = new Check(NetworkReference.For(network), scope);
        NetworkCatalog.Visit(network, check);
        check.Differences.Require();
    }

    private sealed class Check(NetworkReference reference, MaskScope scope) : INetworkVisitor
    {
        public Differences Differences { get; } = new();

        public void Visit<TNetwork, TTarget>()
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
        {
            foreach (VectorWidth width in VectorWidths.Supported)
            {
                Run<TNetwork, TTarget>(width, threads: 1);
            }

            Run<TNetwork, TTarget>(VectorWidths.Default, threads: 3);
        }

        private void Run<TNetwork, TTarget>(VectorWidth width, int threads)
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
        {
            using var trainer = new Trainer<TNetwork, TTarget, Sgd>(
                reference.Create<TNetwork>(width),
                new Sgd(1f),
                new TrainerOptions
                {
                    BatchSize = 130,
                    Seed = NetworkReference.MaskSeed,
                    MaskScope = scope,
                    Threads = threads,
                    Parallelism = new(threads, new(threads), LeastOperations: 1),
                });

            // Two batches of one row: masks that are drawn for several passes at once.
            int pass = 0;
            foreach (Batch batch in reference.Batches.Append(reference.Batches[^1]))
            {
                Compare(width, trainer, batch, pass++);
            }
        }

        private void Compare<TNetwork, TTarget>(VectorWidth width, Trainer<TNetwork, TTarget, Sgd> trainer, Batch batch, int pass)
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
        {
            OracleNetwork oracle = reference.CreateOracle();
            PhiloxMaskSource masks = scope == MaskScope.Call
                ? oracle.PhiloxMasks(NetworkReference.MaskSeed, (ulong)pass, isShared: true)
                : oracle.PhiloxMasks(NetworkReference.MaskSeed, 0);
            OraclePass expected = oracle.Forward(batch.InputMatrix, OracleMode.Training, masks);
            var logits = new float[expected.Logits.Values.Length];
            trainer.Forward(batch.Inputs, logits);

            // There a float and a double may rightly take different sides.
            if (expected.KinkDistances.Any(static distance => distance != 0 && Math.Abs(distance) < 4e-6))
            {
                return;
            }

            Differences.Add(width, $"{batch.Rows} rows, pass {pass}, logits", logits, expected.Logits.Values);
            var inputGradient = new float[batch.Inputs.Length];
            trainer.Backward(Array.ConvertAll(logits, static _ => 0.25f), inputGradient);
            OracleGradients gradients = expected.Backward(expected.Logits.Map(static _ => 0.25));
            Differences.Add(width, $"{batch.Rows} rows, pass {pass}, input gradient", inputGradient, gradients.Inputs.Values);
            foreach (ParameterView parameter in trainer.Gradients)
            {
                Differences.Add(
                    width, $"{batch.Rows} rows, pass {pass}, gradient of {parameter.Name}", parameter.ToArray(), gradients[parameter.Name]);
            }
        }
    }
}
