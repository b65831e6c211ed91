namespace DropoutGen.Runtime.Tests.Family;

/// <summary>
/// Where values that were drawn upon are summed, mean and variance of the sum over passes are the sums of w times the mean
/// and w^2 times the variance of each value, within what chance allows.
/// </summary>
internal static class LinearMoments
{
    private const int Passes = 20_000;

    /// <param name="parameters">Weight of 3 x 24 and bias.</param>
    /// <param name="sample">Samples rows for a number of passes.</param>
    /// <param name="mean">Mean of what becomes of an input.</param>
    /// <param name="variance">Its variance.</param>
    public static void Require(
        ParameterCollection parameters,
        Func<float[], int, MonteCarloPrediction> sample,
        Func<double, double> mean,
        Func<double, double> variance)
    {
        ParameterView weight = parameters[0];
        int inputs = weight.Shape[1];
        var random = new Random(8);
        float[] rows = [.. Enumerable.Range(0, 2 * inputs).Select(_ => (random.NextSingle() * 2) - 1)];
        MonteCarloPrediction prediction = sample(rows, Passes);
        for (int i = 0; i < 2 * weight.Shape[0]; i++)
        {
            int unit = i % weight.Shape[0];
            double expected = parameters[1][unit];
            double spread = 0;
            for (int k = 0; k < inputs; k++)
            {
                double w = weight[unit, k];
                double x = rows[(i / weight.Shape[0] * inputs) + k];
                expected += w * mean(x);
                spread += w * w * variance(x);
            }

            // Five deviations; the variance of a variance of near-normal values is 2 variance^2 / passes.
            double margin = 5 * Math.Sqrt(spread / Passes);
            Assert.InRange(prediction.Mean[i] - expected, -margin, margin);
            double relative = 5 * Math.Sqrt(2.0 / Passes);
            Assert.InRange(prediction.Variance[i] / spread, 1 - relative, 1 + relative);
        }
    }
}
