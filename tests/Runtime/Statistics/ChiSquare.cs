namespace DropoutGen.Runtime.Tests.Statistics;

/// <summary>Chi-square statistics, held against the quantile that chance exceeds once in 10,000.</summary>
internal static class ChiSquare
{
    // Of the normal distribution, at 1 - 1e-4.
    private const double NormalQuantile = 3.719016485455709;

    /// <summary>
    /// The quantile by the approximation of Wilson and Hilferty: 3.5% too high at 3 degrees of freedom, 1.3% at 9.
    /// </summary>
    public static double Quantile(int degrees)
    {
        double ninth = 2.0 / (9 * degrees);
        return degrees * Math.Pow(1 - ninth + (NormalQuantile * Math.Sqrt(ninth)), 3);
    }

    public static void AssertBelowQuantile(double statistic, int degrees, string what)
    {
        double quantile = Quantile(degrees);
        Assert.True(
            statistic < quantile,
            $"{what}: chi-square {statistic:F1} with {degrees} degrees of freedom, {quantile:F1} is the quantile.");
    }

    /// <summary>Rows and columns of a contingency table are independent: (rows - 1) * (columns - 1) degrees.</summary>
    public static void AssertIndependent(long[,] table, string what)
    {
        int rows = table.GetLength(0);
        int columns = table.GetLength(1);
        var rowSums = new double[rows];
        var columnSums = new double[columns];
        double total = 0;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                rowSums[i] += table[i, j];
                columnSums[j] += table[i, j];
                total += table[i, j];
            }
        }

        double statistic = 0;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double expected = rowSums[i] * columnSums[j] / total;
                Assert.True(expected >= 5, $"{what}: cell {i}, {j} expects {expected:F1}, too few for a chi-square.");
                statistic += (table[i, j] - expected) * (table[i, j] - expected) / expected;
            }
        }

        AssertBelowQuantile(statistic, (rows - 1) * (columns - 1), what);
    }

    /// <summary>Counts out of equal numbers of trials have one known probability: a degree for each count.</summary>
    public static void AssertBinomial(ReadOnlySpan<long> counts, long trials, double probability, string what)
    {
        double statistic = 0;
        foreach (long count in counts)
        {
            double distance = count - (trials * probability);
            statistic += distance * distance / (trials * probability * (1 - probability));
        }

        AssertBelowQuantile(statistic, counts.Length, what);
    }
}
