using System.Globalization;
using DropoutGen.Analyzers.HandWritten;
using DropoutGen.Analyzers.Rules;
using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Analyzers.Hazards;

/// <summary>What is suspicious about a rate or its scaling: DG1002, DG1003, DG1006, DG1008, DG1009 and DG1011.</summary>
internal static class RateHazards
{
    private const double LooksLikeKeepProbability = 0.7;
    private const double LargestInputRate = 0.3;
    private const double LargestChanceOfNothing = 1e-3;
    private const double SmallestShareOfPaths = 0.01;
    private const double LargestRateError = 0.01;
    private const string RateName = "rate";
    private const int RowsOfExample = 100;

    public static IEnumerable<Hazard> Find(NetworkModel model, string[] rateNames)
    {
        int units = model.Inputs;
        bool isInput = true;
        int last = -1;
        int branches = 0;
        for (int ordinal = 0; ordinal < model.Layers.Count; ordinal++)
        {
            switch (model.Layers[ordinal])
            {
                case DenseLayer dense:
                    units = dense.Units;
                    isInput = false;
                    break;
                case DropConnectLayer { Rate: > 0 } connect:
                    foreach (Hazard hazard in OfConnect(connect, ordinal, units, rateNames[ordinal]))
                    {
                        yield return hazard;
                    }

                    break;
                case DropoutLayer { Rate: > 0 } dropout:
                    foreach (Hazard hazard in OfDropout(dropout, ordinal, units, isInput, branches > 0, rateNames[ordinal]))
                    {
                        yield return hazard;
                    }

                    break;
                case DropPathLayer { Rate: > 0 } path when path.Rate == path.DeclaredRate:
                    foreach (Hazard hazard in OfRate(DropPathOptions.RateName, path.Rate, DropPathOptions.RateName, "rows", RowsOfExample, ordinal, rateNames[ordinal]))
                    {
                        yield return hazard;
                    }

                    break;
                case ResidualStartLayer:
                    branches++;
                    break;
                case ResidualAddLayer:
                    branches--;
                    break;
            }

            if (model.Layers[ordinal] is NoiseLayer noise && noise.ActiveShare(units) < 1)
            {
                last = ordinal;
            }
        }

        double paths = ActivePaths.Of(model.Inputs, model.Layers).Share;
        if (paths < SmallestShareOfPaths)
        {
            yield return new Hazard(HazardDescriptors.ActivePaths, last, string.Empty, Text(
                "Of all paths from an input to an output {0:G3} % are active in a training step: the product of the keep probabilities is {1:G3}",
                100 * paths, paths));
        }
    }

    private static IEnumerable<Hazard> OfDropout(DropoutLayer dropout, int ordinal, int units, bool isInput, bool isInBranch, string rateName)
    {
        double rate = dropout.Rate;
        if (dropout.Scaling == DropoutScaling.None)
        {
            yield return new Hazard(HazardDescriptors.Unscaled, ordinal, "Scaling", Text(
                "Dropout({0}) is not scaled: inference sees values {1:G3} times as large as training did; use DropoutScaling.Inverted",
                rate, 1 / (1 - rate)));
        }

        foreach (Hazard hazard in OfRate("Dropout", rate, RateName, "units", units, ordinal, rateName))
        {
            yield return hazard;
        }

        if (isInput && rate > LargestInputRate)
        {
            yield return new Hazard(HazardDescriptors.Inputs, ordinal, RateName, Text(
                "Dropout({0}) drops inputs: {1:G3} of {2} are left of each row on average, and what is lost here no layer can restore",
                rate, units * (1 - rate), units));
        }

        // Round a residual branch a row goes on.
        double nothing = isInBranch ? 0 : Math.Pow(rate, units);
        if (nothing > LargestChanceOfNothing)
        {
            yield return new Hazard(HazardDescriptors.AllDropped, ordinal, string.Empty, Text(
                "All {0} units in front of Dropout({1}) are dropped together with probability {2:G3}: nothing of such a row reaches the output",
                units, rate, nothing));
        }

    }

    // Weights of a unit of the Dense behind.
    private static IEnumerable<Hazard> OfConnect(DropConnectLayer connect, int ordinal, int inputs, string rateName)
    {
        double rate = connect.Rate;
        foreach (Hazard hazard in OfRate("DropConnect", rate, RateName, "weights of a unit", inputs, ordinal, rateName))
        {
            yield return hazard;
        }

        double nothing = Math.Pow(rate, inputs);
        if (nothing > LargestChanceOfNothing)
        {
            yield return new Hazard(HazardDescriptors.AllDropped, ordinal, string.Empty, Text(
                "All {0} weights of a unit behind DropConnect({1}) are dropped together with probability {2:G3}: such a unit sees nothing of a batch",
                inputs, rate, nothing));
        }
    }

    // What is suspicious about a rate wherever it stands.
    private static IEnumerable<Hazard> OfRate(string layer, double rate, string argument, string what, int count, int ordinal, string rateName)
    {
        bool isNamedKeep = Words.Of(rateName).Any(static word => word is "keep" or "retain" or "survival" or "retention");
        if (rate >= LooksLikeKeepProbability || isNamedKeep)
        {
            yield return new Hazard(HazardDescriptors.KeepProbability, ordinal, argument, Text(
                isNamedKeep
                    ? "{6} takes the probability to drop, and '{3}' says the probability to keep: {1:G3} of {2} {7} would be kept on average, not {4:G3}; write 1 - {3}"
                    : "{6}({0}) keeps {1:G3} of {2} {7} on average; if {0} is the probability to keep, write {5:G3}",
                rate, count * (1 - rate), count, rateName, count * rate, Math.Round(1 - rate, 12), layer, what));
        }

        double effective = EffectiveRate(rate);
        if (Math.Abs(effective - rate) > LargestRateError * rate)
        {
            yield return new Hazard(HazardDescriptors.EffectiveRate, ordinal, argument, Text(
                "{3}({0}) drops with probability {1:G4}, {2:P1} off: rates are multiples of 1/65536", rate, effective, (effective - rate) / rate, layer));
        }
    }

    /// <summary>The rate that masks are drawn with: as the library's KeepProbability rounds it.</summary>
    public static double EffectiveRate(double rate)
    {
        const int one = 1 << 16;
        return rate == 0 ? 0 : (double)(one - Math.Min(Math.Max((int)Math.Round((1 - rate) * one), 1), one - 1)) / one;
    }

    private static string Text(string format, params object[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, format, arguments);
}
