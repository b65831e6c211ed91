using System.Globalization;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Infer;

/// <summary>Follows the sizes through the layers of a valid declaration.</summary>
internal static class ShapeInference
{
    /// <summary>The network with its sizes, or null for a declaration with faults.</summary>
    public static ShapedNetwork? Run(NetworkModel model)
    {
        if (!model.IsValid)
        {
            return null;
        }

        var layers = new List<ShapedLayer>();
        var counts = new Dictionary<Type, int>();
        int units = model.Inputs;
        int sites = 0;
        LossLayer? loss = null;
        foreach (Layer layer in model.Layers)
        {
            if (layer is LossLayer last)
            {
                loss = last;
                continue;
            }

            int outputs = layer is DenseLayer dense ? dense.Units : units;
            counts.TryGetValue(layer.GetType(), out int number);
            counts[layer.GetType()] = number + 1;
            layers.Add(new ShapedLayer(layer, Name(layer, number), units, outputs, layer is NoiseLayer ? sites++ : number));
            units = outputs;
        }

        return new ShapedNetwork(model.Type, model.Inputs, layers.ToEquatableArray(), loss!);
    }

    private static string Name(Layer layer, int number) =>
        layer.Name.ToLowerInvariant() + number.ToString(CultureInfo.InvariantCulture);
}
