using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Infer;

/// <summary>A valid network with all its sizes.</summary>
internal sealed record ShapedNetwork(TypeModel Type, int Inputs, EquatableArray<ShapedLayer> Layers, LossLayer Loss)
{
    /// <summary>Values in one output row.</summary>
    public int Outputs => Layers.Count == 0 ? Inputs : Layers[Layers.Count - 1].Units;

    public IEnumerable<ShapedLayer> Dropouts => Layers.Where(static layer => layer.Layer is NoiseLayer);

    /// <summary>The layers without sizes.</summary>
    public IEnumerable<PlacedLayer> Placed => Layers.Select(static layer => new PlacedLayer(layer.Layer, layer.Name, layer.Stem, -1));

    /// <summary>Paths from an input to an output, and how many dropout leaves active.</summary>
    public ActivePaths Paths => ActivePaths.Of(Inputs, Layers.Select(static layer => layer.Layer));

    public IEnumerable<ShapedLayer> BatchNorms => Layers.Where(static layer => layer.Layer is BatchNormLayer);

    public long ParameterCount => Layers.Sum(static layer => layer.ParameterCount);
}

/// <summary>A layer with its sizes.</summary>
/// <param name="Layer">The declaration.</param>
/// <param name="Name">Its kind, counted: <c>dense0</c>; behind the path of the block that it is in: <c>residual0.2.dense0</c>.</param>
/// <param name="Stem">Start of the generated names of what belongs to it: <c>Dense0</c>, <c>Residual0_2_Dense0</c>.</param>
/// <param name="Inputs">Values it takes for a row.</param>
/// <param name="Units">Values it gives for a row.</param>
/// <param name="Number">
/// Index among the layers of its kind; for one that draws its site, the index among all that do; for the add of a residual
/// branch that of its start.
/// </param>
internal sealed record ShapedLayer(Layer Layer, string Name, string Stem, int Inputs, int Units, int Number)
{
    public long ParameterCount => Layer switch
    {
        DenseLayer dense => ((long)Inputs * Units) + (dense.HasBias ? Units : 0),
        NormalizationLayer { IsAffine: true } => 2L * Units,
        _ => 0,
    };

    /// <summary>Floating-point operations of the forward pass for a row, a multiply-add counting as two.</summary>
    public long ForwardOperations => Layer switch
    {
        DenseLayer dense => (2L * Inputs * Units) + (dense.HasBias ? Units : 0),
        NormalizationLayer normalization => (long)normalization.OperationsPerValue * Units,
        ResidualStartLayer => 0,
        _ => Units,
    };
}
