using DropoutGen.Samples.Digits.Data;
using DropoutGen.Samples.Digits.Training;

namespace DropoutGen.Samples.Digits.Metrics;

/// <summary>What is said about a pair of trained networks.</summary>
internal sealed class PairResult
{
    /// <summary>Masks that a prediction is averaged over.</summary>
    public const int Passes = 50;

    /// <summary>Part of the test digits that counts as the most certain.</summary>
    public const double CertainShare = 0.9;

    public PairResult(TrainedPair pair, ulong seed)
    {
        Comparison = pair.Comparison;
        DigitSet test = Comparison.Test;

        Predictions plain = Predictions.Of(pair.Plain, test);
        Plain = Describe("without dropout", plain, plain.Entropies(), Predictions.Of(pair.Plain, Comparison.Training));

        Posterior = pair.Dropout.PredictMonteCarlo(test.Images, Passes, seed);
        ReadOnlySpan<float> entropies = Posterior.PredictiveEntropy;
        DropoutPredictions = Predictions.Of(pair.Dropout, test);
        Dropout = Describe(
            "with dropout", DropoutPredictions, entropies, Predictions.Of(pair.Dropout, Comparison.Training));

        MeanPredictions = new Predictions(Posterior.Mean.ToArray(), test.Labels);
        Averaged = Describe($"with dropout, {Passes} masks", MeanPredictions, entropies, training: null);
    }

    public Comparison Comparison { get; }

    public NetworkResult Plain { get; }

    /// <summary>The network with dropout, predicting without masks.</summary>
    public NetworkResult Dropout { get; }

    /// <summary>The network with dropout, predicting the mean over masks.</summary>
    public NetworkResult Averaged { get; }

    public MonteCarloPrediction Posterior { get; }

    public Predictions DropoutPredictions { get; }

    public Predictions MeanPredictions { get; }

    private static NetworkResult Describe(
        string name, Predictions predictions, ReadOnlySpan<float> entropies, Predictions? training) =>
        new(
            name,
            training?.Accuracy,
            predictions.Accuracy,
            predictions.CalibrationError,
            SelectiveAccuracy.Among(predictions, entropies, CertainShare));
}
