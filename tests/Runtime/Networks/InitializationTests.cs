namespace DropoutGen.Runtime.Tests.Networks;

public sealed class InitializationTests
{
    // Inputs, units and variance of each layer of Initialised, by the formulas of the enumeration.
    [Theory]
    [InlineData(0, 2.0 / 200)]
    [InlineData(1, 2.0 / 200)]
    [InlineData(2, 1.0 / 100)]
    [InlineData(3, 1.0 / 100)]
    [InlineData(4, 2.0 / 100)]
    [InlineData(5, 2.0 / 200)]
    [InlineData(6, 2.0 / 150)]
    public void Weights_are_uniform_with_the_variance_that_the_activation_asks_for(int layer, double variance)
    {
        var network = new Initialised(seed: 3);
        double[] weights = [.. network.Parameters[$"dense{layer}.weight"].ToArray().Select(static value => (double)value)];
        double bound = Math.Sqrt(3 * variance);
        Assert.All(weights, value => Assert.True(Math.Abs(value) <= bound));
        Assert.InRange(weights.Max(), 0.99 * bound, bound);
        Assert.InRange(weights.Min(), -bound, -0.99 * bound);

        // Of n uniform values the mean deviates by sqrt(variance / n), the variance by variance * sqrt(0.8 / n).
        double mean = weights.Average();
        Assert.InRange(mean, -5 * Math.Sqrt(variance / weights.Length), 5 * Math.Sqrt(variance / weights.Length));
        double found = weights.Average(value => value * value);
        double margin = 5 * Math.Sqrt(0.8 / weights.Length);
        Assert.InRange(found / variance, 1 - margin, 1 + margin);
        Assert.All(network.Parameters[$"dense{layer}.bias"].ToArray(), static value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Seeds_reproduce_and_differ_and_tensors_differ()
    {
        float[] first = Weights(1);
        Assert.Equal(first, Weights(1));
        Assert.NotEqual(first, Weights(2));
        Assert.NotEqual(first, Weights(1UL << 32));
        var network = new Initialised(1);
        Assert.NotEqual(
            network.Parameters["dense1.weight"].ToArray()[..100], network.Parameters["dense3.weight"].ToArray()[..100]);
    }

    [Fact]
    public void All_widths_start_from_the_same_parameters()
    {
        float[] first = Weights(5);
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            var network = new Initialised(5) { VectorWidth = width };
            Assert.Equal(first, network.Parameters.SelectMany(static parameter => parameter.ToArray()));
        }
    }

    private static float[] Weights(ulong seed) =>
        [.. new Initialised(seed).Parameters.SelectMany(static parameter => parameter.ToArray())];
}
