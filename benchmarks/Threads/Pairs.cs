using DropoutGen.Benchmarks.TrainingStep;

namespace DropoutGen.Benchmarks.Threads;

/// <summary>What is compared.</summary>
internal static class Pairs
{
    private const int Passes = 20;

    public static IEnumerable<Pair> All(int rows, int threads)
    {
        yield return Training<MiddleDropped, int, Sgd>(new Sgd(1e-6f));
        yield return Training<MiddleDropped, int, Adam>(new Adam(1e-6f));
        yield return Training<MiddleDropped, int, Sgd>(new Sgd(1e-6f), clipNorm: 1f);
        yield return Inference<MiddleDropped>();
        yield return Sampling<MiddleDropped>();
        yield return Training<LargeDropped, int, Sgd>(new Sgd(1e-6f));
        yield return Training<LargeDropped, int, Adam>(new Adam(1e-6f));
        yield return Inference<LargeDropped>();
        yield return Training<SmallDropped, int, Sgd>(new Sgd(1e-6f));
        yield return Training<SmallDropped, int, Adam>(new Adam(1e-6f));
        yield return Training<TinyDropped, float, Sgd>(new Sgd(1e-6f));

        Pair Training<TNetwork, TTarget, TRule>(TRule rule, float? clipNorm = null)
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
            where TRule : struct, IUpdateRule<TRule>
        {
            var random = new Random(1);
            NetworkDefinition definition = TNetwork.Definition;
            float[] inputs = Draw(random, rows * definition.Inputs);
            TTarget[] targets = typeof(TTarget) == typeof(int)
                ? [.. Enumerable.Range(0, rows).Select(_ => (TTarget)(object)random.Next(definition.Outputs))]
                : [.. Draw(random, rows * definition.Outputs).Select(static value => (TTarget)(object)value)];
            string phase = "train " + typeof(TRule).Name + (clipNorm is null ? string.Empty : " clipped");
            return Make<TNetwork>(phase, count =>
            {
                var trainer = new Trainer<TNetwork, TTarget, TRule>(
                    TNetwork.Create(1), rule, new TrainerOptions { BatchSize = rows, Threads = count, ClipNorm = clipNorm });
                return () => trainer.Step(inputs, targets);
            });
        }

        Pair Inference<TNetwork>()
            where TNetwork : class, INetwork<TNetwork>
        {
            float[] inputs = Draw(new Random(1), rows * TNetwork.Definition.Inputs);
            var outputs = new float[rows * TNetwork.Definition.Outputs];
            TNetwork network = TNetwork.Create(1);
            return Make<TNetwork>("infer", count => () => network.Predict(inputs, outputs, count));
        }

        Pair Sampling<TNetwork>()
            where TNetwork : class, INetwork<TNetwork>
        {
            float[] inputs = Draw(new Random(1), rows * TNetwork.Definition.Inputs);
            TNetwork network = TNetwork.Create(1);
            return Make<TNetwork>($"sample {Passes}", count => () => network.PredictMonteCarlo(inputs, Passes, 1, count));
        }

        Pair Make<TNetwork>(string phase, Func<int, Action> make) => new(typeof(TNetwork).Name, phase, rows, make, threads);
    }

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
}
