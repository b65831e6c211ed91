using System.Globalization;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Read;

/// <summary>
/// Refuses weights that no buffer could hold (DG0004), since each side may be in range and their product not, and a number
/// of outputs that the loss has no meaning for (DG0010), features that are no columns of the inputs (DG0004, DG0011), and residual
/// branches that are not as wide as what is added to them (DG0013).
/// </summary>
internal static class SizeRules
{
    // 2^28 floats are 1 GiB.
    private const long MaximumWeights = 1L << 28;

    public static void Check(int inputs, List<PlacedLayer> layers, List<Fault> faults)
    {
        long units = inputs;
        var starts = new Stack<long>();
        foreach (PlacedLayer placed in layers)
        {
            switch (placed.Layer)
            {
                case ResidualStartLayer:
                    starts.Push(units);
                    break;
                case ResidualAddLayer residual:
                    CheckResidual(starts.Pop(), units, residual, placed.Ordinal, faults);
                    break;
            }

            if (placed.Layer is not DenseLayer dense)
            {
                continue;
            }

            long weights = units * dense.Units;
            if (weights > MaximumWeights && !Has(faults, "DG0004", placed.Ordinal))
            {
                faults.Add(new Fault("DG0004", FaultPlace.Layer, placed.Ordinal, "units", string.Format(
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
        string producer = layers.LastOrDefault(static placed => placed.Layer is DenseLayer)?.Layer.Title ?? $"Network({inputs})";
        if (layers.Count > 0 && layers[layers.Count - 1] is { Layer: LossLayer loss } last && loss.Refusal((int)units, producer) is { } refusal)
        {
            faults.Add(new Fault("DG0010", FaultPlace.Layer, last.Ordinal, string.Empty, refusal));
        }
    }

    // A branch whose result is as wide as what is added to it. One fault for all repetitions.
    private static void CheckResidual(long inputs, long outputs, ResidualAddLayer residual, int ordinal, List<Fault> faults)
    {
        if (inputs != outputs && !Has(faults, "DG0013", ordinal))
        {
            faults.Add(new Fault("DG0013", FaultPlace.Layer, ordinal, string.Empty, string.Format(
                CultureInfo.InvariantCulture,
                "Residual<{0}> adds {1} values to the {2} that it takes: the branch must give back as many as it takes; end '{0}' with Dense({2}), or put Dense({1}) in front",
                residual.Block,
                outputs,
                inputs)));
        }
    }

    private static bool Has(List<Fault> faults, string rule, int ordinal) =>
        faults.Any(fault => fault.RuleId == rule && fault.Place == FaultPlace.Layer && fault.Ordinal == ordinal);

    // Features are columns of the inputs, which a dense layer mixes.
    private static void CheckFeatures(int inputs, List<PlacedLayer> layers, List<Fault> faults)
    {
        int firstDense = layers.FindIndex(static placed => placed.Layer is DenseLayer);
        for (int i = 0; i < layers.Count; i++)
        {
            int ordinal = layers[i].Ordinal;
            if (layers[i].Layer is not FeatureDropoutLayer features || Has(faults, "DG0011", ordinal) || Has(faults, "DG0004", ordinal))
            {
                continue;
            }

            if (firstDense >= 0 && i > firstDense)
            {
                faults.Add(new Fault(
                    "DG0011",
                    FaultPlace.Layer,
                    ordinal,
                    string.Empty,
                    $"FeatureDropout names columns of the inputs, but stands behind {layers[firstDense].Layer.Title}; put it in front of the first Dense"));
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
