using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;

namespace DropoutGen.Generator.Plan;

/// <summary>
/// A dense layer or a normalisation, its head, or the network's inputs, with the elementwise layers behind it: one kernel's
/// work.
/// </summary>
internal sealed class Segment(ShapedLayer? head, int units)
{
    /// <summary>What is not elementwise; null for the network's inputs.</summary>
    public ShapedLayer? Head { get; } = head;

    public int Units { get; } = units;

    public List<ShapedLayer> Chain { get; } = [];

    /// <summary>What masks the head's weight; null where nothing does.</summary>
    public ShapedLayer? WeightMask { get; init; }

    /// <summary>The last of the chain, if its penalty is of the weight behind; null where nothing has one.</summary>
    public ShapedLayer? Penalty => Chain.Count > 0 && Chain[Chain.Count - 1] is { Layer: NoiseLayer { AddsPenalty: true } } last ? last : null;

    /// <summary>The head, if it is a dense layer.</summary>
    public ShapedLayer? Dense => Head?.Layer is DenseLayer ? Head : null;

    public DenseLayer? Layer => (DenseLayer?)Dense?.Layer;

    public bool IsBatchNorm => Head?.Layer is BatchNormLayer;

    public bool IsNormalization => Head?.Layer is NormalizationLayer;

    /// <summary>Start of its kernels' names.</summary>
    public string Stem => Head?.Stem ?? "Inputs";

    /// <summary>Titles of the layers, for comments.</summary>
    public string Title => Titles((Head is null ? [] : new[] { Head }).Concat(Chain));

    public static string Titles(IEnumerable<ShapedLayer> layers) =>
        string.Join(", ", layers.Select(static layer => layer.Layer.KernelTitle));

    /// <summary>The network cut at what is not elementwise in training; the first segment holds what acts on the inputs.</summary>
    public static List<Segment> Cut(ShapedNetwork network)
    {
        var segments = new List<Segment> { new(null, network.Inputs) };
        ShapedLayer? weightMask = null;
        foreach (ShapedLayer layer in network.Layers)
        {
            if (layer.Layer is DropConnectLayer)
            {
                weightMask = layer;
            }
            else if (layer.Layer is DenseLayer or NormalizationLayer)
            {
                segments.Add(new Segment(layer, layer.Units) { WeightMask = weightMask });
                weightMask = null;
            }
            else
            {
                segments[segments.Count - 1].Chain.Add(layer);
            }
        }

        return segments;
    }
}
