using System.Globalization;
using DropoutGen.Analyzers.Rules;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Analyzers.Hazards;

/// <summary>A dropout in front of a batch normalisation: DG1001.</summary>
internal static class BatchNormHazards
{
    // What rounds to nothing is not told.
    private const double SmallestMeanShift = 0.005;

    public static IEnumerable<Hazard> Find(NetworkModel model)
    {
        for (int ordinal = 0; ordinal < model.Layers.Count; ordinal++)
        {
            (double rate, DropoutScaling scaling) = Drops(model.Layers[ordinal]);
            int normalization = rate > 0 ? Behind(model, ordinal) : -1;
            if (normalization < 0)
            {
                continue;
            }

            // Neighbours up to what mixes or normalises values.
            List<ActivationLayer> front = [.. Activations(model, ordinal, -1)];
            front.Reverse();
            List<ActivationLayer> behind = [.. Activations(model, ordinal, 1)];
            var batchNorm = (BatchNormLayer)model.Layers[normalization];
            VarianceShift shift = VarianceShift.Of(rate, scaling, front, behind, batchNorm.Epsilon);
            string values = front.Count == 0 ? "standard normal values" : $"{string.Join(", ", front.Select(static activation => activation.Title))} of standard normal values";
            string mean = scaling == DropoutScaling.None && Math.Abs(shift.MeanShift) >= SmallestMeanShift
                ? Text(", and a mean that inference moves by {0:F2} of its deviations", shift.MeanShift)
                : string.Empty;
            yield return new Hazard(HazardDescriptors.BeforeBatchNorm, ordinal, string.Empty, Text(
                "{0} stands in front of BatchNorm, which sees {1:F2} times the variance in training that it will see at inference{2} ({3}); put it behind the last BatchNorm, or call RecalibrateBatchNorm after training",
                model.Layers[ordinal].Title.Replace(", Scaling = DropoutScaling.None", string.Empty), shift.Ratio, mean, values));
        }
    }

    // What changes the variance: alpha dropout keeps it.
    private static (double Rate, DropoutScaling Scaling) Drops(Layer layer) => layer switch
    {
        DropoutLayer dropout => (dropout.Rate, dropout.Scaling),
        GaussianDropoutLayer or FeatureDropoutLayer => (((NoiseLayer)layer).Rate, DropoutScaling.Inverted),
        _ => (0, DropoutScaling.Inverted),
    };

    // The first batch normalisation behind a layer; a layer normalisation between them takes most of the shift away,
    // unless it stands in a residual branch that the values go round.
    private static int Behind(NetworkModel model, int ordinal)
    {
        int branches = 0;
        for (int i = ordinal + 1; i < model.Layers.Count; i++)
        {
            switch (model.Layers[i])
            {
                case BatchNormLayer:
                    return i;
                case LayerNormLayer when branches == 0:
                    return -1;
                case ResidualStartLayer:
                    branches++;
                    break;
                case ResidualAddLayer when branches > 0:
                    branches--;
                    break;
            }
        }

        return -1;
    }

    private static IEnumerable<ActivationLayer> Activations(NetworkModel model, int ordinal, int direction)
    {
        for (int i = ordinal + direction; i >= 0 && i < model.Layers.Count && model.Layers[i] is ActivationLayer or NoiseLayer; i += direction)
        {
            if (model.Layers[i] is ActivationLayer activation)
            {
                yield return activation;
            }
        }
    }

    private static string Text(string format, params object[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, format, arguments);
}
