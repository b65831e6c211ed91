using System.Globalization;

namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>Moments of trained networks with residual branches and layer normalisation, where they are an approximation.</summary>
public sealed class NormMomentsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void Close_to_passes(double rate)
    {
        Require<PlainBranches>(rate, 1);
        Require<PreNormBranches>(rate, 1);
        Require<PostNormBranches>(rate, 1);
        Require<NormChain>(rate, 1);
    }

    private void Require<TNetwork>(double rate, double bound)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        MomentError error = MomentStudy.Of<TNetwork>(rate);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TNetwork.Definition.Name} at {rate}: {error}"));
        Assert.InRange(error.Deviation, 0, bound);
    }
}
