namespace DropoutGen.Benchmarks.Peers.Ours;

/// <summary>Training steps.</summary>
internal sealed class OursTraining<TNetwork, TTarget, TRule>(TNetwork network, TRule rule, Batch batch, int threads) : Contender
    where TNetwork : class, INetwork<TNetwork, TTarget>
    where TTarget : unmanaged
    where TRule : struct, IUpdateRule<TRule>
{
    private readonly Trainer<TNetwork, TTarget, TRule> _trainer =
        new(network, rule, new TrainerOptions { BatchSize = batch.Rows, Threads = threads });

    private readonly float[] _inputs = batch.Inputs;
    private readonly TTarget[] _targets = batch.Targets<TTarget>();

    public override void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _trainer.Step(_inputs, _targets);
        }
    }

    public override void Dispose() => _trainer.Dispose();
}
