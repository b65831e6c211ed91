using System.Collections.Immutable;

namespace DropoutGen;

/// <summary>
/// Statistics of a network's predictions over dropout masks: Monte-Carlo dropout. All matrices are rows x outputs.
/// </summary>
/// <remarks>Gal, Ghahramani: Dropout as a Bayesian Approximation (2016).</remarks>
public sealed class MonteCarloPrediction
{
    internal MonteCarloPrediction(Loss loss, int rows, int outputs, int passes)
    {
        Loss = loss;
        Rows = rows;
        Outputs = outputs;
        Passes = passes;
    }

    /// <summary>Number of input rows.</summary>
    public int Rows { get; }

    /// <summary>Values in one output row.</summary>
    public int Outputs { get; }

    /// <summary>Number of masks that each row was evaluated with.</summary>
    public int Passes { get; }

    /// <summary>Mean over the passes of what <c>Predict</c> returns, rows x outputs.</summary>
    public ReadOnlySpan<float> Mean => Means;

    /// <summary>Variance over the passes with divisor passes - 1, rows x outputs.</summary>
    public ReadOnlySpan<float> Variance => Variances;

    /// <summary>
    /// For classifiers: the entropy of the mean distribution in nats, one value a row; of independent outputs their sum.
    /// Empty for other networks.
    /// </summary>
    public ReadOnlySpan<float> PredictiveEntropy => PredictiveEntropies;

    /// <summary>
    /// For classifiers: predictive entropy minus the mean entropy of the passes in nats, one value a row: the part of
    /// the uncertainty that is the model's (epistemic). Empty for other networks.
    /// </summary>
    /// <remarks>Houlsby, Huszár, Ghahramani, Lengyel: Bayesian Active Learning (2011).</remarks>
    public ReadOnlySpan<float> MutualInformation => MutualInformations;

    /// <summary>The levels of the quantiles that were asked for.</summary>
    public ImmutableArray<double> QuantileLevels { get; internal init; } = [];

    /// <summary>
    /// For each row, the logarithm of the mean over the passes of the density of the row's targets, of class labels of their
    /// probability: log((1/T) sum p(y | x, mask t)). Empty where no targets were given.
    /// </summary>
    /// <remarks>
    /// Gal, Ghahramani: Dropout as a Bayesian Approximation (2016), section 4: with precision tau and D targets a row,
    /// logsumexp(-tau/2 |y - y_t|^2) - log T - D/2 log(2 pi) + D/2 log tau.
    /// </remarks>
    public ReadOnlySpan<float> LogPredictiveDensity => LogPredictiveDensities;

    internal Loss Loss { get; }

    internal float[] Means { get; init; } = [];

    internal float[] Variances { get; init; } = [];

    internal float[] PredictiveEntropies { get; init; } = [];

    internal float[] MutualInformations { get; init; } = [];

    internal float[][] Quantiles { get; init; } = [];

    internal float[] LogPredictiveDensities { get; init; } = [];

    /// <summary>A quantile over the passes of what <c>Predict</c> returns, rows x outputs: exactly that of the passes.</summary>
    /// <remarks>
    /// Between two passes' values it is interpolated. Hyndman, Fan: Sample Quantiles in Statistical Packages (1996), definition 7.
    /// </remarks>
    /// <param name="index">Index of its level in <see cref="QuantileLevels"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such level.</exception>
    public ReadOnlySpan<float> Quantile(int index) =>
        (uint)index < (uint)Quantiles.Length
            ? Quantiles[index]
            : throw new ArgumentOutOfRangeException(
                nameof(index), index, $"Quantiles were asked for at {Quantiles.Length} levels.");

    /// <summary>Cuts the uncertainty into the noise of the data (aleatoric) and that of the model (epistemic).</summary>
    /// <param name="precision">
    /// For networks that predict values: tau = 1 / variance of the noise of targets around them. <see langword="null"/> for classifiers and
    /// <c>GaussianNegativeLogLikelihood</c>, which predict the noise.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="precision"/> is missing or has no place there.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="precision"/> is not above 0, or not finite.</exception>
    /// <exception cref="NotSupportedException">The loss is <c>Quantile</c>.</exception>
    public UncertaintyDecomposition Decompose(double? precision = null) => UncertaintyDecomposition.Of(this, precision);
}
