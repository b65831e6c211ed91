namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>Metrics of predicted probabilities against answers by hand and against the definitions, summed plainly.</summary>
public sealed class ClassificationMetricTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Brier_score_and_likelihood_of_two_rows_by_hand()
    {
        float[] probabilities = [0.5f, 0.25f, 0.25f, 0f, 0.75f, 0.25f];
        int[] labels = [0, 2];

        // Row 0: 0.25 + 2 / 16; row 1: 9 / 16 + 9 / 16.
        Assert.Equal((0.375 + 1.125) / 2, UncertaintyMetrics.BrierScore(probabilities, labels), Tolerance);
        Assert.Equal((Math.Log(2) + Math.Log(4)) / 2, UncertaintyMetrics.NegativeLogLikelihood(probabilities, labels), Tolerance);
    }

    [Fact]
    public void A_label_of_probability_zero_has_no_finite_likelihood() =>
        Assert.Equal(double.PositiveInfinity, UncertaintyMetrics.NegativeLogLikelihood([1f, 0f], [1]));

    [Fact]
    public void A_single_column_is_the_probability_of_a_yes()
    {
        float[] probabilities = [0.75f, 0.25f, 0.5f];
        int[] labels = [1, 1, 0];
        Assert.Equal((0.0625 + 0.5625 + 0.25) / 3, UncertaintyMetrics.BrierScore(probabilities, labels), Tolerance);
        Assert.Equal(
            -(Math.Log(0.75) + Math.Log(0.25) + Math.Log(0.5)) / 3,
            UncertaintyMetrics.NegativeLogLikelihood(probabilities, labels),
            Tolerance);

        // Confidence 0.75 right, 0.75 wrong, 0.5 right: bins (0.7, 0.8] and (0.4, 0.5] of ten.
        Assert.Equal((0.5 + 0.5) / 3, UncertaintyMetrics.ExpectedCalibrationError(probabilities, labels, bins: 10), Tolerance);
    }

    [Fact]
    public void Calibration_error_by_hand()
    {
        // Two bins: (0, 1/2] holds confidence 0.5, right; (1/2, 1] holds 0.75 right, 0.75 wrong, 1 right.
        float[] probabilities = [0.5f, 0.5f, 0.75f, 0.25f, 0.25f, 0.75f, 0f, 1f];
        int[] labels = [0, 0, 0, 1];
        Assert.Equal((0.5 / 4) + (0.5 / 4), UncertaintyMetrics.ExpectedCalibrationError(probabilities, labels, bins: 2), Tolerance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Metrics_are_their_definitions(int classes)
    {
        (float[] probabilities, int[] labels, int[] groups) = Draw(classes, rows: 500);
        Require(probabilities, labels, UncertaintyMetrics.BrierScore(probabilities, labels), Brier, [.. Enumerable.Range(0, 500)]);
        Require(probabilities, labels, UncertaintyMetrics.NegativeLogLikelihood(probabilities, labels), LogLoss, [.. Enumerable.Range(0, 500)]);
        Require(probabilities, labels, UncertaintyMetrics.ExpectedCalibrationError(probabilities, labels), Calibration, [.. Enumerable.Range(0, 500)]);
        RequireGroups(probabilities, labels, groups, UncertaintyMetrics.BrierScoreByGroup(probabilities, labels, groups), Brier);
        RequireGroups(probabilities, labels, groups, UncertaintyMetrics.NegativeLogLikelihoodByGroup(probabilities, labels, groups), LogLoss);
        RequireGroups(probabilities, labels, groups, UncertaintyMetrics.ExpectedCalibrationErrorByGroup(probabilities, labels, groups), Calibration);
    }

    [Fact]
    public void A_classifier_that_says_what_happens_is_calibrated()
    {
        var random = new Random(3);
        var probabilities = new float[200_000];
        var labels = new int[probabilities.Length];
        for (int row = 0; row < labels.Length; row++)
        {
            probabilities[row] = random.NextSingle();
            labels[row] = random.NextDouble() < probabilities[row] ? 1 : 0;
        }

        // 15 bins of some 27,000 rows (8 are used): the mean absolute deviation of each is about 0.002.
        Assert.InRange(UncertaintyMetrics.ExpectedCalibrationError(probabilities, labels), 0, 0.005);
        Assert.InRange(
            UncertaintyMetrics.ExpectedCalibrationError(Array.ConvertAll(probabilities, static p => p > 0.5f ? 1f : 0f), labels), 0.24, 0.26);
    }

    [Fact]
    public void Bad_input_is_refused_with_the_numbers()
    {
        Assert.Contains("no rows", Assert.Throws<ArgumentException>(() => UncertaintyMetrics.BrierScore([], [])).Message);
        Assert.Contains("5 probabilities", Assert.Throws<ArgumentException>(() => UncertaintyMetrics.BrierScore(new float[5], new int[2])).Message);
        Assert.Contains(
            "class 1 in row 0", Assert.Throws<ArgumentOutOfRangeException>(() => UncertaintyMetrics.BrierScore([0f, 1.5f], [0])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => UncertaintyMetrics.NegativeLogLikelihood([0f, float.NaN], [0]));
        Assert.Contains(
            "row 1 must be 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => UncertaintyMetrics.BrierScore([0f, 1f, 0f, 1f], [0, 2])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => UncertaintyMetrics.ExpectedCalibrationError([0f, 1f], [0], bins: 0));
        Assert.Contains(
            "groups has 2 values for 1 rows",
            Assert.Throws<ArgumentException>(() => UncertaintyMetrics.BrierScoreByGroup([0f, 1f], [0], [1, 2])).Message);
    }

    private static (float[] Probabilities, int[] Labels, int[] Groups) Draw(int classes, int rows)
    {
        var random = new Random(classes);
        var probabilities = new float[rows * classes];
        for (int row = 0; row < rows; row++)
        {
            double[] weights = [.. Enumerable.Range(0, Math.Max(classes, 2)).Select(_ => Math.Pow(random.NextDouble(), 3))];
            for (int i = 0; i < classes; i++)
            {
                probabilities[(row * classes) + i] = (float)(weights[i] / weights.Sum());
            }
        }

        return (
            probabilities,
            [.. Enumerable.Range(0, rows).Select(_ => random.Next(Math.Max(classes, 2)))],
            [.. Enumerable.Range(0, rows).Select(_ => 10 * random.Next(-1, 3))]);
    }

    private static void RequireGroups(
        float[] probabilities, int[] labels, int[] groups, GroupMetric[] actual, Func<double[][], int[], double> definition)
    {
        Assert.Equal([-10, 0, 10, 20], actual.Select(static metric => metric.Group));
        foreach (GroupMetric metric in actual)
        {
            int[] rows = [.. Enumerable.Range(0, labels.Length).Where(row => groups[row] == metric.Group)];
            Assert.Equal(rows.Length, metric.Count);
            Require(probabilities, labels, metric.Value, definition, rows);
        }
    }

    private static void Require(
        float[] probabilities, int[] labels, double actual, Func<double[][], int[], double> definition, int[] rows)
    {
        int classes = probabilities.Length / labels.Length;
        double[][] table =
        [
            .. rows.Select(row => classes == 1
                ? [1 - (double)probabilities[row], probabilities[row]]
                : probabilities.Skip(row * classes).Take(classes).Select(static p => (double)p).ToArray()),
        ];
        double expected = definition(table, [.. rows.Select(row => labels[row])]);
        double share = classes == 1 && definition == Brier ? 0.5 : 1;
        Assert.Equal(share * expected, actual, 1e-9);
    }

    private static double Brier(double[][] table, int[] labels) =>
        table.Select((row, i) => row.Select((p, k) => Math.Pow(p - (k == labels[i] ? 1 : 0), 2)).Sum()).Average();

    private static double LogLoss(double[][] table, int[] labels) => table.Select((row, i) => -Math.Log(row[labels[i]])).Average();

    private static double Calibration(double[][] table, int[] labels)
    {
        double sum = 0;
        for (int bin = 0; bin < 15; bin++)
        {
            (double[] Row, int Label)[] inside =
                [.. table.Zip(labels).Where(pair => pair.First.Max() > bin / 15.0 && pair.First.Max() <= (bin + 1) / 15.0)];
            if (inside.Length > 0)
            {
                double accuracy = inside.Average(static pair => Array.IndexOf(pair.Row, pair.Row.Max()) == pair.Label ? 1.0 : 0.0);
                sum += Math.Abs(accuracy - inside.Average(static pair => pair.Row.Max())) * inside.Length / table.Length;
            }
        }

        return sum;
    }
}
