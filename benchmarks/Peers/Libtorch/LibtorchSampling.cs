using static TorchSharp.torch;

namespace DropoutGen.Benchmarks.Peers.Libtorch;

/// <summary>
/// Monte-Carlo dropout with mean and variance: the module stays in training mode, so that its dropout layers draw.
/// Either all passes are one batch, the input repeated ahead of time, or each pass is a call.
/// </summary>
internal sealed class LibtorchSampling : Contender
{
    private readonly LibtorchNetwork _network;
    private readonly Tensor _input;
    private readonly Tensor _repeated;
    private readonly bool _batched;
    private readonly int _threads;

    public LibtorchSampling(Scenario scenario, bool batched)
    {
        _network = new LibtorchNetwork(scenario.Network, scenario.Rate ?? 0, withSoftmax: true);
        _network.Module.train();
        foreach ((LayerDefinition layer, nn.Module<Tensor, Tensor> module) in _network.Layers)
        {
            // By the running moments, whatever else draws.
            module.train(layer.Kind != "BatchNorm");
        }

        _input = LibtorchNetwork.Inputs(new Batch(scenario.Network.Shape, 1));
        _repeated = _input.repeat(Scenario.Passes, 1);
        _batched = batched;
        _threads = scenario.Threads;
    }

    public override void Run(int times)
    {
        set_num_threads(_threads);
        using IDisposable mode = inference_mode();
        for (int i = 0; i < times; i++)
        {
            using (NewDisposeScope())
            {
                Tensor outputs = _batched ? _network.Module.call(_repeated) : Looped();
                outputs.mean([0]);
                outputs.var([0], unbiased: true);
            }
        }
    }

    public override void Dispose()
    {
        _input.Dispose();
        _repeated.Dispose();
        _network.Dispose();
    }

    private Tensor Looped() => cat([.. Enumerable.Range(0, Scenario.Passes).Select(_ => _network.Module.call(_input))], 0);
}
