using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <content>How well a score tells data apart from data of another kind.</content>
public static partial class UncertaintyMetrics
{
    /// <summary>
    /// Area under the receiver operating characteristic for finding out-of-distribution data by a score, such as
    /// <see cref="MonteCarloPrediction.MutualInformation"/>: the probability that a row from outside has a higher score than one from inside, ties
    /// counting half. 1 is perfect, 0.5 is chance.
    /// </summary>
    /// <remarks>
    /// Hanley, McNeil: The Meaning and Use of the Area under a Receiver Operating Characteristic (ROC) Curve (1982); the
    /// statistic of Mann and Whitney (1947) over the number of pairs. As a measure of detection: Hendrycks, Gimpel: A
    /// Baseline for Detecting Misclassified and Out-of-Distribution Examples (2017).
    /// </remarks>
    /// <param name="scores">Score of each row, higher for rows that seem to be from outside.</param>
    /// <param name="isOutOfDistribution">Whether each row is from outside.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not a number, or one of the two kinds is missing.</exception>
    public static double Auroc(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isOutOfDistribution)
    {
        RankMetric metric = RankMetric.Create(scores, isOutOfDistribution);
        int outside = isOutOfDistribution.Count(true);
        return outside > 0 && outside < scores.Length
            ? metric.Of(new RowSelection(scores.Length))
            : throw new ArgumentException(
                $"{outside} of {scores.Length} rows are from outside: there must be rows of both kinds.", nameof(isOutOfDistribution));
    }

    /// <summary>The same for scores of the two kinds apart.</summary>
    /// <param name="inDistribution">Scores of rows from inside.</param>
    /// <param name="outOfDistribution">Scores of rows from outside.</param>
    /// <exception cref="ArgumentException">A score is not a number, or one of the two kinds is missing.</exception>
    public static double Auroc(ReadOnlySpan<float> inDistribution, ReadOnlySpan<float> outOfDistribution)
    {
        float[] scores = [.. inDistribution, .. outOfDistribution];
        var isOutside = new bool[scores.Length];
        isOutside.AsSpan(inDistribution.Length).Fill(true);
        return Auroc(scores, isOutside);
    }

    /// <summary>
    /// <see cref="Auroc(ReadOnlySpan{float}, ReadOnlySpan{bool})"/> of each group of rows: within the group, both kinds. Not a
    /// number for a group that lacks one of the kinds.
    /// </summary>
    /// <param name="scores">Score of each row.</param>
    /// <param name="isOutOfDistribution">Whether each row is from outside.</param>
    /// <param name="groups">Number of each row's group.</param>
    /// <exception cref="ArgumentException">The lengths differ, there are no rows, or a score is not a number.</exception>
    public static GroupMetric[] AurocByGroup(
        ReadOnlySpan<float> scores, ReadOnlySpan<bool> isOutOfDistribution, ReadOnlySpan<int> groups) =>
        RowMetrics.ByGroup(RankMetric.Create(scores, isOutOfDistribution), scores.Length, groups);
}
