using static TorchSharp.torch;

namespace DropoutGen.Benchmarks.Peers.Libtorch;

/// <summary>Predictions in evaluation and inference mode.</summary>
internal sealed class LibtorchInference : Contender
{
    private readonly LibtorchNetwork _network;
    private readonly Tensor _inputs;
    private readonly int _threads;

    public LibtorchInference(NetworkCase network, Batch batch, int threads)
    {
        _network = new LibtorchNetwork(network, 0, withSoftmax: true);
        _network.Module.eval();
        _inputs = LibtorchNetwork.Inputs(batch);
        _threads = threads;
    }

    public override void Run(int times)
    {
        set_num_threads(_threads);
        using IDisposable mode = inference_mode();
        for (int i = 0; i < times; i++)
        {
            using Tensor outputs = _network.Module.call(_inputs);
        }
    }

    /// <summary>The predictions, rows x outputs.</summary>
    public float[] Predict()
    {
        using IDisposable mode = inference_mode();
        using Tensor outputs = _network.Module.call(_inputs);
        return outputs.data<float>().ToArray();
    }

    public override void Dispose()
    {
        _inputs.Dispose();
        _network.Dispose();
    }
}
