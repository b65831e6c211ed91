using DropoutGen.CompilerServices;
using DropoutGen.Numerics.Tests.Networks;
using DropoutGen.TestSupport.Networks;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Determinism;

/// <summary>Losses, logits, gradients and parameters are the same bits for any number of threads.</summary>
public sealed class ThreadCountTests
{
    private const ulong Seed = 17;

    // 300 rows are taken in parts by a rule that accepts partial gradients; the others end inside a tile or a mask's block.
    private const int BatchSize = 300;
    private static readonly int[] s_batches = [300, 100, 130, 7, 1, 33];

    [Theory]
    [MemberData(nameof(NetworkCatalog.Names), MemberType = typeof(NetworkCatalog))]
    public void Training(string network)
    {
        OracleNetwork oracle = NetworkCatalog.Get(network).CreateOracle();
        NetworkCatalog.Visit(network, new Check(oracle));
    }

    private sealed class Check(OracleNetwork oracle) : INetworkVisitor
    {
        public void Visit<TNetwork, TTarget>()
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
        {
            // Squares of squares have gradients that diverge at usual rates.
            float rate = typeof(TNetwork).Name == "SquareNetwork" ? 1e-7f : 0.1f;
            foreach (VectorWidth width in VectorWidths.Supported)
            {
                Require<TNetwork, TTarget, Sgd>(width, new Sgd(rate));
                Require<TNetwork, TTarget, Sgd>(width, new Sgd(rate, momentum: 0.9f, weightDecay: 0.01f));
                Require<TNetwork, TTarget, Adam>(width, new Adam(0.01f));
                Require<TNetwork, TTarget, AdamW>(width, new AdamW(0.01f), clipValue: 0.01f);
                Require<TNetwork, TTarget, Adam>(width, new Adam(0.01f), clipNorm: 0.05f);
            }
        }

        private void Require<TNetwork, TTarget, TRule>(
            VectorWidth width, TRule rule, float? clipValue = null, float? clipNorm = null)
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
            where TRule : struct, IUpdateRule<TRule>
        {
            int[] expected = Run(1);
            foreach (int threads in new[] { 2, 3, 5 })
            {
                Assert.True(expected.AsSpan().SequenceEqual(Run(threads)), $"{width}, {threads} threads, {typeof(TRule).Name}");
            }

            int[] Run(int threads)
            {
                TNetwork network = TNetwork.Create(3);
                network.VectorWidth = width;
                using var trainer = new Trainer<TNetwork, TTarget, TRule>(network, rule, new TrainerOptions
                {
                    BatchSize = BatchSize,
                    Seed = Seed,
                    ClipValue = clipValue,
                    ClipNorm = clipNorm,
                    Threads = threads,
                    Parallelism = new Parallelism(threads, new ProcessorBudget(threads), LeastOperations: 1),
                });
                return Outcome(trainer);
            }
        }

        // Fused steps with and without sample weights, then the open road with accumulated gradients.
        private int[] Outcome<TNetwork, TTarget, TRule>(Trainer<TNetwork, TTarget, TRule> trainer)
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
            where TRule : struct, IUpdateRule<TRule>
        {
            var outcome = new List<float>();
            foreach (int rows in oracle.HasBatchNorm ? [.. s_batches.Select(static rows => Math.Max(rows, 2))] : s_batches)
            {
                var batch = new Batch(oracle, rows, seed: rows, weighted: rows % 2 == 0);
                outcome.Add(trainer.Step(batch.Inputs, batch.Targets<TTarget>(), batch.Weights));
            }

            for (int pass = 0; pass < 2; pass++)
            {
                var batch = new Batch(oracle, 130 - (pass * 60), seed: pass);
                var logits = new float[batch.Rows * oracle.Outputs];
                var inputGradient = new float[batch.Inputs.Length];
                trainer.Forward(batch.Inputs, logits);
                trainer.Backward(logits, inputGradient, accumulate: pass > 0);
                outcome.AddRange(logits);
                outcome.AddRange(inputGradient);
            }

            outcome.AddRange(trainer.Gradients.Flatten());
            trainer.Update();
            outcome.AddRange(trainer.Network.Parameters.Flatten());
            outcome.AddRange(trainer.Network.RunningStatistics.Flatten());
            return [.. outcome.Select(BitConverter.SingleToInt32Bits)];
        }
    }
}
