using TorchSharp;
using static TorchSharp.torch;

namespace DropoutGen.Benchmarks.Peers.Libtorch;

/// <summary>Layers of a network as the modules that a user of TorchSharp takes for them.</summary>
internal static class LibtorchLayers
{
    /// <param name="layer">The layer.</param>
    /// <param name="definition">Its network.</param>
    /// <param name="dropout">Makes the module of a layer that draws.</param>
    public static nn.Module<Tensor, Tensor> Create(
        LayerDefinition layer, NetworkDefinition definition, Func<LayerDefinition, nn.Module<Tensor, Tensor>> dropout) => layer.Kind switch
    {
        _ when layer.Dropout >= 0 => dropout(layer),
        "Dense" => nn.Linear(layer.Inputs, layer.Units, hasBias: layer.Parameters.Length > 1),
        "Relu" => nn.ReLU(),
        "LeakyRelu" => nn.LeakyReLU(layer.Argument("negativeSlope")),
        "Elu" => nn.ELU(layer.Argument("alpha")),
        "Selu" => nn.SELU(),
        "Gelu" => nn.GELU(),
        "Silu" => nn.SiLU(),
        "Tanh" => nn.Tanh(),
        "Sigmoid" => nn.Sigmoid(),
        "Softplus" => nn.Softplus(layer.Argument("beta")),
        "BatchNorm" => BatchNorm(layer, definition.BatchNorms.Single(batchNorm => batchNorm.Name == layer.Name)),
        "LayerNorm" => nn.LayerNorm(layer.Units, layer.Argument("Epsilon"), elementwise_affine: !layer.Parameters.IsEmpty),
        _ => throw new NotSupportedException($"No module for {layer.Name}."),
    };

    /// <summary>The dropout layers of the library, with another rate.</summary>
    public static Func<LayerDefinition, nn.Module<Tensor, Tensor>> Dropouts(double rate) => layer => layer.Kind switch
    {
        "Dropout" => nn.Dropout(rate),
        "AlphaDropout" => nn.AlphaDropout(rate),
        _ => throw new NotSupportedException($"No module for {layer.Name}."),
    };

    private static nn.Module<Tensor, Tensor> BatchNorm(LayerDefinition layer, BatchNormDefinition definition) => nn.BatchNorm1d(
        definition.Units, definition.Epsilon, definition.Momentum, affine: !layer.Parameters.IsEmpty);
}
