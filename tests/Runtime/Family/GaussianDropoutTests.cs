using DropoutGen.CompilerServices;
using DropoutGen.Runtime.Tests.Statistics;

namespace DropoutGen.Runtime.Tests.Family;

public sealed class GaussianDropoutTests
{
    private static readonly int[] s_units = [1, 5, 16, 17, 31, 32, 33, 130, 1000];

    [Fact]
    public void Numbers_are_the_same_bits_on_every_width()
    {
        foreach (int units in s_units)
        {
            float[] expected = Draw(VectorWidth.Scalar, units, 0, 19, 77, 5, 3);
            foreach (VectorWidth width in VectorWidths.Supported)
            {
                Assert.Equal(expected, Draw(width, units, 0, 19, 77, 5, 3));
            }
        }
    }

    [Fact]
    public void Rows_in_one_call_are_the_rows_of_several()
    {
        foreach (int units in s_units)
        {
            float[] whole = Draw(VectorWidths.Default, units, 0, 40, 77, 5, 3);
            foreach ((int first, int count) in new[] { (0, 1), (1, 20), (21, 19) })
            {
                float[] part = Draw(VectorWidths.Default, units, first, count, 77, 5, 3);
                Assert.Equal(whole.AsSpan(first * units, count * units).ToArray(), part);
            }
        }
    }

    [Fact]
    public void Seed_pass_site_row_and_unit_all_count()
    {
        float[] numbers = Draw(VectorWidths.Default, 32, 0, 10, 77, 5, 3);
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
        foreach (float[] other in new[]
        {
            Draw(VectorWidths.Default, 32, 0, 10, 78, 5, 3),
            Draw(VectorWidths.Default, 32, 0, 10, 77, 6, 3),
            Draw(VectorWidths.Default, 32, 0, 10, 77, 5, 4),
            Draw(VectorWidths.Default, 32, 0, 10, 77UL << 32, 5, 3),
            Draw(VectorWidths.Default, 32, 0, 10, 77, 5UL << 32, 3),
        })
        {
            Assert.Empty(numbers.Intersect(other));
        }
    }

    [Fact]
    public void Numbers_are_normal()
    {
        // A thousand numbers in each of 40 classes of equal probability.
        const int classes = 40;
        float[] numbers = Draw(VectorWidths.Default, 80, 0, 500, 1, 2, 3);
        var counts = new int[classes];
        foreach (float number in numbers)
        {
            counts[Math.Min(classes - 1, (int)(Cumulative(number - 1) * classes))]++;
        }

        double expected = (double)numbers.Length / classes;
        ChiSquare.AssertBelowQuantile(counts.Sum(count => (count - expected) * (count - expected) / expected), classes - 1, "classes");
    }

    [Fact]
    public void The_two_numbers_of_a_pair_and_neighbours_are_not_correlated()
    {
        const int units = 64;
        const int rows = 2000;
        float[] numbers = Draw(VectorWidths.Default, units, 0, rows, 1, 2, 3);
        foreach (int distance in new[] { 1, 2, 16, 17, 32, 64, 128 })
        {
            double sum = 0;
            int count = numbers.Length - distance;
            for (int i = 0; i < count; i++)
            {
                sum += (numbers[i] - 1) * (double)(numbers[i + distance] - 1);
            }

            Assert.InRange(sum / count, -5 / Math.Sqrt(count), 5 / Math.Sqrt(count));

            // Radii are shared by pairs only: the squares of the two do not betray each other either.
            double squares = 0;
            for (int i = 0; i < count; i++)
            {
                squares += (Square(numbers[i] - 1) - 1) * (Square(numbers[i + distance] - 1) - 1);
            }

            Assert.InRange(squares / count, -10 / Math.Sqrt(count), 10 / Math.Sqrt(count));
        }

        static double Square(double value) => value * value;
    }

    [Fact]
    public void A_sum_has_the_mean_and_the_variance_of_the_formula() => LinearMoments.Require(
        new GaussianLinear(5).Parameters,
        static (rows, passes) => new GaussianLinear(5).PredictMonteCarlo(rows, passes, seed: 22),
        static x => x,
        static x => 0.3 / 0.7 * x * x);

    [Fact]
    public void Rate_0_changes_nothing_and_draws_nothing()
    {
        var network = new GaussianLinear(5);
        network.Dropouts[0].Rate = 0;
        float[] inputs = [.. Enumerable.Range(0, 24).Select(static i => i - 11.5f)];
        var expected = new float[3];
        network.Predict(inputs, expected);
        var outputs = new float[3];
        using var trainer = network.CreateTrainer(new Sgd(0f));
        trainer.Forward(inputs, outputs);
        Assert.Equal(expected, outputs);
    }

    [Fact]
    public void The_rate_is_not_rounded_to_what_masks_can_do()
    {
        var network = new GaussianLinear(5);
        network.Dropouts[0].Rate = 1e-7;
        Assert.Equal(1 - 1e-7, network.Dropouts[0].EffectiveKeepProbability);
        Assert.Equal(DropoutKind.Gaussian, network.Dropouts[0].Definition.Kind);
    }

    // Rows of units numbers each, of deviation 1.
    private static float[] Draw(VectorWidth width, int units, int firstRow, int rows, ulong seed, ulong pass, int site)
    {
        int stride = (units + 15) / 16 * 16;
        var numbers = new float[rows * stride];
        NormalNoise.Fill(
            width, numbers, stride, units, new uint[NormalNoise.ScratchWords(units)], (seed, pass, site), firstRow, rows, deviation: 1f);
        return [.. Enumerable.Range(0, rows).SelectMany(row => numbers.AsSpan(row * stride, units).ToArray())];
    }

    // The normal cumulative distribution: Abramowitz, Stegun, Handbook of Mathematical Functions, 26.2.17, to 7.5e-8.
    private static double Cumulative(double z)
    {
        double t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        double tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)
            * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return z > 0 ? 1 - tail : tail;
    }
}
