using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// Metrics of predicted uncertainty, on spans: how well probabilities, densities, intervals and scores fit what was observed.
/// Each has a version by group, which returns the metric of every group that occurs, in ascending order of group numbers.
/// </summary>
/// <remarks>
/// Probabilities of classifiers are rows x classes, as <c>Predict</c> and <see cref="MonteCarloPrediction.Mean"/> give them; the
/// number of classes follows from the lengths. A single column is the probability of label 1 against 0. Sums are taken in
/// double precision.
/// </remarks>
public static partial class UncertaintyMetrics
{
    /// <summary>
    /// Expected calibration error: rows are put into bins (k / bins, (k + 1) / bins] by confidence, the largest probability of
    /// the row; the sum over the bins of |accuracy - mean confidence| times the bin's share of the rows. 0 to 1.
    /// </summary>
    /// <remarks>
    /// Naeini, Cooper, Hauskrecht: Obtaining Well Calibrated Probabilities Using Bayesian Binning (2015); bins as in Guo, Pleiss,
    /// Sun, Weinberger: On Calibration of Modern Neural Networks (2017), equation 3. It depends on the number of bins, and is 0 for a
    /// classifier that always says the shares of the classes: see it beside a score such as <see cref="BrierScore"/>.
    /// </remarks>
    /// <param name="probabilities">Rows x classes values in [0, 1].</param>
    /// <param name="labels">One class index a row.</param>
    /// <param name="bins">Number of bins, 1 or above.</param>
    /// <exception cref="ArgumentException">There are no rows, or the lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability, a label or <paramref name="bins"/> is out of range.</exception>
    public static double ExpectedCalibrationError(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int bins = 15) =>
        CalibrationMetric.Create(probabilities, labels, bins).Of(new RowSelection(labels.Length));

    /// <summary><see cref="ExpectedCalibrationError"/> of each group of rows.</summary>
    /// <param name="probabilities">Rows x classes values in [0, 1].</param>
    /// <param name="labels">One class index a row.</param>
    /// <param name="groups">Number of each row's group.</param>
    /// <param name="bins">Number of bins, 1 or above.</param>
    /// <exception cref="ArgumentException">There are no rows, or the lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability, a label or <paramref name="bins"/> is out of range.</exception>
    public static GroupMetric[] ExpectedCalibrationErrorByGroup(
        ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, ReadOnlySpan<int> groups, int bins = 15) =>
        RowMetrics.ByGroup(CalibrationMetric.Create(probabilities, labels, bins), labels.Length, groups);

    /// <summary>
    /// Negative log likelihood of the labels in nats: the mean over the rows of -log p[label]. Positive infinity where a label
    /// was given the probability 0.
    /// </summary>
    /// <param name="probabilities">Rows x classes values in [0, 1].</param>
    /// <param name="labels">One class index a row.</param>
    /// <exception cref="ArgumentException">There are no rows, or the lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability or a label is out of range.</exception>
    /// <remarks>Good: Rational Decisions (1952).</remarks>
    public static double NegativeLogLikelihood(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels) =>
        RowMetrics.Mean(LogTerm.Create(probabilities, labels), labels.Length);

    /// <summary>The negative log likelihood of the labels in each group of rows.</summary>
    /// <param name="probabilities">Rows x classes values in [0, 1].</param>
    /// <param name="labels">One class index a row.</param>
    /// <param name="groups">Number of each row's group.</param>
    /// <exception cref="ArgumentException">There are no rows, or the lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability or a label is out of range.</exception>
    public static GroupMetric[] NegativeLogLikelihoodByGroup(
        ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, ReadOnlySpan<int> groups) =>
        RowMetrics.MeanByGroup(LogTerm.Create(probabilities, labels), labels.Length, groups);

    /// <summary>
    /// Brier score: the mean over the rows of the sum over the classes of (p - y)^2 with y = 1 for the label and 0 for the
    /// other classes; 0 to 2. For a single column, the probability of label 1, it is the mean of (p - y)^2, 0 to 1.
    /// </summary>
    /// <remarks>Brier: Verification of Forecasts Expressed in Terms of Probability (1950).</remarks>
    /// <param name="probabilities">Rows x classes values in [0, 1].</param>
    /// <param name="labels">One class index a row.</param>
    /// <exception cref="ArgumentException">There are no rows, or the lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability or a label is out of range.</exception>
    public static double BrierScore(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels) =>
        RowMetrics.Mean(BrierTerm.Create(probabilities, labels), labels.Length);

    /// <summary><see cref="BrierScore"/> of each group of rows.</summary>
    /// <param name="probabilities">Rows x classes values in [0, 1].</param>
    /// <param name="labels">One class index a row.</param>
    /// <param name="groups">Number of each row's group.</param>
    /// <exception cref="ArgumentException">There are no rows, or the lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability or a label is out of range.</exception>
    public static GroupMetric[] BrierScoreByGroup(
        ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, ReadOnlySpan<int> groups) =>
        RowMetrics.MeanByGroup(BrierTerm.Create(probabilities, labels), labels.Length, groups);
}
