using System.Runtime.InteropServices;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>How well a network or an ensemble predicts rows that it was not trained on.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Members">Predictions that are averaged: networks, or masks.</param>
/// <param name="Error">Of classifiers the share of rows whose most probable class is wrong; else the root mean squared error.</param>
/// <param name="NegativeLogLikelihood">Negative logarithm of the averaged density of a row's targets, in nats, averaged over the rows.</param>
public sealed record EnsembleScore(string Name, int Members, double Error, double NegativeLogLikelihood);

/// <summary>Compares a single network, dropout as an ensemble of subnetworks, and an ensemble of networks trained on samples of the rows.</summary>
public static class EnsembleComparison
{
    /// <summary>Scores the three on the same rows.</summary>
    /// <remarks>
    /// Dropout averages over subnetworks that share their weights; a bagged ensemble over networks that share nothing, and which take as
    /// many trainings. Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov: Dropout (2014), section 1; Breiman: Bagging Predictors (1996).
    /// </remarks>
    /// <typeparam name="TSingle">Class of the single network and of the bagged ones.</typeparam>
    /// <typeparam name="TDropout">Class of the network with dropout.</typeparam>
    /// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
    /// <param name="single">One network.</param>
    /// <param name="dropout">A network with dropout, which predicts by the mean over masks.</param>
    /// <param name="bagged">Networks trained on samples of the rows.</param>
    /// <param name="inputs">Rows x inputs values that none was trained on.</param>
    /// <param name="targets">Their targets, as <c>Trainer.Step</c> takes them.</param>
    /// <param name="options">Passes and seed of the masks, threads, and the precision where the loss needs one.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the precision is missing or has no place there.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a target is out of range.</exception>
    /// <exception cref="NotSupportedException">The loss is <c>Quantile</c>.</exception>
    public static EnsembleScore[] Compare<TSingle, TDropout, TTarget>(
        TSingle single,
        TDropout dropout,
        NetworkEnsemble<TSingle> bagged,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<TTarget> targets,
        MonteCarloOptions options)
        where TSingle : class, INetwork<TSingle, TTarget>
        where TDropout : class, INetwork<TDropout, TTarget>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(single);
        ArgumentNullException.ThrowIfNull(dropout);
        ArgumentNullException.ThrowIfNull(bagged);
        MonteCarloPrediction ofDropout = dropout.PredictMonteCarlo(inputs, targets, options);
        return
        [
            Score("single network", new NetworkEnsemble<TSingle>(single).Predict(inputs, targets, options.Precision, options.Threads), targets),
            Score("dropout ensemble", ofDropout, targets),
            Score("bagged ensemble", bagged.Predict(inputs, targets, options.Precision, options.Threads), targets),
        ];
    }

    private static EnsembleScore Score<TTarget>(string name, MonteCarloPrediction prediction, ReadOnlySpan<TTarget> targets)
        where TTarget : unmanaged
    {
        double likelihood = 0;
        foreach (float value in prediction.LogPredictiveDensity)
        {
            likelihood += value;
        }

        double error = prediction.Loss.IsDistribution
            ? WrongShare(prediction, MemoryMarshal.Cast<TTarget, int>(targets))
            : RootMeanSquare(prediction, MemoryMarshal.Cast<TTarget, float>(targets));
        return new EnsembleScore(name, prediction.Passes, error, -likelihood / prediction.Rows);
    }

    private static double WrongShare(MonteCarloPrediction prediction, ReadOnlySpan<int> labels)
    {
        int wrong = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<float> values = prediction.Mean.Slice(row * prediction.Outputs, prediction.Outputs);
            int best = 0;
            for (int i = 1; i < values.Length; i++)
            {
                best = values[i] > values[best] ? i : best;
            }

            wrong += best == labels[row] ? 0 : 1;
        }

        return (double)wrong / labels.Length;
    }

    // Of a row with means and variances the means come first.
    private static double RootMeanSquare(MonteCarloPrediction prediction, ReadOnlySpan<float> targets)
    {
        int perRow = targets.Length / prediction.Rows;
        double squares = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double difference = (double)targets[i] - prediction.Mean[(i / perRow * prediction.Outputs) + (i % perRow)];
            squares += difference * difference;
        }

        return Math.Sqrt(squares / targets.Length);
    }
}
