using System.Globalization;
using DropoutGen.Analyzers.Rules;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Analyzers.Hazards;

/// <summary>What is suspicious about the place of a dropout: DG1004, DG1005, DG1007 and DG1010.</summary>
internal static class PlaceHazards
{
    // Below a thousandth nobody would notice.
    private const double SmallestBias = 1e-3;

    public static IEnumerable<Hazard> Find(NetworkModel model)
    {
        int lastDense = -1;
        for (int ordinal = 0; ordinal < model.Layers.Count; ordinal++)
        {
            lastDense = model.Layers[ordinal] is DenseLayer ? ordinal : lastDense;
        }

        if (lastDense < 0)
        {
            yield break;
        }

        for (int ordinal = 0; ordinal < model.Layers.Count; ordinal++)
        {
            if (model.Layers[ordinal] is not DropoutLayer { Rate: > 0 } dropout)
            {
                continue;
            }

            if (ordinal > lastDense)
            {
                int outputs = ((DenseLayer)model.Layers[lastDense]).Units;
                yield return new Hazard(HazardDescriptors.Logits, ordinal, string.Empty, string.Format(
                    CultureInfo.InvariantCulture,
                    "Dropout({0}) acts on the outputs: of {1} outputs {2:G3} are set to zero in a training step, and no parameter behind can make up for it",
                    dropout.Rate, outputs, dropout.Rate * outputs));
            }

            if (ordinal > 0 && model.Layers[ordinal - 1] is DropoutLayer { Rate: > 0 } first)
            {
                yield return new Hazard(HazardDescriptors.Doubled, ordinal, string.Empty, string.Format(
                    CultureInfo.InvariantCulture,
                    "Dropout({0}) follows Dropout({1}) directly: together they drop with rate {2:G4}",
                    dropout.Rate, first.Rate, 1 - ((1 - first.Rate) * (1 - dropout.Rate))));
            }

            if (IsBehindSelu(model.Layers, ordinal))
            {
                yield return new Hazard(HazardDescriptors.BehindSelu, ordinal, string.Empty, string.Format(
                    CultureInfo.InvariantCulture,
                    "{0} stands behind Selu, whose values have mean 0 and variance 1: it makes the variance {1:G3}, AlphaDropout({2}) leaves it",
                    dropout.Title, SeluVariance(dropout), dropout.Rate));
            }

            if (ordinal < lastDense && dropout.Scaling != DropoutScaling.None && ordinal + 1 < model.Layers.Count
                && model.Layers[ordinal + 1] is ActivationLayer activation && JensenBias.Of(activation, dropout) is { } bias && bias > SmallestBias)
            {
                yield return new Hazard(HazardDescriptors.BeforeNonlinearity, ordinal, string.Empty, string.Format(
                    CultureInfo.InvariantCulture,
                    "Dropout({0}) stands in front of {1}: mean outputs in training and outputs at inference differ by about {2:G2} (root mean square, standard normal values); put it behind the activation",
                    dropout.Rate, activation.Title, bias));
            }
        }
    }

    // The last activation in front, with nothing between that changes what it gives but dropout.
    private static bool IsBehindSelu(EquatableArray<Layer> layers, int ordinal)
    {
        while (--ordinal >= 0 && layers[ordinal] is NoiseLayer or ResidualStartLayer)
        {
        }

        return ordinal >= 0 && layers[ordinal] is SeluLayer;
    }

    // What is left of mean 0 and variance 1: E[(x m)^2], divided by q^2 for inverted scaling.
    private static double SeluVariance(DropoutLayer dropout) =>
        dropout.Scaling == DropoutScaling.Inverted ? 1 / (1 - dropout.Rate) : 1 - dropout.Rate;
}
