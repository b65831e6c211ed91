using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Plan;
using static DropoutGen.Generator.Tests.Networks;

namespace DropoutGen.Generator.Tests.Planning;

/// <summary>What a chain saves for its backward pass, and what its programs read.</summary>
public sealed class ChainFusionTests
{
    public static TheoryData<string, bool> Saving => new()
    {
        { "", false },
        { "Relu", false },
        { "Tanh", false },
        { "Sigmoid", false },
        { "Elu", false },
        { "Selu", false },
        { "Softplus", false },
        { "LeakyRelu", false },
        { "Dropout", false },
        { "Relu Dropout", false },
        { "Tanh Dropout", false },
        { "AlphaDropout", false },
        { "Selu AlphaDropout", false },
        { "GaussianDropout", false },
        { "Relu GaussianDropout", true },
        { "Gelu", true },
        { "Silu", true },
        { "Square", true },
        { "EluOfMinusOne", true },
        { "FlippingLeakyRelu", true },
        { "FlatLeakyRelu", true },
        { "Gelu Dropout", true },
        { "Dropout Relu", true },
        { "Relu Tanh", true },
        { "Dropout Dropout", true },
        { "Relu Dropout Dropout", true },
        { "Relu Dropout Tanh", true },
    };

    [Theory]
    [MemberData(nameof(Saving))]
    public void The_product_is_saved_where_the_result_does_not_tell_the_derivative(string chain, bool saves) =>
        Assert.Equal(saves, Fusion(chain).SavesProduct);

    [Fact]
    public void Behind_a_relu_the_backward_pass_reads_no_mask()
    {
        FusedProgram backward = Fusion("Relu Dropout").Backward(Source.Accumulator);
        Assert.Empty(backward.Masks);
        Assert.Equal([StreamRole.Result, StreamRole.Gradient], backward.Streams.Select(static stream => stream.Role));
        Assert.Equal([new ScaleArgument(ScaleKind.Training, 0)], backward.Scales);
    }

    [Fact]
    public void Behind_a_tanh_the_output_is_restored_from_the_scaled_one()
    {
        FusedProgram backward = Fusion("Tanh Dropout").Backward(Source.Accumulator);
        Assert.Single(backward.Masks);
        Assert.Equal(
            [new ScaleArgument(ScaleKind.InverseTraining, 0), new ScaleArgument(ScaleKind.Training, 0)], backward.Scales);
    }

    [Theory]
    [InlineData(Layers.DropoutScaling.Inverted, true, false)]
    [InlineData(Layers.DropoutScaling.Classic, false, true)]
    [InlineData(Layers.DropoutScaling.None, false, false)]
    internal void Scaling_happens_in_training_or_at_inference(Layers.DropoutScaling scaling, bool training, bool inference)
    {
        ChainFusion fusion = Fusion(Relu, Dropout(0.5, scaling));
        Assert.Equal(training, HasScale(fusion.Forward(Source.Accumulator, ForwardMode.Training, 0, 2, false)));
        Assert.Equal(inference, HasScale(fusion.Forward(Source.Accumulator, ForwardMode.Inference, 0, 2, false)));

        static bool HasScale(FusedProgram program) =>
            program.Program.Operations.Any(static operation => operation.Code == LaneCode.Scale);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("Dropout", true)]
    [InlineData("Dropout Dropout", true)]
    [InlineData("ClassicDropout", false)]
    [InlineData("Relu", false)]
    public void A_chain_of_plain_dropouts_does_nothing_at_inference(string chain, bool identity) =>
        Assert.Equal(identity, Fusion(chain).IsIdentity(ForwardMode.Inference));

    [Theory]
    [InlineData("", 0)]
    [InlineData("Relu", 1)]
    [InlineData("Dropout", 0)]
    [InlineData("Relu Tanh Dropout Dropout", 2)]
    public void The_first_dropout_is_found(string chain, int expected) => Assert.Equal(expected, Fusion(chain).FirstDropout);

    [Fact]
    public void A_saved_product_is_stored_before_the_result()
    {
        FusedProgram forward = Fusion("Gelu").Forward(Source.Accumulator, ForwardMode.Training, 0, 1, saveProduct: true);
        Assert.Equal([StreamRole.Product, StreamRole.Result], forward.Streams.Select(static stream => stream.Role));
        Assert.Equal(2, forward.Program.Operations.Count(static operation => operation.Code == LaneCode.Store));
    }

    [Fact]
    public void Programs_are_named_after_what_they_do()
    {
        ChainFusion fusion = Fusion("Relu Dropout");
        Assert.Equal("StoreReluDropout", fusion.Forward(Source.Accumulator, ForwardMode.Training, 0, 2, false).Name);
        Assert.Equal("StoreRelu", fusion.Forward(Source.Accumulator, ForwardMode.Inference, 0, 2, false).Name);
        Assert.Equal("BackThroughReluDropout", fusion.Backward(Source.Accumulator).Name);
        Assert.Equal("StoreGradient", Fusion("").Backward(Source.Accumulator).Name);
    }

    private static ChainFusion Fusion(string chain) => Fusion(
    [
        .. chain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static name => name switch
        {
            "Relu" => Relu,
            "Tanh" => Tanh,
            "AlphaDropout" => new AlphaDropoutLayer(0.1),
            "GaussianDropout" => new GaussianDropoutLayer(0.1),
            "Gelu" => Gelu,
            "Silu" => new SiluLayer(),
            "Square" => new SquareLayer(),
            "Sigmoid" => new SigmoidLayer(),
            "Elu" => new EluLayer(1),
            "EluOfMinusOne" => new EluLayer(-1),
            "Selu" => new SeluLayer(),
            "Softplus" => new SoftplusLayer(1),
            "LeakyRelu" => new LeakyReluLayer(0.01),
            "FlippingLeakyRelu" => new LeakyReluLayer(-0.5),
            "FlatLeakyRelu" => new LeakyReluLayer(0),
            "ClassicDropout" => Dropout(0.5, Layers.DropoutScaling.Classic),
            _ => Dropout(),
        }),
    ]);

    private static ChainFusion Fusion(params Layer[] chain) =>
        new([.. Shaped(8, [Dense(16), .. chain, Values]).Layers.Skip(1)]);
}
