using DropoutGen.Runtime.Tests.Training;

namespace DropoutGen.Runtime.Tests.Networks;

public sealed class NetworkArgumentTests
{
    [Theory]
    [InlineData(0, 0, "3")]
    [InlineData(4, 2, "4", "3")]
    [InlineData(6, 5, "outputs", "5", "4")]
    public void Lengths_of_predictions(int inputs, int outputs, params string[] parts)
    {
        var network = new SmallClassifier(1);
        float[] destination = [.. Enumerable.Repeat(-7f, outputs)];
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => network.Predict(new float[inputs], destination)), parts);
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => network.PredictLogits(new float[inputs], destination)), parts);
        Assert.All(destination, static value => Assert.Equal(-7f, value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-3)]
    public void Too_few_passes(int passes) => Assert.Equal(passes, Assert.Throws<ArgumentOutOfRangeException>(
        () => new SmallClassifier(1).PredictMonteCarlo(new float[3], passes, seed: 0)).ActualValue);

    [Fact]
    public void Rows_to_sample() => TrainerArgumentTests.RequireParts(
        Assert.Throws<ArgumentException>(() => new SmallClassifier(1).PredictMonteCarlo(new float[4], 2, 0)), "4", "3");

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_rate_out_of_range_leaves_the_old_one(double rate)
    {
        var network = new SmallClassifier(1);
        network.Dropouts[0].Rate = 0.3;
        double keep = network.Dropouts[0].EffectiveKeepProbability;
        Assert.Equal(rate, Assert.Throws<ArgumentOutOfRangeException>(() => network.Dropouts[0].Rate = rate).ActualValue);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Dropouts.SetRates(rate));
        Assert.Equal((0.3, keep), (network.Dropouts[0].Rate, network.Dropouts[0].EffectiveKeepProbability));
    }

    [Theory]
    [InlineData((VectorWidth)7777)]
    public void An_unsupported_width_leaves_the_old_one(VectorWidth width)
    {
        var network = new SmallClassifier(1);
        VectorWidth before = network.VectorWidth;
        TrainerArgumentTests.RequireParts(
            Assert.Throws<PlatformNotSupportedException>(() => network.VectorWidth = width), "7777", "Scalar");
        Assert.Throws<PlatformNotSupportedException>(() => VectorWidths.Default = width);
        Assert.Equal(before, network.VectorWidth);
    }

    [Fact]
    public void Changed_rates_take_effect()
    {
        var network = new SmallClassifier(1);
        network.Dropouts.SetRates(0);
        MonteCarloPrediction without = network.PredictMonteCarlo([1, 2, 3], 8, seed: 1);
        Assert.All(without.Variance.ToArray(), static value => Assert.Equal(0f, value));
        network.Dropouts.SetRates(0.5);
        MonteCarloPrediction with = network.PredictMonteCarlo([1, 2, 3], 64, seed: 1);
        Assert.All(with.Variance.ToArray(), static value => Assert.True(value > 0));
    }
}
