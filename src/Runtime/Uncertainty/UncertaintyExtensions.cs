using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>What networks say about their uncertainty beyond the plain form of <c>PredictMonteCarlo</c>.</summary>
public static class UncertaintyExtensions
{
    /// <summary>Predicts through many dropout masks, with quantiles if the options ask for them.</summary>
    /// <remarks>
    /// Memory does not grow with the number of passes: predictions of a chunk of rows are kept for quantiles as long as they take
    /// at most 16 MiB a thread; beyond that the same passes are drawn again, which takes longer and gives the same result.
    /// </remarks>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows x inputs values; any number of rows.</param>
    /// <param name="options">Passes, seed, threads, quantiles.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="inputs"/> is no whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static MonteCarloPrediction PredictMonteCarlo<TNetwork>(
        this TNetwork network, ReadOnlySpan<float> inputs, MonteCarloOptions options)
        where TNetwork : class, INetwork<TNetwork> =>
        MonteCarloSampling.Run(network, inputs, options);

    /// <summary>
    /// Predicts through many dropout masks and says how probable observed targets are:
    /// <see cref="MonteCarloPrediction.LogPredictiveDensity"/>.
    /// </summary>
    /// <remarks>
    /// For <c>MeanSquaredError</c> and <c>Huber</c> targets scatter normally around an output with
    /// <see cref="MonteCarloOptions.Precision"/>; for <c>GaussianNegativeLogLikelihood</c> with the variance that the network predicts;
    /// for <c>SoftmaxCrossEntropy</c> and <c>SigmoidCrossEntropy</c> it is the probability of the labels.
    /// </remarks>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows x inputs values; any number of rows.</param>
    /// <param name="targets">The rows' targets, as <c>Trainer.Step</c> takes them.</param>
    /// <param name="options">Passes, seed, threads, quantiles, precision.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a target is not finite, or the precision is missing or has no place there.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a target is out of range.</exception>
    /// <exception cref="NotSupportedException">The loss is <c>Quantile</c>, which says nothing about the density of targets.</exception>
    public static MonteCarloPrediction PredictMonteCarlo<TNetwork, TTarget>(
        this TNetwork network, ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, MonteCarloOptions options)
        where TNetwork : class, INetwork<TNetwork, TTarget>
        where TTarget : unmanaged =>
        MonteCarloSampling.Run(network, inputs, targets, options);
}
