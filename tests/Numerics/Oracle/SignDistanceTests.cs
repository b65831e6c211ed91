using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Oracle;

/// <summary>How far values are from a kink: as far as what their sign hangs on.</summary>
public sealed class SignDistanceTests
{
    [Fact]
    public void An_activation_keeps_the_distance_of_its_argument() =>
        Assert.Equal([-27, 0.25], Kinks([-27, 0.25], new Silu(), new Relu()));

    [Fact]
    public void What_is_never_negative_comes_to_no_kink() =>
        Assert.All(Kinks([-40, 1e-9], new Sigmoid(), new Relu()), static distance => Assert.Equal(double.PositiveInfinity, distance));

    [Fact]
    public void A_value_that_is_zero_has_no_sign() =>
        Assert.Equal([-27, 2, 0, 2], Kinks([-27, 2], new Relu(), new Relu()));

    [Fact]
    public void A_product_forgets_it()
    {
        var network = new OracleNetwork(1, [new Silu(), new Dense(1, Bias: false), new Relu()], new MeanSquaredError());
        network["dense0.weight"].Values[0] = 1;
        Assert.InRange(Assert.Single(Pass(network, [-27]).KinkDistances), -1e-9, -1e-11);
    }

    [Fact]
    public void A_sum_keeps_the_sign_that_both_have() =>
        Assert.Equal(-27, Kinks([-27], new Silu(), new OracleResidual(1, new LeakyRelu(0.5)), new Relu())[^1]);

    [Fact]
    public void A_sum_of_two_signs_is_its_own_distance() =>
        Assert.Equal(-0.5, Kinks([-1], new OracleResidual(1, new LeakyRelu(-0.5)), new Relu())[^1]);

    private static IReadOnlyList<double> Kinks(double[] inputs, params OracleLayer[] layers) =>
        Pass(new OracleNetwork(inputs.Length, layers, new MeanSquaredError()), inputs).KinkDistances;

    private static OraclePass Pass(OracleNetwork network, double[] inputs) =>
        network.Forward(new Matrix(1, inputs.Length, inputs), OracleMode.Inference);
}
