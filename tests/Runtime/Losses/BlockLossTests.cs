using DropoutGen.Runtime.Tests.Networks;

namespace DropoutGen.Runtime.Tests.Losses;

/// <summary>Losses that take several outputs for one target, and the settings of losses.</summary>
public sealed class BlockLossTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(1e-60)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_delta_that_is_no_distance(double delta)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new HuberLoss(delta));
        Assert.Equal(("delta", delta), (exception.ParamName, (double)exception.ActualValue!));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(0.999999999)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void A_level_that_is_no_quantile(double level)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileLoss(0.5, level));
        Assert.Equal(("levels", level), (exception.ParamName, (double)exception.ActualValue!));
    }

    [Fact]
    public void No_level_at_all() => Assert.Equal("levels", Assert.Throws<ArgumentException>(() => new QuantileLoss()).ParamName);

    [Fact]
    public void Descriptions_tell_losses_of_other_settings_apart()
    {
        Assert.Equal("Huber(0.5)", new HuberLoss(0.5).Description);
        Assert.Equal("Quantile(0.25, 0.75)", new QuantileLoss(0.25, 0.75).Description);
        Assert.Equal("GaussianNegativeLogLikelihood(Full)", new GaussianNegativeLogLikelihoodLoss(full: true).Description);
        Assert.Equal("GaussianNegativeLogLikelihood", new GaussianNegativeLogLikelihoodLoss().Description);
        Assert.Equal("MeanSquaredError", LossOf<SmallRegression>().Description);
    }

    [Fact]
    public void Settings_are_those_declared()
    {
        Assert.Equal([0.1, 0.5, 0.9], Assert.IsType<QuantileLoss>(LossOf<SmallQuantiles>()).Levels);
        Assert.False(Assert.IsType<GaussianNegativeLogLikelihoodLoss>(LossOf<SmallNoise>()).IsFull);
        Assert.Equal(1, new HuberLoss().Delta);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_row_has_one_target_for_its_two_outputs(int targets)
    {
        using var trainer = new SmallNoise(1).CreateTrainer(new Sgd(0.1f));
        var exception = Assert.Throws<ArgumentException>(() => trainer.Step(new float[6], new float[targets]));
        Assert.Contains($"targets has {targets} values; 2 rows of 1 make 2", exception.Message, StringComparison.Ordinal);
        trainer.Step(new float[6], new float[2]);
        Assert.Equal(1, trainer.StepCount);
    }

    [Fact]
    public void Quantiles_cross_the_data_where_they_should()
    {
        // Without inputs the outputs are constants: the quantiles of the targets, up to the optimizer's last steps.
        var network = new SmallQuantiles(1);
        using var trainer = network.CreateTrainer(new Sgd(0.5f));
        var inputs = new float[3 * 100];
        float[] targets = [.. Enumerable.Range(0, 100).SelectMany(static i => new[] { i / 100f, -i / 50f })];
        for (int step = 0; step < 3000; step++)
        {
            trainer.LearningRate = 0.5f / (1 + (step / 300f));
            trainer.Step(inputs, targets);
        }

        var outputs = new float[6];
        network.Predict(new float[3], outputs);
        float[] expected = [0.1f, -1.8f, 0.5f, -1f, 0.9f, -0.2f];
        for (int i = 0; i < 6; i++)
        {
            Assert.InRange(outputs[i], expected[i] - 0.04f, expected[i] + 0.04f);
        }
    }

    [Fact]
    public void Noise_is_learnt_as_a_variance()
    {
        // Targets 1 +- 0.5: mean 1, variance 1/4.
        var network = new SmallNoise(1);
        network.Dropouts.SetRates(0);
        using var trainer = network.CreateTrainer(new Adam(0.01f));
        for (int step = 0; step < 2000; step++)
        {
            trainer.Step(new float[6], [0.5f, 1.5f]);
        }

        var outputs = new float[2];
        network.Predict(new float[3], outputs);
        Assert.InRange(outputs[0], 0.98f, 1.02f);
        Assert.InRange(outputs[1], 0.24f, 0.26f);
        var logits = new float[2];
        network.PredictLogits(new float[3], logits);
        Assert.Equal(outputs[0], logits[0]);
        Assert.Equal(outputs[1], MathF.Exp(logits[1]), 1e-5f);
    }

    private static Loss LossOf<TNetwork>()
        where TNetwork : class, INetwork<TNetwork> => TNetwork.Loss;
}
