using System.Diagnostics;

namespace DropoutGen.Samples.Uncertainty.Uci;

/// <summary>
/// The protocol of the authors' code for Gal, Ghahramani: Dropout as a Bayesian Approximation (2016), in its version of 2018: dropout rate and
/// precision of the noise are chosen on the last fifth of the training rows, by log predictive density; the network is then
/// trained anew on all of them and evaluated on the test rows.
/// </summary>
internal static class Protocol
{
    /// <summary>Trainings that a split takes.</summary>
    public static int Trainings(UciData data) => (data.Rates.Length * data.Precisions.Length) + 1;

    /// <summary>Runs a split.</summary>
    /// <param name="data">The set.</param>
    /// <param name="split">Number of the split.</param>
    /// <param name="settings">What can be changed.</param>
    /// <param name="onTrained">Called after each training.</param>
    public static SplitResult Run<TNetwork>(UciData data, int split, ProtocolSettings settings, Action onTrained)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        long start = Stopwatch.GetTimestamp();
        Samples all = data.Training(split);
        (Samples training, Samples validation) = all.Cut((int)(0.8 * all.Count));
        (double Rate, double Precision) best = default;
        double bestLikelihood = double.NegativeInfinity;
        ulong stream = settings.Seed + (1000UL * (ulong)split);
        foreach (double rate in data.Rates)
        {
            foreach (double precision in data.Precisions)
            {
                Evaluation evaluation = Trained<TNetwork>.Train(data, training, rate, precision, settings, ++stream)
                    .Evaluate(validation, settings.Passes);
                onTrained();
                if (evaluation.Likelihood > bestLikelihood)
                {
                    bestLikelihood = evaluation.Likelihood;
                    best = (rate, precision);
                }
            }
        }

        Evaluation result = Trained<TNetwork>.Train(data, all, best.Rate, best.Precision, settings, ++stream)
            .Evaluate(data.Test(split), settings.Passes);
        onTrained();
        return new SplitResult(
            split, best.Rate, best.Precision, result.Error, result.Likelihood, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
