using DropoutGen.Runtime.Tests.Masks;

namespace DropoutGen.Runtime.Tests.Statistics;

/// <summary>
/// The mean over masks of a linear neuron is its deterministic output, and its variance the textbook one.
/// </summary>
public class DropoutVarianceTests
{
    private const int Units = 100;
    private const int Masks = 20_000;

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.2)]
    [InlineData(0.1)]
    public void Inverted_scaling_keeps_the_mean(double rate)
    {
        double keep = new KeepProbability(rate).Effective;
        (double output, double squares, double[] sums) = Draw(rate);
        AssertMoments([.. sums.Select(sum => sum / keep)], output, (1 - keep) / keep * squares);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.2)]
    [InlineData(0.1)]
    public void Classic_scaling_scales_the_mean(double rate)
    {
        double keep = new KeepProbability(rate).Effective;
        (double output, double squares, double[] sums) = Draw(rate);
        AssertMoments(sums, keep * output, keep * (1 - keep) * squares);
    }

    [Fact]
    public void The_rate_asked_for_is_not_what_masks_are_drawn_at()
    {
        // Why values are scaled by the effective probability: with so coarse a rate the other scale is seen to be off.
        const double Rate = 0.999999;
        double effective = new KeepProbability(Rate).Effective;
        Assert.True(effective / (1 - Rate) > 15);
    }

    // The sum of w x, of its squares, and the sums over the kept units of each mask.
    private static (double Output, double Squares, double[] Sums) Draw(double rate)
    {
        var random = new Random(7);
        double[] products = new double[Units];
        for (int unit = 0; unit < Units; unit++)
        {
            products[unit] = (random.NextDouble() - 0.3) * (random.NextDouble() + 0.5);
        }

        var request = new MaskRequest(Units, 1, 5, Masks, 1, 3, 99);
        uint[] words = request.Draw(VectorWidths.Default, rate);
        var sums = new double[Masks];
        for (int mask = 0; mask < Masks; mask++)
        {
            for (int unit = 0; unit < Units; unit++)
            {
                sums[mask] += MaskRequest.Bit(words, (mask * 128) + unit) ? products[unit] : 0;
            }
        }

        return (products.Sum(), products.Sum(product => product * product), sums);
    }

    private static void AssertMoments(double[] outputs, double mean, double variance)
    {
        double sigma = Math.Sqrt(variance / Masks);
        Assert.InRange(outputs.Average(), mean - (4 * sigma), mean + (4 * sigma));

        // The relative deviation of the sample variance of a nearly normal sum is sqrt(2 / masks) = 1%: allow 4 of it.
        double sample = outputs.Sum(output => (output - mean) * (output - mean)) / Masks;
        Assert.InRange(sample / variance, 0.96, 1.04);
    }
}
