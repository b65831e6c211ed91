using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DropoutGen.Benchmarks.Peers.Libtorch;

/// <summary>A shape as a TorchSharp module: dense layers, ReLU and dropout.</summary>
internal sealed class LibtorchNetwork : IDisposable
{
    private readonly List<Linear> _layers = [];

    /// <param name="shape">The shape.</param>
    /// <param name="parameters">Weight and bias of each layer.</param>
    /// <param name="rate">Dropout rate; 0 for no dropout layers.</param>
    /// <param name="withSoftmax">Whether a classifier gives probabilities instead of logits.</param>
    public LibtorchNetwork(NetworkShape shape, float[][] parameters, double rate, bool withSoftmax)
    {
        Shape = shape;
        var modules = new List<nn.Module<Tensor, Tensor>>();
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            Linear dense = nn.Linear(shape.Sizes[layer], shape.Sizes[layer + 1]);
            using (no_grad())
            using (Tensor weight = tensor(parameters[2 * layer], [shape.Sizes[layer + 1], shape.Sizes[layer]]))
            using (Tensor bias = tensor(parameters[(2 * layer) + 1]))
            {
                dense.weight!.copy_(weight);
                dense.bias!.copy_(bias);
            }

            _layers.Add(dense);
            modules.Add(dense);
            if (layer < shape.Layers - 1)
            {
                modules.Add(nn.ReLU());
                if (rate > 0)
                {
                    modules.Add(nn.Dropout(rate));
                }
            }
        }

        if (withSoftmax && shape.IsClassifier)
        {
            modules.Add(nn.Softmax(-1));
        }

        Module = nn.Sequential(modules);
    }

    public NetworkShape Shape { get; }

    public Sequential Module { get; }

    /// <summary>Weight and bias of each layer.</summary>
    public IEnumerable<Parameter> Parameters => _layers.SelectMany(static layer => new[] { layer.weight!, layer.bias! });

    /// <summary>Inputs as a tensor.</summary>
    public Tensor Inputs(Batch batch) => tensor(batch.Inputs, [batch.Rows, Shape.Inputs]);

    /// <summary>Targets as a tensor: 64-bit labels, or rows x outputs values.</summary>
    public Tensor Targets(Batch batch) => Shape.IsClassifier
        ? tensor([.. batch.Labels.Select(static label => (long)label)])
        : tensor(batch.Values, [batch.Rows, Shape.Outputs]);

    /// <summary>The mean loss.</summary>
    public Tensor Loss(Tensor outputs, Tensor targets) => Shape.IsClassifier
        ? nn.functional.cross_entropy(outputs, targets)
        : nn.functional.mse_loss(outputs, targets);

    public void Dispose() => Module.Dispose();
}
