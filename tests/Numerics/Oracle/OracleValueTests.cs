using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Oracle;

/// <summary>Values worked out elsewhere: gradients alone would not notice a wrong function.</summary>
public class OracleValueTests
{
    // 40 digits of mpmath, rounded.
    [Theory]
    [InlineData(0.001, 0.0011283787909692364, 0.99887162120903077)]
    [InlineData(0.5, 0.52049987781304654, 0.47950012218695346)]
    [InlineData(1, 0.84270079294971487, 0.15729920705028513)]
    [InlineData(1.5, 0.96610514647531073, 0.033894853524689273)]
    [InlineData(1.99, 0.99511141319961700, 0.0048885868003830028)]
    [InlineData(2, 0.99532226501895273, 0.0046777349810472658)]
    [InlineData(2.5, 0.99959304798255504, 0.00040695201744495894)]
    [InlineData(3, 0.99997790950300141, 2.2090496998585441e-5)]
    [InlineData(5, 0.99999999999846254, 1.5374597944280349e-12)]
    [InlineData(8, 1, 1.1224297172982927e-29)]
    [InlineData(20, 1, 5.3958656116079009e-176)]
    public void Error_function(double x, double erf, double erfc)
    {
        RequireClose(erf, OracleMath.Erf(x), 1e-15);
        RequireClose(-erf, OracleMath.Erf(-x), 1e-15);
        RequireClose(erfc, OracleMath.Erfc(x), 1e-13);
        RequireClose(2 - erfc, OracleMath.Erfc(-x), 1e-15);
    }

    [Fact]
    public void Error_function_at_the_ends()
    {
        Assert.Equal(0, OracleMath.Erf(0));
        Assert.Equal(1, OracleMath.Erf(double.PositiveInfinity));
        Assert.Equal(2, OracleMath.Erfc(double.NegativeInfinity));
        Assert.True(double.IsNaN(OracleMath.Erf(double.NaN)));
    }

    [Theory]
    [InlineData(1e-10, 1.00000000005e-10, 9.9999999995e-11)]
    [InlineData(-0.25, -0.22119921692859513, -0.28768207245178093)]
    [InlineData(0.5, 0.64872127070012815, 0.40546510810816438)]
    public void Differences_without_cancellation(double x, double expMinusOne, double logOnePlus)
    {
        RequireClose(expMinusOne, OracleMath.ExpMinusOne(x), 1e-15);
        RequireClose(logOnePlus, OracleMath.LogOnePlus(x), 1e-15);
    }

    [Fact]
    public void Differences_at_the_ends()
    {
        Assert.Equal(-1, OracleMath.ExpMinusOne(-800));
        Assert.Equal(double.PositiveInfinity, OracleMath.ExpMinusOne(800));
        Assert.Equal(-1, OracleMath.ExpMinusOne(double.NegativeInfinity));
    }

    public static TheoryData<string, double, double, double> ActivationValues => new()
    {
        { "Relu", 2, 2, 1 },
        { "Relu", -2, 0, 0 },
        { "Relu", 0, 0, 0 },
        { "LeakyRelu", -2, -0.02, 0.01 },
        { "Elu", -1, -0.63212055882855768, 0.36787944117144232 },
        { "Selu", 2, 2.1014019747109610, 1.0507009873554805 },
        { "Selu", -1, -1.1113307378125625, 0.646768603034814069 },
        { "Gelu", 1, 0.84134474606854293, 1.0833154705876862 },
        { "Gelu", -10, -7.6198530241605261e-23, -7.61840009646481409e-22 },
        { "Silu", 1, 0.73105857863000487, 0.92767051187146740 },
        { "Tanh", 0.5, 0.46211715726000976, 0.78644773296592741 },
        { "Sigmoid", -2, 0.11920292202211756, 0.10499358540350652 },
        { "Square", -1.5, 2.25, -3 },
        { "Softplus", 0, 0.34657359027997265, 0.5 },
        { "Softplus", 1000, 1000, 1 },
        { "Softplus", -20, 2.1241771276457945e-18, 4.2483542552915890e-18 },
    };

    // Softplus here has beta = 2.
    [Theory]
    [MemberData(nameof(ActivationValues))]
    public void Activations(string name, double x, double value, double derivative)
    {
        Activation activation = name switch
        {
            "Relu" => new Relu(),
            "LeakyRelu" => new LeakyRelu(),
            "Elu" => new Elu(),
            "Selu" => new Selu(),
            "Gelu" => new Gelu(),
            "Silu" => new Silu(),
            "Tanh" => new Tanh(),
            "Sigmoid" => new Sigmoid(),
            "Square" => new Square(),
            _ => new Softplus(2),
        };
        RequireClose(value, activation.Forward(x), 1e-12);
        RequireClose(derivative, activation.Derivative(x), 1e-12);
    }

    [Fact]
    public void Relu_lets_NaN_through()
    {
        Assert.True(double.IsNaN(new Relu().Forward(double.NaN)));
        Assert.Equal(1, new Relu().Derivative(double.NaN));
    }

    [Fact]
    public void Dense_is_x_times_the_transposed_weight_plus_bias()
    {
        var network = new OracleNetwork(2, [new Dense(3)], new MeanSquaredError());
        network["dense0.weight"].CopyFrom([1, 2, 3, 4, 5, 6]);
        network["dense0.bias"].CopyFrom([10, 20, 30]);
        Assert.Equal([3, 2], network["dense0.weight"].Shape);
        Assert.Equal(
            [10 + 1 - 2, 20 + 3 - 4, 30 + 5 - 6],
            network.Forward(new Matrix(1, 2, [1, -1]), OracleMode.Inference).Logits.Values);
    }

    [Fact]
    public void Softmax_cross_entropy_of_two_weighted_rows()
    {
        // Rows: probabilities 1/4, 3/4 and 1/2, 1/2.
        var network = new OracleNetwork(2, [], new SoftmaxCrossEntropy());
        var logits = new Matrix(2, 2, [0, Math.Log(3), 1000, 1000]);
        OracleStep step = network.Step(logits, OracleTargets.Labels([0, 1], [2, 0.5]), OracleMode.Training);
        RequireClose(((2 * Math.Log(4)) + (0.5 * Math.Log(2))) / 2, step.Loss, 1e-15);
        double[] expected = [2 * -0.75 / 2, 2 * 0.75 / 2, 0.5 * 0.5 / 2, 0.5 * -0.5 / 2];
        TensorDifference.Between("gradient", step.Gradients.Inputs.Values, expected).RequireWithin(1e-14);
        TensorDifference.Between("predictions", network.Predict(logits).Values, [0.25, 0.75, 0.5, 0.5]).RequireWithin(1e-14);
    }

    [Fact]
    public void Sigmoid_cross_entropy_of_two_weighted_rows()
    {
        // sigmoid(log 3) = 3/4.
        var network = new OracleNetwork(1, [], new SigmoidCrossEntropy());
        var logits = new Matrix(2, 1, [Math.Log(3), -1000]);
        OracleStep step = network.Step(
            logits, OracleTargets.Values(new Matrix(2, 1, [0.25, 1]), [2, 0.5]), OracleMode.Training);
        double first = (-0.25 * Math.Log(0.75)) - (0.75 * Math.Log(0.25));
        RequireClose(((2 * first) + (0.5 * 1000)) / 2, step.Loss, 1e-15);
        TensorDifference.Between("gradient", step.Gradients.Inputs.Values, [2 * 0.5 / 2, 0.5 * -1 / 2]).RequireWithin(1e-14);
        RequireClose(0.75, network.Predict(logits)[0, 0], 1e-15);
    }

    [Fact]
    public void Squared_error_averages_over_rows_and_outputs()
    {
        var network = new OracleNetwork(2, [], new MeanSquaredError());
        var outputs = new Matrix(2, 2, [1, 2, 3, 4]);
        OracleStep step = network.Step(
            outputs, OracleTargets.Values(new Matrix(2, 2, [0, 0, 0, 6]), [1, 3]), OracleMode.Training);
        Assert.Equal((1 + 4 + (3 * (9 + 4))) / 4.0, step.Loss);
        Assert.Equal([2 * 1 / 4.0, 2 * 2 / 4.0, 3 * 2 * 3 / 4.0, 3 * 2 * -2 / 4.0], step.Gradients.Inputs.Values);
        Assert.Equal(outputs.Values, network.Predict(outputs).Values);
    }

    [Fact]
    public void Huber_is_a_square_near_the_target_and_a_line_beyond()
    {
        var network = new OracleNetwork(2, [], new Huber(2));
        OracleStep step = network.Step(
            new Matrix(2, 2, [1, 5, -4, 0]), OracleTargets.Values(new Matrix(2, 2, [0, 0, 0, 0.5]), [1, 3]), OracleMode.Training);
        Assert.Equal((0.5 + (2 * 4) + (3 * ((2 * 3) + 0.125))) / 4, step.Loss);
        Assert.Equal([1 / 4.0, 2 / 4.0, 3 * -2 / 4.0, 3 * -0.5 / 4.0], step.Gradients.Inputs.Values);
    }

    [Fact]
    public void Quantiles_weigh_the_sides_of_the_target_and_stand_level_by_level()
    {
        // Levels 0.25 and 0.5, two targets: outputs 0 and 1 are the first level's.
        var network = new OracleNetwork(4, [], new Quantile(0.25, 0.5));
        OracleStep step = network.Step(
            new Matrix(1, 4, [1, -1, 3, 0]), OracleTargets.Values(new Matrix(1, 2, [0, 1]), [2]), OracleMode.Training);
        Assert.Equal(2 * (0.75 + 0.5 + 1.5 + 0.5) / 4, step.Loss);
        Assert.Equal([2 * 0.75 / 4, 2 * -0.25 / 4, 2 * 0.5 / 4, 2 * -0.5 / 4], step.Gradients.Inputs.Values);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0.91893853320467274)]
    public void Gaussian_likelihood_of_two_targets(bool full, double constant)
    {
        // Means 1 and 3, variances 4 and 1/2.
        var network = new OracleNetwork(4, [], new GaussianNegativeLogLikelihood(full));
        var outputs = new Matrix(1, 4, [1, 3, Math.Log(4), -Math.Log(2)]);
        OracleStep step = network.Step(outputs, OracleTargets.Values(new Matrix(1, 2, [3, 2]), [0.5]), OracleMode.Training);
        double first = (Math.Log(4) / 2) + (4 / 8.0);
        double second = (-Math.Log(2) / 2) + 1;
        RequireClose(0.5 * (first + second + (2 * constant)) / 2, step.Loss, 1e-14);
        double[] expected = [0.25 * -2 / 4, 0.25 * 1 * 2, 0.25 * (1 - (4 / 4.0)) / 2, 0.25 * (1 - 2) / 2];
        TensorDifference.Between("gradient", step.Gradients.Inputs.Values, expected).RequireWithin(1e-14);
        TensorDifference.Between("predictions", network.Predict(outputs).Values, [1, 3, 4, 0.5]).RequireWithin(1e-14);
    }

    [Theory]
    [InlineData(DropoutScaling.Inverted, 4.0 / 3, 1)]
    [InlineData(DropoutScaling.Classic, 1, 0.75)]
    [InlineData(DropoutScaling.None, 1, 1)]
    public void Dropout_scales_in_training_or_at_inference(DropoutScaling scaling, double training, double inference)
    {
        var network = new OracleNetwork(2, [new OracleDropout(0.25, scaling)], new MeanSquaredError());
        var masks = MaskSource.From((_, row, unit) => row == unit, _ => 0.75);
        var inputs = new Matrix(2, 2, [1, double.NaN, 3, 4]);
        double[] expected = [1 * training, 0, 0, 4 * training];
        Assert.Equal(expected, network.Forward(inputs, OracleMode.Training, masks).Logits.Values);
        Assert.Equal(expected, network.Forward(inputs, OracleMode.Sampling, masks).Logits.Values);
        Assert.Equal(
            [inference, 4 * inference],
            network.Forward(inputs, OracleMode.Inference).Logits.Values.Where((_, index) => index is 0 or 3));
    }

    [Fact]
    public void Differences_name_tensor_index_and_values()
    {
        TensorDifference.Between("w", [1f, float.NaN, float.PositiveInfinity], [1, double.NaN, double.PositiveInfinity])
            .RequireWithin(0);
        var exception = Assert.Throws<TensorMismatchException>(
            () => TensorDifference.Between("dense0.weight", [1.0, 2.5, -4], [1, 2, -4]).RequireWithin(0.1));
        Assert.Equal(
            "dense0.weight: max|a-b| / max|b| = 0.125 at index 1 of 3: 2.5 against 2, max|b| = 4 exceeds the tolerance of 0.1.",
            exception.Message);
        Assert.Throws<TensorMismatchException>(
            () => TensorDifference.Between("w", [double.NaN], [1]).RequireWithin(1e9));
        Assert.Throws<TensorMismatchException>(
            () => TensorDifference.Between("w", [1e-30], [0.0]).RequireWithin(1e9));
        Assert.Throws<TensorMismatchException>(() => TensorDifference.Between("w", [1.0], [1.0, 2]));
    }

    private static void RequireClose(double expected, double actual, double tolerance) =>
        TensorDifference.Between("value", [actual], [expected]).RequireWithin(tolerance);
}
