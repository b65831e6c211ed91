using static TorchSharp.torch;

namespace DropoutGen.Benchmarks.Peers.Libtorch;

/// <summary>Training steps: zero_grad, forward, loss, backward, step.</summary>
internal sealed class LibtorchTraining : Contender
{
    private readonly LibtorchNetwork _network;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _inputs;
    private readonly Tensor _targets;
    private readonly int _threads;

    public LibtorchTraining(Scenario scenario)
    {
        var batch = new Batch(scenario.Network.Shape, scenario.Batch);
        _network = new LibtorchNetwork(scenario.Network, scenario.Rate ?? 0, withSoftmax: false);
        _network.Module.train();
        _optimizer = scenario.Optimizer == OptimizerKind.Adam
            ? optim.Adam(_network.Module.parameters(), LearningRate)
            : optim.SGD(_network.Module.parameters(), LearningRate);
        _inputs = LibtorchNetwork.Inputs(batch);
        _targets = LibtorchNetwork.Targets(batch);
        _threads = scenario.Threads;
    }

    public override void Run(int times)
    {
        set_num_threads(_threads);
        for (int i = 0; i < times; i++)
        {
            using (NewDisposeScope())
            {
                _optimizer.zero_grad();
                Tensor loss = _network.Loss(_network.Module.call(_inputs), _targets);
                loss.backward();
                _optimizer.step();
            }
        }
    }

    public override void Dispose()
    {
        _optimizer.Dispose();
        _inputs.Dispose();
        _targets.Dispose();
        _network.Dispose();
    }
}
