using System.Globalization;

namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>
/// Moments of trained networks with residual branches and layer normalisation, where they are an approximation, against 100,000
/// passes each. What is measured is printed; bounds are about one and a half times as much, since other vector widths train other weights.
/// </summary>
public sealed class NormMomentsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void Branches_are_close_to_passes(double rate)
    {
        Require<PlainBranches>(rate, 0.055, 0.075, worst: 0.35);
        Require<PreNormBranches>(rate, 0.045, 0.07, worst: 0.3);
        Require<PostNormBranches>(rate, 0.05, 0.05, worst: 0.25);
        Require<NormChain>(rate, 0.045, 0.045, worst: 0.3);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void A_normalisation_alone_is_close_to_passes(double rate)
    {
        Require<NormedNoise4>(rate, 0.005 + (0.4 * rate), 0.005 + (0.4 * rate), worst: 0.8);
        Require<NormedNoise64>(rate, 0.005 + (0.16 * rate), 0.005 + (0.16 * rate), worst: 0.25);
        Require<NormedMasks16>(rate, 0.03 + (0.2 * rate), 0.25, worst: 1.2);
        Require<NormedMasks64>(rate, 0.05 + (0.04 * rate), 0.07, worst: 0.35);
    }

    // Masks gone through one by one, and all values taken as normal.
    private void Require<TNetwork>(double rate, double masks, double normal, double worst)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        MomentResult result = MomentStudy.Of<TNetwork>(rate);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TNetwork.Definition.Name} at {rate:G3}: {result}"));
        Assert.InRange(result.Masks.Deviation, 0, masks);
        Assert.InRange(result.Normal.Deviation, 0, normal);
        Assert.InRange(result.Normal.Worst, 0, worst);
        Assert.InRange(result.Masks.Worst, 0, worst);
        Assert.InRange(result.Masks.Mean, 0, 0.1);
    }
}
