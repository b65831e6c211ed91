namespace DropoutGen.CompilerServices;

/// <summary>Area under the receiver operating characteristic over selected rows, from ranks.</summary>
internal readonly ref struct RankMetric : IRowMetric
{
    private readonly ReadOnlySpan<float> _scores;
    private readonly ReadOnlySpan<bool> _isPositive;

    private RankMetric(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isPositive)
    {
        _scores = scores;
        _isPositive = isPositive;
    }

    public static RankMetric Create(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isPositive)
    {
        MetricArgument.RequireRows(scores.Length, nameof(scores));
        MetricArgument.RequireCount(isPositive.Length, scores.Length, nameof(isPositive));
        MetricArgument.RequireNotNaN(scores, nameof(scores));
        return new RankMetric(scores, isPositive);
    }

    public double Of(RowSelection rows)
    {
        var scores = new float[rows.Count];
        var isPositive = new bool[rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            scores[i] = _scores[rows[i]];
            isPositive[i] = _isPositive[rows[i]];
        }

        Array.Sort(scores, isPositive);

        // Pairs won by a positive row, in halves so that ties count exactly.
        long halves = 0;
        long negativesBelow = 0;
        long positives = 0;
        for (int start = 0, end; start < scores.Length; start = end)
        {
            long tiedPositives = 0;
            for (end = start; end < scores.Length && scores[end] == scores[start]; end++)
            {
                tiedPositives += isPositive[end] ? 1 : 0;
            }

            long tiedNegatives = end - start - tiedPositives;
            halves += tiedPositives * ((2 * negativesBelow) + tiedNegatives);
            negativesBelow += tiedNegatives;
            positives += tiedPositives;
        }

        return halves / (2.0 * positives * negativesBelow);
    }
}
