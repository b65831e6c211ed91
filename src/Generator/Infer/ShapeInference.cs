using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Infer;

/// <summary>Writes out the blocks of a valid declaration and follows the sizes through its layers.</summary>
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
        var starts = new Stack<int>();
        int units = model.Inputs;
        int sites = 0;
        LossLayer? loss = null;
        foreach (PlacedLayer placed in BlockExpansion.Run(model.Layers))
        {
            if (placed.Layer is LossLayer last)
            {
                loss = last;
                continue;
            }

            int outputs = placed.Layer is DenseLayer dense ? dense.Units : units;
            layers.Add(new ShapedLayer(placed.Layer, placed.Name, placed.Stem, units, outputs, Number(placed.Layer)));
            units = outputs;
        }

        return new ShapedNetwork(model.Type, model.Inputs, layers.ToEquatableArray(), loss!);

        int Number(Layer layer)
        {
            switch (layer)
            {
                case NoiseLayer:
                    return sites++;
                case ResidualAddLayer:
                    return starts.Pop();
            }

            counts.TryGetValue(layer.GetType(), out int number);
            counts[layer.GetType()] = number + 1;
            if (layer is ResidualStartLayer)
            {
                starts.Push(number);
            }

            return number;
        }
    }
}
