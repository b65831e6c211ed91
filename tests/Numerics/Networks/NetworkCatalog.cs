using DropoutGen.TestSupport.Networks;

namespace DropoutGen.Numerics.Tests.Networks;

/// <summary>
/// The networks that kernels are tested with. Widths of 1, 5, 16, 37 and 130 meet every activation and every loss: less
/// than a vector, a whole one, and tails of all kinds.
/// </summary>
internal static class NetworkCatalog
{
    public static IReadOnlyList<NetworkCase> All { get; } =
    [
        // Every activation behind 5, 130 and 16 units; every loss over 1, 5, 16, 37 and 130 outputs.
        new("ReluNetwork", "[Network(37)] [Dense(5), Relu, Dense(130), Relu, Dropout(0.5), Dense(16), Relu, Dense(1), MeanSquaredError]"),
        new("LeakyReluNetwork", "[Network(37)] [Dense(130), LeakyRelu, Dense(16), LeakyRelu, Dropout(0.25), Dense(5), LeakyRelu(0.2), Dense(37), SoftmaxCrossEntropy]"),
        new("FallingLeakyReluNetwork", "[Network(16)] [Dense(5), LeakyRelu(-0.3), Dropout(0.1), Dense(130), LeakyRelu(0), Dense(16), LeakyRelu(1), Dense(5), SigmoidCrossEntropy]"),
        new("EluNetwork", "[Network(130)] [Dense(16), Elu, Dropout(0.3), Dense(37), Elu(2.5), Dense(130), Elu(-0.5), Dense(5), MeanSquaredError]"),
        new("SeluNetwork", "[Network(5)] [Dense(130), Selu, Dropout(0.25), Dense(16), Selu, Dense(5), Selu, Dense(130), SoftmaxCrossEntropy]"),
        new("GeluNetwork", "[Network(37)] [Dense(5), Gelu, Dense(130), Gelu, Dropout(0.5), Dense(16), Gelu, Dense(16), SoftmaxCrossEntropy]"),
        new("SiluNetwork", "[Network(1)] [Dense(16), Silu, Dense(130), Silu, Dropout(0.9), Dense(5), Silu, Dense(130), SigmoidCrossEntropy]"),
        new("TanhNetwork", "[Network(37)] [Dense(1), Tanh, Dense(130), Tanh, Dropout(0.4), Dense(16), Tanh, Dense(37), MeanSquaredError]"),
        new("SigmoidNetwork", "[Network(16)] [Dense(130), Sigmoid, Dropout(0.5), Dense(5), Sigmoid, Dense(16), Sigmoid, Dense(5), SoftmaxCrossEntropy]"),
        new("SoftplusNetwork", "[Network(37)] [Dense(5), Softplus, Dense(130), Softplus(3), Dropout(0.2), Dense(16), Softplus(0.5), Dense(16), SigmoidCrossEntropy]"),
        new("OneClassNetwork", "[Network(5)] [Dense(16), Relu, Dropout(0.5), Dense(1), SoftmaxCrossEntropy]"),
        new("OneAnswerNetwork", "[Network(5)] [Dense(37), Relu, Dropout(0.5), Dense(1), SigmoidCrossEntropy]"),
        new("AnswersNetwork", "[Network(130)] [Dense(37), Gelu, Dropout(0.75), Dense(37), SigmoidCrossEntropy]"),
        new("ValuesNetwork", "[Network(16)] [Dense(37), Silu, Dropout(0.5), Dense(130), MeanSquaredError]"),
        new("SquaresNetwork", "[Network(1)] [Dense(1), Relu, Dropout(0.5), Dense(16), MeanSquaredError]"),

        // Orders that no one would miss until they break.
        new("NothingButLinear", "[Network(37)] [Dense(130), MeanSquaredError]"),
        new("OneWeight", "[Network(1)] [Dense(1, Bias = false), MeanSquaredError]"),
        new("NoDropout", "[Network(16)] [Dense(37), Relu, Dense(5), SoftmaxCrossEntropy]"),
        new("DropoutOnInputs", "[Network(37)] [Dropout(0.2), Dense(16), Relu, Dropout(0.5), Dense(5), SoftmaxCrossEntropy]"),
        new("DropoutBeforeActivation", "[Network(16)] [Dense(37), Dropout(0.5), Relu, Dense(130), Dropout(0.25), Sigmoid, Dense(5), SoftmaxCrossEntropy]"),
        new("TwoDropouts", "[Network(16)] [Dense(37), Relu, Dropout(0.5), Dropout(0.25), Dense(5), Tanh, Dropout(0.1), Dropout(0.3), Dense(16), MeanSquaredError]"),
        new("ActivationAfterDropout", "[Network(16)] [Dense(130), Relu, Dropout(0.5), Tanh, Dense(37), Gelu, Dropout(0.25), Relu, Dense(5), SoftmaxCrossEntropy]"),
        new("ThreeActivations", "[Network(16)] [Dense(37), Relu, Tanh, Gelu, Dense(130), Elu, Sigmoid, Softplus, Dropout(0.5), Dense(5), SigmoidCrossEntropy]"),
        new("DropoutOnLogits", "[Network(37)] [Dense(16), Relu, Dense(37), Dropout(0.3), SoftmaxCrossEntropy]"),
        new("NoBias", "[Network(37)] [Dense(5, Bias = false), Relu, Dropout(0.5), Dense(130, Bias = false), Tanh, Dense(16, Bias = false), MeanSquaredError]"),
        new("ActivatedOutputs", "[Network(16)] [Dense(37), Tanh, Dropout(0.5), Dense(5), Sigmoid, MeanSquaredError]"),
        new("ReluOutputs", "[Network(16)] [Dense(37), Relu, Dropout(0.5), Dense(130), Relu, MeanSquaredError]"),
        new("ActivatedInputs", "[Network(37)] [Tanh, Dropout(0.3), Selu, Dense(16), Dense(130), Silu, Dense(5), SoftmaxCrossEntropy]"),
        new("EndsInActivationAndDropout", "[Network(5)] [Dense(130), Gelu, Dropout(0.5), Dense(37), Relu, Dropout(0.25), MeanSquaredError]"),

        // Scalings: behind a ReLU, whose stored sign tells the mask, and behind others.
        new("ClassicScaling", "[Network(37)] [Dropout(0.2, Scaling = DropoutScaling.Classic), Dense(130), Relu, Dropout(0.5, Scaling = DropoutScaling.Classic), Dense(16), Tanh, Dropout(0.3, Scaling = DropoutScaling.Classic), Dense(5), SoftmaxCrossEntropy]"),
        new("NoScaling", "[Network(37)] [Dense(130), Relu, Dropout(0.5, Scaling = DropoutScaling.None), Dense(16), Gelu, Dropout(0.3, Scaling = DropoutScaling.None), Dense(5), SigmoidCrossEntropy]"),
        new("MixedScalings", "[Network(16)] [Dense(37), Relu, Dropout(0.5), Dropout(0.25, Scaling = DropoutScaling.Classic), Dense(130), Elu, Dropout(0.5, Scaling = DropoutScaling.None), Dropout(0), Dense(5), Dropout(0.1, Scaling = DropoutScaling.Classic), MeanSquaredError]"),
    ];

    private static readonly Lazy<CompiledNetworks> s_compiled = new(() => CompiledNetworks.Compile(All));

    public static TheoryData<string> Names => [.. All.Select(static network => network.Name)];

    public static NetworkCase Get(string name) => All.Single(network => network.Name == name);

    public static void Visit(string name, INetworkVisitor visitor) => s_compiled.Value.Visit(name, visitor);
}
