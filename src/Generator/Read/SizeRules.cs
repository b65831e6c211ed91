using System.Globalization;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Read;

/// <summary>
/// Refuses weights that no buffer could hold (DG0004), since each side may be in range and their product not, and a number
/// of outputs that the loss has no meaning for (DG0010), and features that are no columns of the inputs (DG0004, DG0011).
/// </summary>
internal static class SizeRules
{
    // 2^28 floats are 1 GiB.
    private const long MaximumWeights = 1L << 28;

    public static void Check(int inputs, List<Layer> layers, List<Fault> faults)
    {
        long units = inputs;
        for (int ordinal = 0; ordinal < layers.Count; ordinal++)
        {
            if (layers[ordinal] is not DenseLayer dense)
            {
                continue;
            }

            long weights = units * dense.Units;
            if (weights > MaximumWeights)
            {
                faults.Add(new Fault("DG0004", FaultPlace.Layer, ordinal, "units", string.Format(
                    CultureInfo.InvariantCulture,
                    "Dense: units is {0}, which with {1} inputs makes {2} weights; a layer has at most {3}",
                    dense.Units,
                    units,
                    weights,
                    MaximumWeights)));
            }

            units = dense.Units;
        }

        CheckFeatures(inputs, layers, faults);
        DenseBehindRules.Check(layers, faults);
        MarginalizedRules.Check(layers, faults);
        if (layers.Count > 0 && layers[layers.Count - 1] is LossLayer loss && loss.Refusal((int)units, layers.LastOrDefault(static layer => layer is DenseLayer)?.Title ?? $"Network({inputs})") is { } refusal)
        {
            faults.Add(new Fault("DG0010", FaultPlace.Layer, layers.Count - 1, string.Empty, refusal));
        }
    }

    // Features are columns of the inputs, which a dense layer mixes.
    private static void CheckFeatures(int inputs, List<Layer> layers, List<Fault> faults)
    {
        int firstDense = layers.FindIndex(static layer => layer is DenseLayer);
        for (int ordinal = 0; ordinal < layers.Count; ordinal++)
        {
            if (layers[ordinal] is not FeatureDropoutLayer features)
            {
                continue;
            }

            if (firstDense >= 0 && ordinal > firstDense)
            {
                faults.Add(new Fault(
                    "DG0011",
                    FaultPlace.Layer,
                    ordinal,
                    string.Empty,
                    $"FeatureDropout names columns of the inputs, but stands behind {layers[firstDense].Title}; put it in front of the first Dense"));
            }
            else if (features.Features.FirstOrDefault(feature => feature.Columns.Any(column => column >= inputs)) is { } outside)
            {
                faults.Add(new Fault("DG0004", FaultPlace.Layer, ordinal, "features", string.Format(
                    CultureInfo.InvariantCulture,
                    "FeatureDropout: features has column {0} in \"{1}\"; the {2} inputs are columns 0 to {3}",
                    outside.Columns[outside.Columns.Count - 1],
                    outside.Name,
                    inputs,
                    inputs - 1)));
            }
        }
    }
}
