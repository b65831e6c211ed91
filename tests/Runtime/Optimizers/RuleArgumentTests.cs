namespace DropoutGen.Runtime.Tests.Optimizers;

public sealed class RuleArgumentTests
{
    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Values_that_must_be_finite_and_not_negative(float value)
    {
        Require(value, "learningRate", () => _ = new Sgd(value));
        Require(value, "learningRate", () => _ = new Adam(value));
        Require(value, "learningRate", () => _ = new AdamW(value));
        Require(value, "learningRate", () => _ = new RmsProp(value));
        Require(value, "weightDecay", () => _ = new RmsProp(weightDecay: value));
        Require(value, "epsilon", () => _ = new RmsProp(epsilon: value));
        Require(value, "weightDecay", () => _ = new Sgd(0.1f, weightDecay: value));
        Require(value, "weightDecay", () => _ = new Adam(weightDecay: value));
        Require(value, "weightDecay", () => _ = new AdamW(weightDecay: value));
        Require(value, "epsilon", () => _ = new Adam(epsilon: value));
        Require(value, "epsilon", () => _ = new AdamW(epsilon: value));
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(1f)]
    [InlineData(float.NaN)]
    public void Fractions(float value)
    {
        Require(value, "momentum", () => _ = new Sgd(0.1f, momentum: value));
        Require(value, "beta1", () => _ = new Adam(beta1: value));
        Require(value, "beta2", () => _ = new Adam(beta2: value));
        Require(value, "beta1", () => _ = new AdamW(beta1: value));
        Require(value, "beta2", () => _ = new AdamW(beta2: value));
        Require(value, "decay", () => _ = new RmsProp(decay: value));
        Require(value, "momentum", () => _ = new RmsProp(momentum: value));
    }

    [Fact]
    public void A_root_that_could_be_0_needs_its_epsilon() => Require(0f, "epsilon", () => _ = new RmsProp(epsilon: 0f));

    [Fact]
    public void Nesterov_without_momentum() =>
        Assert.Equal("nesterov", Assert.Throws<ArgumentException>(() => new Sgd(0.1f, nesterov: true)).ParamName);

    [Fact]
    public void Without_arguments_the_defaults_hold()
    {
        Assert.Equal(1e-3f, new Adam().LearningRate);
        Assert.Equal(new Adam(1e-3f, 0.9f, 0.999f, 1e-8f, 0f), new Adam());
        Assert.Equal(1e-3f, new AdamW().LearningRate);
        Assert.Equal(new AdamW(1e-3f, 0.9f, 0.999f, 1e-8f, 0.01f), new AdamW());
        Assert.Equal(1e-2f, new RmsProp().LearningRate);
        Assert.Equal(new RmsProp(1e-2f, 0.99f, 1e-8f, 0f, 0f, false), new RmsProp());
    }

    private static void Require(float value, string name, Action action)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(action);
        Assert.Equal((value, name), ((float)exception.ActualValue!, exception.ParamName));
    }
}
