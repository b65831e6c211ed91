namespace DropoutGen.Benchmarks.Peers.Ours;

/// <summary>Monte-Carlo passes over the batch.</summary>
internal sealed class OursSampling<TNetwork>(TNetwork network, Batch batch, int threads) : Contender
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly float[] _inputs = batch.Inputs;

    public override void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            network.PredictMonteCarlo(_inputs, Scenario.Passes, seed: (ulong)i, threads);
        }
    }
}
