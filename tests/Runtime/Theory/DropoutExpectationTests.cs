using DropoutGen.Theory;

namespace DropoutGen.Runtime.Tests.Theory;

/// <summary>Means over masks are the enumerated ones, and the deterministic output where they should be.</summary>
public sealed class DropoutExpectationTests
{
    private const int Passes = 40_000;

    [Fact]
    public void Inverted_scaling_keeps_a_linear_output() =>
        Require<LinearInverted>(Cases.Linear(DropoutScaling.Inverted), Cases.Inputs3, isKept: true);

    [Fact]
    public void Classic_scaling_keeps_it_too() =>
        Require<LinearClassic>(Cases.Linear(DropoutScaling.Classic), Cases.Inputs3, isKept: true);

    [Fact]
    public void Without_scaling_it_is_not_kept() =>
        Require<LinearUnscaled>(Cases.Linear(DropoutScaling.None), Cases.Inputs3, isKept: false);

    [Fact]
    public void Behind_a_curved_function_it_is_not_kept() =>
        Require<CurvedValues>(Cases.Curved(), Cases.Inputs2, isKept: false);

    [Fact]
    public void Logits_of_a_classifier_are_linear_in_its_last_dropout() =>
        Require<CurvedClasses>(Cases.Classes(), Cases.Inputs2, isKept: true);

    [Fact]
    public void The_bias_of_a_quadratic_unit_has_a_closed_form()
    {
        Enumeration exact = Cases.Quadratic();
        QuadraticUnit network = exact.Create<QuadraticUnit>();
        double[] mean = exact.Moments(exact.Logits).Mean;
        ExpectationReport report = DropoutExpectation.Measure(network, Cases.Inputs3, Passes, seed: 4, Cases.Confidence);
        for (int row = 0; row < 2; row++)
        {
            double bias = DropoutExpectation.BiasOfQuadraticUnit(
                network.Dense0Weight.ToArray(),
                Cases.Inputs3.AsSpan(3 * row, 3),
                network.Dropouts[0].EffectiveKeepProbability);
            Assert.Equal(mean[row] - exact.Deterministic[row], bias, 1e-10);
            Assert.Equal(bias, report.ExactBias(row, 0)!.Value, 1e-12);
            Assert.True(report.Bias(row, 0).Contains(bias), $"{report.Bias(row, 0)} does not contain {bias}");
        }

        Assert.False(report.IsKept);
    }

    [Fact]
    public void One_input_of_weight_1_has_the_bias_x2_p_over_1_minus_p() =>
        Assert.Equal(9 * 0.2 / 0.8, DropoutExpectation.BiasOfQuadraticUnit([1], [3], 0.8), 1e-12);

    [Fact]
    public void A_mistake_has_no_Jensen_bias() =>
        Assert.Throws<ArgumentException>(() => DropoutExpectation.BiasOfQuadraticUnit([1], [3], 0.8, DropoutScaling.None));

    [Fact]
    public void Bad_arguments_are_named()
    {
        var network = new LinearInverted(1);
        Assert.Equal("passes", Assert.Throws<ArgumentOutOfRangeException>(
            () => DropoutExpectation.Measure(network, Cases.Inputs3, 1, seed: 1)).ParamName);
        Assert.Equal("confidence", Assert.Throws<ArgumentOutOfRangeException>(
            () => DropoutExpectation.Measure(network, Cases.Inputs3, 2, seed: 1, confidence: 1)).ParamName);
        Assert.Contains("7", Assert.Throws<ArgumentException>(
            () => DropoutExpectation.Measure(network, new float[7], 2, seed: 1)).Message, StringComparison.Ordinal);
        ExpectationReport report = DropoutExpectation.Measure(network, Cases.Inputs3, 2, seed: 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => report.Mean(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => report.Mean(0, -1));
    }

    private static void Require<TNetwork>(Enumeration exact, float[] inputs, bool isKept)
        where TNetwork : class, INetwork<TNetwork>
    {
        (double[] mean, double[] variance) = exact.Moments(exact.Logits);
        ExpectationReport report = DropoutExpectation.Measure(exact.Create<TNetwork>(), inputs, Passes, seed: 4, Cases.Confidence);
        for (int i = 0; i < mean.Length; i++)
        {
            Estimate measured = report.Mean(i / report.Outputs, i % report.Outputs);
            Assert.True(measured.Contains(mean[i]), $"{measured} does not contain {mean[i]}");
            Estimate spread = report.Variance(i / report.Outputs, i % report.Outputs);
            Assert.True(spread.Contains(variance[i]), $"{spread} does not contain {variance[i]}");
            Assert.Equal(exact.Deterministic[i], report.Deterministic[i], 1e-5);
        }

        double bias = mean.Zip(exact.Deterministic, static (with, without) => with - without).Average();
        Assert.True(report.MeanBias.Contains(bias), $"{report.MeanBias} does not contain {bias}");
        Assert.Equal(isKept ? 0.0 : null, report.ExactBias(0, 0));
        Assert.Equal(isKept, report.IsKept);
        Assert.Equal(isKept, report.Outside == 0);
    }
}
