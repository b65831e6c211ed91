namespace DropoutGen.Runtime.Tests.Networks;

[Network(3)]
[FeatureDropout(0.1, "a: 0-1")]
[Dense(5), Elu(0.5), Dropout(0.25)]
[Dense(4, Bias = false), LeakyRelu]
[Dense(4), Elu, Softplus(2)]
[Dense(2), Huber(0.5)]
internal sealed partial class LayeredNetwork;

public sealed class LayerDefinitionTests
{
    private static readonly NetworkDefinition s_definition = LayeredNetwork.Definition;

    [Fact]
    public void Layers_stand_in_declaration_order_with_their_sizes()
    {
        Assert.Equal(
            [
                "featuredropout0 [3] -> [3]", "dense0 [3] -> [5]", "elu0 [5] -> [5]", "dropout0 [5] -> [5]", "dense1 [5] -> [4]",
                "leakyrelu0 [4] -> [4]", "dense2 [4] -> [4]", "elu1 [4] -> [4]", "softplus0 [4] -> [4]", "dense3 [4] -> [2]",
            ],
            s_definition.Layers.Select(static layer => layer.ToString()));
        Assert.Equal(
            ["FeatureDropout", "Dense", "Elu", "Dropout", "Dense", "LeakyRelu", "Dense", "Elu", "Softplus", "Dense"],
            s_definition.Layers.Select(static layer => layer.Kind));
    }

    [Fact]
    public void Parameters_of_the_layers_are_those_of_the_network()
    {
        Assert.Equal(
            s_definition.Parameters.Select(static parameter => parameter.Name),
            s_definition.Layers.SelectMany(static layer => layer.Parameters));
        Assert.Equal(["dense1.weight"], s_definition.Layers[4].Parameters);
    }

    [Fact]
    public void Dropouts_of_the_layers_are_those_of_the_network()
    {
        LayerDefinition[] dropouts = [.. s_definition.Layers.Where(static layer => layer.Dropout >= 0)];
        Assert.Equal([0, 1], dropouts.Select(static layer => layer.Dropout));
        Assert.All(dropouts, static layer => Assert.Equal(layer.Name, s_definition.Dropouts[layer.Dropout].Name));
    }

    [Fact]
    public void Arguments_have_their_declared_names_and_defaults()
    {
        Assert.Equal([new LayerArgument("alpha", 0.5)], s_definition.Layers[2].Arguments);
        Assert.Equal(0.01, s_definition.Layers[5].Argument("negativeSlope"));
        Assert.Equal(1.0, s_definition.Layers[7].Argument("alpha"));
        Assert.Equal(2.0, s_definition.Layers[8].Argument("beta"));
    }

    [Fact]
    public void An_unknown_argument_is_refused_with_the_known_ones()
    {
        var exception = Assert.Throws<KeyNotFoundException>(static () => s_definition.Layers[2].Argument("beta"));
        Assert.Equal("elu0 has no argument 'beta'; there are alpha.", exception.Message);
        exception = Assert.Throws<KeyNotFoundException>(static () => s_definition.Layers[1].Argument("beta"));
        Assert.Equal("dense0 has no argument 'beta'; there are none.", exception.Message);
    }
}
