using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;
using static DropoutGen.Generator.Tests.Networks;

namespace DropoutGen.Generator.Tests.Planning;

/// <summary>Sizes, names and counts that follow from a declaration.</summary>
public sealed class ShapeInferenceTests
{
    [Fact]
    public void Sizes_follow_the_dense_layers()
    {
        ShapedNetwork network = Shaped(784, Dropout(), Dense(256), Relu, Dropout(), Dense(10), Classes);
        Assert.Equal([784, 784, 256, 256, 256], network.Layers.Select(static layer => layer.Inputs));
        Assert.Equal([784, 256, 256, 256, 10], network.Layers.Select(static layer => layer.Units));
        Assert.Equal(10, network.Outputs);
        Assert.IsType<SoftmaxCrossEntropyLayer>(network.Loss);
    }

    [Fact]
    public void Layers_are_named_by_kind_and_counted()
    {
        ShapedNetwork network = Shaped(4, Dropout(), Dense(8), new LeakyReluLayer(0.1), Dropout(), Dense(8), new LeakyReluLayer(0.2), Dense(2), Classes);
        Assert.Equal(
            ["dropout0", "dense0", "leakyrelu0", "dropout1", "dense1", "leakyrelu1", "dense2"],
            network.Layers.Select(static layer => layer.Name));
        Assert.Equal([0, 1], network.Dropouts.Select(static layer => layer.Number));
    }

    [Fact]
    public void Layers_of_blocks_are_named_by_their_path()
    {
        ShapedNetwork network = Shaped(
            4, Dense(8), Residual(2, Dense(6), Dropout(), Dense(8)), Repeat(1, Residual(1, Relu, Dense(8))), Dense(2), Classes);
        Assert.Equal(
            ["dense0", "residual0.0.dense0", "residual0.0.dense1", "residual0.1.dense0", "residual0.1.dense1", "repeat0.0.residual0.0.dense0", "dense1"],
            network.Layers.Where(static layer => layer.Layer is DenseLayer).Select(static layer => layer.Name));
        Assert.Equal("Repeat0_0_Residual0_0_Dense0", network.Layers.Last(static layer => layer.Name.StartsWith("repeat0", StringComparison.Ordinal) && layer.Layer is DenseLayer).Stem);
        Assert.Equal(["residual0.0.dropout0", "residual0.1.dropout0"], network.Dropouts.Select(static layer => layer.Name));
        Assert.Equal([0, 1], network.Dropouts.Select(static layer => layer.Number));
    }

    [Fact]
    public void The_ends_of_a_branch_have_one_number()
    {
        ShapedNetwork network = Shaped(8, Residual(1, Dense(8), Residual(2, Tanh), Dense(8)), Residual(1, Relu), Dense(1), Values);
        Assert.Equal(
            [(true, 0), (true, 1), (false, 1), (true, 2), (false, 2), (false, 0), (true, 3), (false, 3)],
            network.Layers.Where(static layer => layer.Layer is ResidualStartLayer or ResidualAddLayer).Select(static layer => (layer.Layer is ResidualStartLayer, layer.Number)));
    }

    [Fact]
    public void Parameters_are_weights_and_biases() =>
        Assert.Equal((784 * 256) + 256 + (256 * 10), Shaped(784, Dense(256), Dense(10, bias: false), Classes).ParameterCount);

    [Fact]
    public void Counts_do_not_overflow() =>
        Assert.Equal((65536L * 65536) + 65536, Shaped(65536, Dense(65536), Values).ParameterCount);

    [Fact]
    public void A_faulty_declaration_has_no_shapes()
    {
        NetworkModel model = Declared(4, Dense(2), Classes);
        Assert.NotNull(ShapeInference.Run(model));
        Assert.Null(ShapeInference.Run(model with { IsBroken = true }));
        var fault = new Fault("DG0003", FaultPlace.Type, -1, string.Empty, "message");
        Assert.Null(ShapeInference.Run(model with { Faults = new([fault]) }));
    }
}
