namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>The area under the curve is the share of pairs in the right order, ties counting half.</summary>
public sealed class AurocTests
{
    [Fact]
    public void Perfect_reversed_and_equal_scores()
    {
        Assert.Equal(1, UncertaintyMetrics.Auroc([1f, 2f], [3f, 4f, 5f]));
        Assert.Equal(0, UncertaintyMetrics.Auroc([3f, 4f], [1f, 2f]));
        Assert.Equal(0.5, UncertaintyMetrics.Auroc([1f, 1f, 1f], [1f, 1f]));
        Assert.Equal(0.75, UncertaintyMetrics.Auroc([1f, 3f], [2f, 4f]));
        Assert.Equal(1, UncertaintyMetrics.Auroc([float.NegativeInfinity, 0f], [float.PositiveInfinity]));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 100)]
    [InlineData(3, 1_000_000)]
    public void It_is_the_share_of_pairs(int seed, int distinct)
    {
        var random = new Random(seed);
        bool[] isOutside = [.. Enumerable.Range(0, 301).Select(_ => random.Next(3) == 0)];
        float[] scores = [.. isOutside.Select(outside => (float)(random.Next(distinct) + (outside ? distinct / 4 : 0)))];
        int[] groups = [.. isOutside.Select(_ => random.Next(3))];
        int[] all = [.. Enumerable.Range(0, scores.Length)];
        Assert.Equal(Pairs(all), UncertaintyMetrics.Auroc(scores, isOutside), 1e-12);
        foreach (GroupMetric metric in UncertaintyMetrics.AurocByGroup(scores, isOutside, groups))
        {
            int[] rows = [.. all.Where(row => groups[row] == metric.Group)];
            Assert.Equal(rows.Length, metric.Count);
            Assert.Equal(Pairs(rows), metric.Value, 1e-12);
        }

        double Pairs(int[] rows)
        {
            double won = 0;
            double pairs = 0;
            foreach (int outside in rows.Where(row => isOutside[row]))
            {
                foreach (int inside in rows.Where(row => !isOutside[row]))
                {
                    won += scores[outside] > scores[inside] ? 1 : scores[outside] == scores[inside] ? 0.5 : 0;
                    pairs++;
                }
            }

            return won / pairs;
        }
    }

    [Fact]
    public void A_kind_that_is_missing_is_refused_and_leaves_a_group_without_a_number()
    {
        Assert.Contains("0 of 2 rows", Assert.Throws<ArgumentException>(() => UncertaintyMetrics.Auroc([1f, 2f], [false, false])).Message);
        Assert.Contains("2 of 2 rows", Assert.Throws<ArgumentException>(() => UncertaintyMetrics.Auroc([], [1f, 2f])).Message);
        GroupMetric[] metrics = UncertaintyMetrics.AurocByGroup([1f, 2f, 3f], [false, true, true], [0, 0, 1]);
        Assert.Equal(1, metrics[0].Value);
        Assert.True(double.IsNaN(metrics[1].Value));
        Assert.Throws<ArgumentException>(() => UncertaintyMetrics.Auroc([1f, float.NaN], [false, true]));
        Assert.Throws<ArgumentException>(() => UncertaintyMetrics.Auroc([1f], [false, true]));
    }
}
