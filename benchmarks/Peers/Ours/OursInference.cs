namespace DropoutGen.Benchmarks.Peers.Ours;

/// <summary>Predictions.</summary>
internal sealed class OursInference<TNetwork>(TNetwork network, Batch batch, int threads) : Contender
    where TNetwork : class, INetwork<TNetwork>
{
    private readonly float[] _inputs = batch.Inputs;
    private readonly float[] _outputs = new float[batch.Rows * TNetwork.Definition.Outputs];

    public override void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            network.Predict(_inputs, _outputs, threads);
        }
    }
}
