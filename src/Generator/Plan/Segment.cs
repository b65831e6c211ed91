using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;

namespace DropoutGen.Generator.Plan;

/// <summary>A dense layer, or the network's inputs, with the elementwise layers behind it: one kernel's work.</summary>
internal sealed class Segment(ShapedLayer? dense, int units)
{
    public ShapedLayer? Dense { get; } = dense;

    public int Units { get; } = units;

    public List<ShapedLayer> Chain { get; } = [];

    public DenseLayer? Layer => (DenseLayer?)Dense?.Layer;

    /// <summary>Titles of the layers, for comments.</summary>
    public string Title => string.Join(
        ", ", (Dense is null ? [] : new[] { Dense }).Concat(Chain).Select(static layer => layer.Layer.KernelTitle));

    /// <summary>The network cut at its dense layers; the first segment holds what acts on the inputs.</summary>
    public static List<Segment> Cut(ShapedNetwork network)
    {
        var segments = new List<Segment> { new(null, network.Inputs) };
        foreach (ShapedLayer layer in network.Layers)
        {
            if (layer.Layer is DenseLayer)
            {
                segments.Add(new Segment(layer, layer.Units));
            }
            else
            {
                segments[segments.Count - 1].Chain.Add(layer);
            }
        }

        return segments;
    }
}
