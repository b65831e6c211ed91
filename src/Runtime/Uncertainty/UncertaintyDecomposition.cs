namespace DropoutGen;

/// <summary>
/// Predictive uncertainty cut in two: the aleatoric part, which is the noise of the data and stays however much is learnt, and the
/// epistemic part, which is the model's and shrinks with data. Total = aleatoric + epistemic. All matrices are rows x columns.
/// </summary>
/// <remarks>
/// For networks that predict mean and variance, and for those that predict values with noise of a known precision, the parts are
/// variances, a column for each target: aleatoric = mean over the passes of the variance, epistemic = variance over the passes of
/// the mean (Kendall, Gal: What Uncertainties Do We Need in Bayesian Deep Learning for Computer Vision?, 2017, equation 9; the law of
/// total variance). For classifiers they are entropies in nats, one column: total = entropy of the mean distribution,
/// aleatoric = mean entropy of the passes, epistemic = their difference, the mutual information of label and mask (Depeweg,
/// Hernández-Lobato, Doshi-Velez, Udluft: Decomposition of Uncertainty in Bayesian Deep Learning, 2018).
/// </remarks>
public sealed class UncertaintyDecomposition
{
    private readonly float[] _total;
    private readonly float[] _aleatoric;
    private readonly float[] _epistemic;

    internal UncertaintyDecomposition(int rows, float[] aleatoric, float[] epistemic)
    {
        Rows = rows;
        Columns = aleatoric.Length / rows;
        _aleatoric = aleatoric;
        _epistemic = epistemic;
        _total = [.. aleatoric.Zip(epistemic, static (noise, model) => noise + model)];
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Values for each row: the number of targets, or 1 for a classifier.</summary>
    public int Columns { get; }

    /// <summary>All uncertainty, rows x columns.</summary>
    public ReadOnlySpan<float> Total => _total;

    /// <summary>The noise of the data, rows x columns.</summary>
    public ReadOnlySpan<float> Aleatoric => _aleatoric;

    /// <summary>The uncertainty of the model, rows x columns.</summary>
    public ReadOnlySpan<float> Epistemic => _epistemic;

    internal static UncertaintyDecomposition Of(MonteCarloPrediction prediction, double? precision)
    {
        Loss loss = prediction.Loss;
        if (precision is { } given && !(double.IsFinite(given) && given > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(precision), given, "precision must be finite and above 0.");
        }

        if (loss is QuantileLoss)
        {
            throw new NotSupportedException($"{loss.Name} predicts quantiles, whose uncertainty has no two parts.");
        }

        bool predictsScatter = loss.IsDistribution || loss.IsIndependentProbability || loss is GaussianNegativeLogLikelihoodLoss;
        if (predictsScatter != precision is null)
        {
            throw new ArgumentException(
                predictsScatter
                    ? $"A network with {loss.Name} predicts how targets scatter; a precision of {precision} has no place there."
                    : $"A network with {loss.Name} predicts values: the aleatoric part needs the precision of the noise around them.",
                nameof(precision));
        }

        return loss is GaussianNegativeLogLikelihoodLoss ? OfVariances(prediction)
            : predictsScatter ? OfEntropies(prediction)
            : new UncertaintyDecomposition(
                prediction.Rows,
                [.. Enumerable.Repeat((float)(1 / precision.GetValueOrDefault()), prediction.Means.Length)],
                prediction.Variances);
    }

    private static UncertaintyDecomposition OfEntropies(MonteCarloPrediction prediction) => new(
        prediction.Rows,
        [.. prediction.PredictiveEntropies.Zip(prediction.MutualInformations, static (whole, model) => whole - model)],
        prediction.MutualInformations);

    // Means in the first half of a row, variances in the second.
    private static UncertaintyDecomposition OfVariances(MonteCarloPrediction prediction)
    {
        int targets = prediction.Outputs / 2;
        var aleatoric = new float[prediction.Rows * targets];
        var epistemic = new float[prediction.Rows * targets];
        for (int row = 0; row < prediction.Rows; row++)
        {
            prediction.Mean.Slice((row * 2 * targets) + targets, targets).CopyTo(aleatoric.AsSpan(row * targets));
            prediction.Variance.Slice(row * 2 * targets, targets).CopyTo(epistemic.AsSpan(row * targets));
        }

        return new UncertaintyDecomposition(prediction.Rows, aleatoric, epistemic);
    }
}
