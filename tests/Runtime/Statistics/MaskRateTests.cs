using DropoutGen.Runtime.Tests.Masks;

namespace DropoutGen.Runtime.Tests.Statistics;

public class MaskRateTests
{
    private const ulong Seed = 20_140_615;

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.25)]
    [InlineData(0.75)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(0.01)]
    [InlineData(0.001)]
    public void Units_are_kept_at_the_effective_probability(double rate)
    {
        var request = new MaskRequest(1000, 2_000, Seed: Seed);
        long kept = request.CountKept(request.Draw(VectorWidths.Default, rate));
        AssertWithinFourSigma(kept, 2_000_000, new KeepProbability(rate).Effective);
    }

    [Fact]
    public void The_rarest_events_happen_at_their_rate()
    {
        // 2^23 bits: 128 of them expected to be dropped, or kept.
        var request = new MaskRequest(4096, 2_048, Seed: Seed);
        foreach (double rate in (ReadOnlySpan<double>)[1e-9, 0.999999])
        {
            long kept = request.CountKept(request.Draw(VectorWidths.Default, rate));
            AssertWithinFourSigma(kept, 1 << 23, new KeepProbability(rate).Effective);
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    public void Kept_units_of_a_row_vary_like_a_binomial(double rate)
    {
        const int Units = 1000;
        const int Rows = 4_000;
        var request = new MaskRequest(Units, Rows, Seed: Seed + 1);
        uint[] words = request.Draw(VectorWidths.Default, rate);
        double keep = new KeepProbability(rate).Effective;
        double squares = 0;
        for (int row = 0; row < Rows; row++)
        {
            int kept = 0;
            for (int unit = 0; unit < Units; unit++)
            {
                kept += MaskRequest.Bit(words, (row * 1_024) + unit) ? 1 : 0;
            }

            squares += (kept - (Units * keep)) * (kept - (Units * keep));
        }

        // A mean of squares that are nearly normal: relative deviation sqrt(2 / rows).
        double ratio = squares / Rows / (Units * keep * (1 - keep));
        double sigma = Math.Sqrt(2.0 / Rows);
        Assert.InRange(ratio, 1 - (4 * sigma), 1 + (4 * sigma));
    }

    [Fact]
    public void Each_bit_of_the_uniform_number_is_fair()
    {
        // Slice s alone decides between two thresholds that differ in it and in what is below it: count the uniform
        // numbers between neighbouring multiples of 1/16, whose masks are nested.
        var request = new MaskRequest(1024, 512, Seed: Seed + 2);
        var below = new long[17];
        for (int sixteenths = 1; sixteenths <= 16; sixteenths++)
        {
            uint[] words = request.DrawDefined(VectorWidths.Default, 1 - (sixteenths / 16.0));
            below[sixteenths] = MaskRequest.CountOnes(words);
        }

        double statistic = 0;
        double expected = request.BitCount / 16.0;
        for (int cell = 0; cell < 16; cell++)
        {
            double distance = below[cell + 1] - below[cell] - expected;
            statistic += distance * distance / expected;
        }

        ChiSquare.AssertBelowQuantile(statistic, 15, "uniform numbers by sixteenths");
    }

    [Fact]
    public void A_unit_kept_at_a_rate_is_kept_at_every_lower_one()
    {
        double[] rates =
            [0, 1e-9, 0.001, 0.1, 0.125, 0.2, 0.25, 0.3, 0.5, 0.50001, 0.6, 0.75, 0.8, 0.9, 0.99, 0.999999];
        foreach (int units in (ReadOnlySpan<int>)[5, 100, 300])
        {
            var request = new MaskRequest(units, 301, 7, 1, 3, 2, Seed);
            foreach (VectorWidth width in VectorWidths.Supported)
            {
                uint[] lower = request.DrawDefined(width, rates[0]);
                foreach (double rate in rates[1..])
                {
                    uint[] higher = request.DrawDefined(width, rate);
                    for (int word = 0; word < higher.Length; word++)
                    {
                        Assert.Equal(0u, higher[word] & ~lower[word]);
                    }

                    lower = higher;
                }
            }
        }
    }

    private static void AssertWithinFourSigma(long count, long trials, double probability)
    {
        double sigma = Math.Sqrt(trials * probability * (1 - probability));
        Assert.InRange(count, (trials * probability) - (4 * sigma), (trials * probability) + (4 * sigma));
    }
}
