using System.Numerics;
using DropoutGen.CompilerServices;
using DropoutGen.Runtime.Tests.Statistics;

namespace DropoutGen.Runtime.Tests.Family;

public sealed class BalancedDropoutTests
{
    private const int Choices = 12_870;

    private static readonly int[] s_units = [1, 5, 8, 15, 16, 17, 48, 64, 65, 130, 1000];

    [Fact]
    public void Masks_are_the_same_bits_on_every_width_and_however_rows_are_split()
    {
        foreach (int units in s_units)
        {
            bool[] expected = Draw(VectorWidth.Scalar, units, 0, 19);
            foreach (VectorWidth width in VectorWidths.Supported)
            {
                Assert.Equal(expected, Draw(width, units, 0, 19));
                Assert.Equal(expected[(7 * units)..], Draw(width, units, 7, 12));
            }
        }
    }

    [Fact]
    public void Each_block_of_16_keeps_8()
    {
        foreach (int units in s_units)
        {
            bool[] kept = Draw(VectorWidths.Default, units, 0, 40);
            for (int row = 0; row < 40; row++)
            {
                for (int first = 0; first < units; first += 16)
                {
                    int size = Math.Min(16, units - first);
                    int count = kept.AsSpan((row * units) + first, size).Count(true);
                    Assert.InRange(count, size == 16 ? 8 : 0, 8);
                }
            }
        }
    }

    [Fact]
    public void A_word_of_slice_0_chooses()
    {
        // The same from the generator's words, one at a time.
        int[] choices = [.. Enumerable.Range(0, 1 << 16).Where(static bits => BitOperations.PopCount((uint)bits) == 8)];
        const int units = 130;
        bool[] kept = Draw(VectorWidths.Default, units, 5, 3);
        Span<uint> words = stackalloc uint[4];
        for (int row = 0; row < 3; row++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                int word = unit / 16;
                Philox4x32.Block((uint)(5 + row), (3u << 18) | ((uint)(word / 4) << 4), 11, 0, 77, 0, words);
                int choice = choices[(int)((ulong)words[word % 4] * Choices >> 32)];
                Assert.Equal((choice >> (unit % 16) & 1) == 1, kept[(row * units) + unit]);
            }
        }
    }

    [Fact]
    public void Every_choice_and_every_unit_is_equally_likely()
    {
        const int blocks = 64;
        const int rows = 4_000;
        bool[] kept = Draw(VectorWidths.Default, 16 * blocks, 0, rows);
        var patterns = new Dictionary<int, long>();
        var units = new long[16];
        for (int block = 0; block < blocks * rows; block++)
        {
            int pattern = 0;
            for (int unit = 0; unit < 16; unit++)
            {
                if (kept[(block * 16) + unit])
                {
                    pattern |= 1 << unit;
                    units[unit]++;
                }
            }

            patterns[pattern] = patterns.GetValueOrDefault(pattern) + 1;
        }

        double expected = (double)blocks * rows / Choices;
        double statistic = patterns.Values.Sum(count => (count - expected) * (count - expected) / expected)
            + ((Choices - patterns.Count) * expected);
        ChiSquare.AssertBelowQuantile(statistic, Choices - 1, "choices of 8 of 16");

        // 16 counts that add up to 8 a block: each has variance 1/4 a block, two of them covariance -1/60.
        double variance = 0.25 * blocks * rows * 16 / 15;
        double unitStatistic = units.Sum(count => Math.Pow(count - (blocks * rows / 2.0), 2) / variance);
        ChiSquare.AssertBelowQuantile(unitStatistic, 15, "units of a block");
    }

    [Fact]
    public void Sums_have_the_mean_of_inference_and_the_variance_of_the_formula()
    {
        var network = new BalancedLinear(3);
        ParameterView weight = network.Dense0Weight;
        const int inputs = 24;
        const int passes = 20_000;
        var random = new Random(8);
        float[] rows = [.. Enumerable.Range(0, 2 * inputs).Select(_ => (random.NextSingle() * 2) - 1)];
        MonteCarloPrediction prediction = network.PredictMonteCarlo(rows, passes, seed: 5);
        for (int i = 0; i < 6; i++)
        {
            double mean = network.Dense0Bias[i % 3];
            double variance = 0;
            for (int first = 0; first < inputs; first += 16)
            {
                double[] terms =
                [
                    .. Enumerable.Range(first, Math.Min(16, inputs - first))
                        .Select(k => (double)weight[i % 3, k] * rows[(i / 3 * inputs) + k]),
                ];
                double sum = terms.Sum();
                mean += sum;

                // Factors of variance 1 and, within a block, covariance -1/15.
                variance += ((16 * terms.Sum(static term => term * term)) - (sum * sum)) / 15;
            }

            double margin = 5 * Math.Sqrt(variance / passes);
            Assert.InRange(prediction.Mean[i] - mean, -margin, margin);
            double relative = 5 * Math.Sqrt(2.0 / passes);
            Assert.InRange(prediction.Variance[i] / variance, 1 - relative, 1 + relative);
        }
    }

    [Fact]
    public void Rates_other_than_one_half_and_0_are_refused()
    {
        var network = new BalancedValues(1);
        ArgumentOutOfRangeException exception =
            Assert.Throws<ArgumentOutOfRangeException>(() => network.Dropouts[0].Rate = 0.25);
        Assert.Contains("8 of each 16", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0.5, network.Dropouts[0].Rate);

        network.Dropouts[0].Rate = 0;
        Identity.Set(network.Dense0Weight);
        using var trainer = network.CreateTrainer(new Sgd(0f));
        float[] inputs = [.. Enumerable.Range(1, 50).Select(static i => (float)i)];
        var outputs = new float[50];
        trainer.Forward(inputs, outputs);
        Assert.Equal(inputs, outputs);
    }

    [Fact]
    public void A_file_with_another_rate_is_refused()
    {
        var network = new BalancedValues(1);
        using var stream = new MemoryStream();
        network.Save(stream);
        string text = System.Text.Encoding.Latin1.GetString(stream.ToArray());
        Assert.Contains("\"dropout0.rate\":\"0.5\"", text, StringComparison.Ordinal);
        byte[] changed = System.Text.Encoding.Latin1.GetBytes(
            text.Replace("\"dropout0.rate\":\"0.5\"", "\"dropout0.rate\":\"0.4\"", StringComparison.Ordinal));
        ParameterMismatchException exception =
            Assert.Throws<ParameterMismatchException>(() => BalancedValues.Load(new MemoryStream(changed)));
        Assert.Contains("balanced", exception.Message, StringComparison.Ordinal);
    }

    private static bool[] Draw(VectorWidth width, int units, int firstRow, int rows)
    {
        var layout = new MaskLayout(units);
        var words = new uint[layout.WordCount(rows) + BalancedMasks.WordCount(layout, rows)];
        BalancedMasks.Fill(width, words, layout, site: 3, seed: 77, pass: 11, firstRow, rows);
        var kept = new bool[rows * units];
        for (int i = 0; i < kept.Length; i++)
        {
            long bit = ((long)(i / units) * layout.RowBits) + (i % units);
            kept[i] = (words[bit / 32] >> (int)(bit % 32) & 1) == 1;
        }

        return kept;
    }
}
