using DropoutGen.TestSupport.Networks;

namespace DropoutGen.Numerics.Tests.Networks;

/// <summary>Fused steps: losses, with and without sample weights, and the parameters that training leads to.</summary>
public sealed class StepTests
{
    [Theory]
    [MemberData(nameof(NetworkCatalog.Names), MemberType = typeof(NetworkCatalog))]
    public void Losses_and_trained_parameters_agree_with_the_oracle(string network)
    {
        var check = new Check(NetworkReference.For(network));
        NetworkCatalog.Visit(network, check);
        check.Differences.Require();
    }

    private sealed class Check(NetworkReference reference) : INetworkVisitor
    {
        public Differences Differences { get; } = new();

        public void Visit<TNetwork, TTarget>()
            where TNetwork : class, INetwork<TNetwork, TTarget>
            where TTarget : unmanaged
        {
            foreach (VectorWidth width in VectorWidths.Supported)
            {
                TNetwork network = reference.Create<TNetwork>(width);
                using var trainer = new Trainer<TNetwork, TTarget, Sgd>(
                    network,
                    new Sgd(reference.LearningRate),
                    new TrainerOptions { BatchSize = 130, Seed = NetworkReference.MaskSeed });
                for (int i = 0; i < reference.Batches.Count; i++)
                {
                    Batch batch = reference.Batches[i];
                    float loss = trainer.Step(batch.Inputs, batch.Targets<TTarget>(), batch.Weights);
                    Differences.Add(width, $"loss of step {i + 1}", [loss], [reference.Losses[i]]);
                }

                Assert.Equal((reference.Batches.Count, reference.Batches.Count), ((int)trainer.StepCount, (int)trainer.PassCount));
                Differences.AddParameters(width, "trained", network.Parameters, reference.Trained);
                Differences.AddStatistics(width, "trained", network.RunningStatistics, reference.Trained);
            }
        }
    }
}
