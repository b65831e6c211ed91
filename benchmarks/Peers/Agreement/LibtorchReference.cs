using DropoutGen.Benchmarks.Peers.Libtorch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DropoutGen.Benchmarks.Peers.Agreement;

/// <summary>What libtorch computes without dropout, from the same parameters as ours.</summary>
internal static class LibtorchReference
{
    /// <summary>Loss and gradients of one batch.</summary>
    public static (float Loss, float[][] Gradients) Gradients(NetworkCase network, Batch batch)
    {
        using LibtorchNetwork module = Make(network);
        using IDisposable scope = NewDisposeScope();
        Tensor loss = module.Loss(module.Module.call(LibtorchNetwork.Inputs(batch)), LibtorchNetwork.Targets(batch));
        loss.backward();
        return (loss.item<float>(), [.. module.Parameters.Select(static parameter => parameter.grad!.data<float>().ToArray())]);
    }

    /// <summary>Losses and last parameters of some training steps.</summary>
    public static (float[] Losses, float[][] Parameters) Train(
        NetworkCase network, Batch batch, int steps, Func<IEnumerable<Parameter>, optim.Optimizer> makeOptimizer)
    {
        using LibtorchNetwork module = Make(network);
        using optim.Optimizer optimizer = makeOptimizer(module.Module.parameters());
        using Tensor inputs = LibtorchNetwork.Inputs(batch);
        using Tensor targets = LibtorchNetwork.Targets(batch);
        var losses = new float[steps];
        for (int step = 0; step < steps; step++)
        {
            using IDisposable scope = NewDisposeScope();
            optimizer.zero_grad();
            Tensor loss = module.Loss(module.Module.call(inputs), targets);
            loss.backward();
            optimizer.step();
            losses[step] = loss.item<float>();
        }

        return (losses, [.. module.Parameters.Select(static parameter => parameter.detach().data<float>().ToArray())]);
    }

    private static LibtorchNetwork Make(NetworkCase network)
    {
        var module = new LibtorchNetwork(network, rate: 0, withSoftmax: false);
        module.Module.train();
        return module;
    }
}
