using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Oracle;

public class GradientTests
{
    private static readonly Dictionary<string, OracleLayer[]> s_middles = new()
    {
        ["nothing"] = [],
        ["Relu"] = [new Relu()],
        ["LeakyRelu"] = [new LeakyRelu(0.2)],
        ["LeakyRelu, negative slope"] = [new LeakyRelu(-0.3)],
        ["Elu"] = [new Elu()],
        ["Elu 1.7"] = [new Elu(1.7)],
        ["Selu"] = [new Selu()],
        ["Gelu"] = [new Gelu()],
        ["Silu"] = [new Silu()],
        ["Tanh"] = [new Tanh()],
        ["Sigmoid"] = [new Sigmoid()],
        ["Softplus"] = [new Softplus()],
        ["Softplus 3.5"] = [new Softplus(3.5)],
        ["Square"] = [new Square()],
        ["Square, Dropout"] = [new Square(), new OracleDropout(0.3)],
        ["Dropout inverted"] = [new OracleDropout(0.5)],
        ["Dropout classic"] = [new OracleDropout(0.3, DropoutScaling.Classic)],
        ["Dropout none"] = [new OracleDropout(0.3, DropoutScaling.None)],
        ["Dropout 0"] = [new OracleDropout(0)],
        ["Relu, Dropout"] = [new Relu(), new OracleDropout(0.5)],
        ["Dropout, Relu"] = [new OracleDropout(0.5), new Relu()],
        ["Dropout, Elu, Dropout"] = [new OracleDropout(0.2), new Elu(1.7), new OracleDropout(0.4)],
        ["two dropouts"] = [new Tanh(), new OracleDropout(0.25), new OracleDropout(0.3, DropoutScaling.Classic)],
        ["Gelu, Silu, Tanh"] = [new Gelu(), new Silu(), new Tanh()],
        ["Relu, Relu"] = [new Relu(), new Relu()],
        ["Selu, Dropout, Sigmoid"] = [new Selu(), new OracleDropout(0.3), new Sigmoid()],
        ["Selu, AlphaDropout"] = [new Selu(), new OracleAlphaDropout(0.3)],
        ["AlphaDropout, Tanh"] = [new OracleAlphaDropout(0.2), new Tanh()],
        ["DropConnect, Dense"] = [new OracleDropConnect(0.3), new Dense(5), new Tanh()],
        ["Dropout, DropConnect, Dense"] = [new Gelu(), new OracleDropout(0.3), new OracleDropConnect(0.5), new Dense(5, Bias: false), new OracleDropConnect(0.25)],
        ["ConcreteDropout, Dense"] = [new Tanh(), new OracleConcreteDropout(0.3, 0.01, 0.02), new Dense(5), new Tanh(), new OracleConcreteDropout(0.1)],
        ["GaussianDropout"] = [new OracleGaussianDropout(0.3)],
        ["Silu, GaussianDropout, Tanh"] = [new Silu(), new OracleGaussianDropout(0.5), new Tanh()],
        // Behind a nonlinearity: right behind a product the gradient of its bias is zero, which no difference can show.
        ["Tanh, BatchNorm"] = [new Tanh(), new OracleBatchNorm()],
        ["Gelu, Dropout, BatchNorm, Sigmoid"] = [new Gelu(), new OracleDropout(0.3), new OracleBatchNorm(Epsilon: 0.1), new Sigmoid()],
        ["Silu, BatchNorm not affine, Dropout"] = [new Silu(), new OracleBatchNorm(Affine: false), new OracleDropout(0.3)],
        ["LayerNorm"] = [new OracleLayerNorm()],
        ["Tanh, LayerNorm not affine, Silu"] = [new Tanh(), new OracleLayerNorm(Epsilon: 0.01, Affine: false), new Silu()],
        ["LayerNorm, Tanh, BatchNorm"] = [new OracleLayerNorm(), new Tanh(), new OracleBatchNorm()],
        ["Repeat"] = [new OracleRepeat(2, new Dense(6), new Tanh(), new OracleDropout(0.3))],
        ["Residual"] = [new OracleResidual(2, new Dense(9), new Silu(), new OracleDropout(0.3), new Dense(6))],
        ["Residual in Residual"] = [new OracleResidual(1, new OracleLayerNorm(), new OracleResidual(2, new Tanh(), new Dense(6)), new OracleDropout(0.2))],
        ["Residual, DropPath"] = [new OracleResidual(3, new Dense(9), new Silu(), new Dense(6)) { DropPath = new OracleDropPath(0.6, IsLinear: true) }],
        ["Residual, DropPath classic"] = [new Tanh(), new OracleResidual(2, new Dense(6), new Tanh()) { DropPath = new OracleDropPath(0.4, DropoutScaling.Classic) }],
        ["wide"] = [new Dense(130), new Silu(), new OracleDropout(0.4)],
    };

    private static readonly Dictionary<string, OracleLoss> s_losses = new()
    {
        ["softmax"] = new SoftmaxCrossEntropy(),
        ["sigmoid"] = new SigmoidCrossEntropy(),
        ["squared"] = new MeanSquaredError(),
        ["Huber"] = new Huber(0.4),
        ["three quantiles"] = new Quantile(0.05, 0.5, 0.9),
        ["likelihood"] = new GaussianNegativeLogLikelihood(),
        ["full likelihood"] = new GaussianNegativeLogLikelihood(Full: true),
    };

    public static TheoryData<string, string> LayersAndLosses()
    {
        var data = new TheoryData<string, string>();
        foreach (string middle in s_middles.Keys)
        {
            foreach (string loss in s_losses.Keys)
            {
                data.Add(middle, loss);
            }
        }

        return data;
    }

    public static TheoryData<string> Losses() => new(s_losses.Keys);

    [Theory]
    [MemberData(nameof(LayersAndLosses))]
    public void Gradients_between_two_dense_layers_match_differences(string middle, string loss) =>
        OracleChecks.RequireGradients(
            new OracleNetwork(4, [new Dense(6), .. s_middles[middle], new Dense(6)], s_losses[loss]));

    [Theory]
    [MemberData(nameof(Losses))]
    public void Sample_weights_enter_the_gradients(string loss) =>
        OracleChecks.RequireGradients(
            new OracleNetwork(4, [new Dense(6), new Tanh(), new Dense(6)], s_losses[loss]), weighted: true);

    [Theory]
    [MemberData(nameof(Losses))]
    public void Dense_without_bias(string loss)
    {
        var network = new OracleNetwork(4, [new Dense(6, Bias: false), new Gelu(), new Dense(6, Bias: false)], s_losses[loss]);
        Assert.Equal(["dense0.weight", "dense1.weight"], network.Parameters.Select(parameter => parameter.Name));
        OracleChecks.RequireGradients(network);
    }

    [Fact]
    public void Dropout_on_the_inputs() =>
        OracleChecks.RequireGradients(new OracleNetwork(
            9, [new OracleDropout(0.2), new Dense(6), new Relu(), new OracleDropout(0.5), new Dense(3)], new SoftmaxCrossEntropy()));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Marginalized_dropout(bool weighted) =>
        OracleChecks.RequireGradients(
            new OracleNetwork(5, [new Dense(6), new Tanh(), new OracleMarginalizedDropout(0.3), new Dense(3)], new MeanSquaredError()), weighted: weighted);

    [Fact]
    public void Dropout_of_features() =>
        OracleChecks.RequireGradients(new OracleNetwork(
            9, [new OracleFeatureDropout(0.4, [0, 3, 4], [5], [8, 7]), new Dense(6), new Tanh(), new Dense(3)], new SoftmaxCrossEntropy()));

    [Fact]
    public void Dropout_and_activation_behind_the_last_dense_layer() =>
        OracleChecks.RequireGradients(new OracleNetwork(
            4, [new Dense(6), new Softplus(), new OracleDropout(0.3), new Tanh()], new MeanSquaredError()));

    [Fact]
    public void A_network_without_parameters() =>
        OracleChecks.RequireGradients(new OracleNetwork(4, [new Silu(), new OracleDropout(0.3)], new MeanSquaredError()));

    [Theory]
    [InlineData(OracleMode.Inference)]
    [InlineData(OracleMode.Sampling)]
    public void Other_modes_can_be_gone_back_too(OracleMode mode) =>
        OracleChecks.RequireGradients(
            new OracleNetwork(
                4, [new Dense(6), new Elu(), new OracleDropout(0.3, DropoutScaling.Classic), new Dense(3)], new SigmoidCrossEntropy()),
            mode: mode);

    [Fact]
    public void Backward_from_a_given_gradient_is_linear_in_it()
    {
        var network = new OracleNetwork(4, [new Dense(6), new Tanh(), new Dense(3)], new MeanSquaredError());
        network.Randomize(3);
        OraclePass pass = network.Forward(OracleChecks.RandomMatrix(5, 4, 1), OracleMode.Training);
        Matrix gradient = OracleChecks.RandomMatrix(5, 3, 2);
        OracleGradients once = pass.Backward(gradient);
        OracleGradients twice = pass.Backward(gradient.Map(x => 2 * x));
        Assert.Equal(once.Inputs.Values.Select(x => 2 * x), twice.Inputs.Values);
        Assert.Equal(once["dense0.weight"].Select(x => 2 * x), twice["dense0.weight"]);
    }

    [Fact]
    public void Differences_skip_kinks_and_say_so()
    {
        var network = new OracleNetwork(2, [new Relu()], new MeanSquaredError());
        var inputs = new Matrix(2, 2, [0.5, 1e-6, -0.5, -5e-5]);
        OracleTargets targets = OracleTargets.Values(new Matrix(2, 2));
        DifferenceQuotients tensor = Assert.Single(
            new FiniteDifferences(network, targets, OracleMode.Inference, null).Compute(inputs));
        Assert.Equal(2, tensor.Skipped);
        Assert.Equal([0, 2], tensor.Indices);
    }

    [Fact]
    public void Differences_of_a_seeded_subset()
    {
        var network = new OracleNetwork(20, [new Dense(10)], new MeanSquaredError());
        network.Randomize(1);
        OracleTargets targets = OracleTargets.Values(new Matrix(2, 10));
        var differences = new FiniteDifferences(network, targets, OracleMode.Inference, null) { MaximumCoordinates = 17 };
        Matrix inputs = OracleChecks.RandomMatrix(2, 20, 4);
        Assert.Equal([17, 17, 10], differences.Compute(inputs).Select(tensor => tensor.Values.Length));
        Assert.Equal(differences.Compute(inputs)[1].Indices, differences.Compute(inputs)[1].Indices);
    }
}
