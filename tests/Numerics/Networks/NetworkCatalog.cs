using DropoutGen.TestSupport.Networks;

namespace DropoutGen.Numerics.Tests.Networks;

/// <summary>
/// The networks that kernels are tested with. Widths are 1, 5, 16, 37 and 130: less than a vector, a whole one, and tails
/// of all kinds. There are as few as cover that, since compiling them is most of the tests' time.
/// </summary>
internal static class NetworkCatalog
{
    public static IReadOnlyList<NetworkCase> All { get; } =
    [
        // Every activation, every loss.
        new("ReluNetwork", "[Network(37)] [Dense(5), Relu, Dense(130), Relu, Dropout(0.5), Dense(16), Relu, Dense(1), MeanSquaredError]"),
        new("LeakyReluNetwork", "[Network(37)] [Dense(130), LeakyRelu, Dropout(0.25), Dense(5), LeakyRelu(0.2), Dense(37), SoftmaxCrossEntropy]"),
        new("FallingLeakyReluNetwork", "[Network(16)] [Dense(5), LeakyRelu(-0.3), Dropout(0.1), Dense(37), LeakyRelu(0), Dense(5), LeakyRelu(1), SigmoidCrossEntropy]"),
        new("EluNetwork", "[Network(130)] [Dense(16), Elu, Dropout(0.3), Dense(37), Elu(2.5), Dense(5), Elu(-0.5), MeanSquaredError]"),
        new("SeluNetwork", "[Network(5)] [Dense(16), Selu, Dropout(0.25), Dense(130), Selu, SoftmaxCrossEntropy]"),
        new("GeluNetwork", "[Network(1)] [Dense(130), Gelu, Dropout(0.5), Dense(16), SoftmaxCrossEntropy]"),
        new("SiluNetwork", "[Network(16)] [Dense(37), Silu, Dropout(0.9), Dense(130), SigmoidCrossEntropy]"),
        new("TanhNetwork", "[Network(5)] [Dense(1), Tanh, Dense(130), Tanh, Dropout(0.4), Dense(37), MeanSquaredError]"),
        new("SigmoidNetwork", "[Network(16)] [Dense(130), Sigmoid, Dropout(0.5), Dense(5), SoftmaxCrossEntropy]"),
        new("SoftplusNetwork", "[Network(37)] [Dense(5), Softplus, Dropout(0.2), Dense(37), Softplus(3), Dense(16), SigmoidCrossEntropy]"),
        new("SquareNetwork", "[Network(5)] [Dense(37), Square, Dropout(0.3), Dense(16), Square, MeanSquaredError]"),
        new("HuberNetwork", "[Network(37)] [Dense(16), Tanh, Dropout(0.3), Dense(37), Huber(0.25)]"),
        new("QuantileNetwork", "[Network(5)] [Dense(37), Relu, Dropout(0.2), Dense(51), Quantile(0.05, 0.5, 0.9)]"),
        new("NoiseNetwork", "[Network(5)] [Dense(37), Tanh, Dropout(0.2), Dense(74), GaussianNegativeLogLikelihood]"),
        new("OneNoiseNetwork", "[Network(5)] [Dense(16), Gelu, Dropout(0.2), Dense(2), GaussianNegativeLogLikelihood(Full = true)]"),
        new("OneClassNetwork", "[Network(5)] [Dense(16), Relu, Dropout(0.5), Dense(1), SoftmaxCrossEntropy]"),
        new("OneAnswerNetwork", "[Network(130)] [Dense(5), Gelu, Dropout(0.75), Dense(1), SigmoidCrossEntropy]"),

        // Orders that no one would miss until they break.
        new("OneWeight", "[Network(1)] [Dense(1, Bias = false), MeanSquaredError]"),
        new("ReluOutputs", "[Network(16)] [Dense(130), Relu, MeanSquaredError]"),
        new("DropoutOnInputs", "[Network(37)] [Dropout(0.2), Dense(16), Relu, Dropout(0.5), Dense(5), SoftmaxCrossEntropy]"),
        new("DropoutBeforeActivation", "[Network(16)] [Dense(37), Dropout(0.5), Relu, Dense(16), Dropout(0.25), Sigmoid, SoftmaxCrossEntropy]"),
        new("TwoDropouts", "[Network(16)] [Dense(37), Relu, Dropout(0.5), Dropout(0.25), Dense(5), Tanh, Dropout(0.1), Dropout(0.3), MeanSquaredError]"),
        new("ActivationAfterDropout", "[Network(16)] [Dense(37), Relu, Dropout(0.5), Tanh, Dense(5), Gelu, Dropout(0.25), Relu, SoftmaxCrossEntropy]"),
        new("ThreeActivations", "[Network(16)] [Dense(37), Relu, Tanh, Gelu, Dropout(0.5), Dense(5), Elu, Sigmoid, Softplus, SigmoidCrossEntropy]"),
        new("DropoutOnLogits", "[Network(5)] [Dense(37), Dropout(0.3), SigmoidCrossEntropy]"),
        new("NoBias", "[Network(37)] [Dense(5, Bias = false), Relu, Dropout(0.5), Dense(16, Bias = false), MeanSquaredError]"),
        new("ActivatedInputs", "[Network(37)] [Tanh, Dropout(0.3), Selu, Dense(16), Dense(5), Silu, SoftmaxCrossEntropy]"),

        // Normalisations: behind a product, behind an activation and a dropout, on the inputs, on the logits, one behind the other;
        // with chains behind them that leave their value and ones that do not; and on widths whose padding is not zero.
        new("BatchNormNetwork", "[Network(37)] [Dense(130), BatchNorm, Relu, Dropout(0.5), Dense(16, Bias = false), BatchNorm(Momentum = 0.3, Epsilon = 0.001), Gelu, Dropout(0.2), Dense(5), SoftmaxCrossEntropy]"),
        new("BatchNormBehindDropout", "[Network(37)] [BatchNorm, Dropout(0.2), Dense(37), Sigmoid, Dropout(0.5), BatchNorm(Affine = false), Dense(5), Tanh, BatchNorm, MeanSquaredError]"),
        new("BatchNormOnInputs", "[Network(5)] [Tanh, BatchNorm(Momentum = 1), Dense(16), BatchNorm, BatchNorm(Momentum = 0, Epsilon = 0.1), Elu, AlphaDropout(0.1), Dense(1), BatchNorm(Affine = false), Dense(16), MeanSquaredError]"),
        new("LayerNormNetwork", "[Network(37)] [Dense(130), LayerNorm, Relu, Dropout(0.5), Dense(37), Sigmoid, Dropout(0.3), LayerNorm(Affine = false), Gelu, Dense(5), SoftmaxCrossEntropy]"),
        new("LayerNormOnInputs", "[Network(37)] [LayerNorm, Dropout(0.25), Dense(5, Bias = false), LayerNorm(Epsilon = 0.01), LayerNorm, Silu, Dense(16), LayerNorm(Affine = false), MeanSquaredError]"),
        new("BothNorms", "[Network(130)] [Dense(16), LayerNorm, BatchNorm(Epsilon = 0.1), Relu, Dropout(0.5), BatchNorm, LayerNorm, Dense(37), Softplus, BatchNorm, Dense(5), SigmoidCrossEntropy]"),

        // Residual branches: ones that start and end with a product, with elementwise layers on either side, around normalisations,
        // one in the other, without products at all, on the inputs and on the logits; and blocks without a branch.
        new(
            "ResidualNetwork",
            "[Network(37)] [Dense(37), Relu] [Residual<PostActivation>(Repeat = 3)] [Dropout(0.2), Dense(5), SoftmaxCrossEntropy]",
            "[Block] [Dense(130), Relu, Dropout(0.5), Dense(37)] public sealed class PostActivation;"),
        new(
            "PreActivationNetwork",
            "[Network(5)] [Dense(16)] [Residual<PreActivation>(Repeat = 2), Relu] [Residual<WithDropoutBehind>(Repeat = 2), Gelu, Dropout(0.1), Dense(5), MeanSquaredError]",
            "[Block] [Relu, Dropout(0.3), Dense(37), Gelu, Dense(16)] public sealed class PreActivation; [Block] [Dense(16), Tanh, Dropout(0.25)] public sealed class WithDropoutBehind;"),
        new(
            "NormedResidualNetwork",
            "[Network(37)] [Residual<Normed>(Repeat = 2)] [Dense(16), Sigmoid] [Residual<BatchNormed>(Repeat = 2), BatchNorm, Relu, Dense(5), SoftmaxCrossEntropy]",
            "[Block] [LayerNorm, Dense(130), Relu, Dropout(0.3), Dense(37), Dropout(0.2)] public sealed class Normed; [Block] [BatchNorm, Relu, Dense(5, Bias = false), BatchNorm, Dropout(0.3), Dense(16), BatchNorm(Affine = false)] public sealed class BatchNormed;"),
        new(
            "NestedResidualNetwork",
            "[Network(16)] [Repeat<Outer>(2), Residual<Middle>, MeanSquaredError]",
            "[Block] [Dense(37), LayerNorm(Affine = false), Silu, Dropout(0.2), Dense(16)] public sealed class Inner; [Block] [Residual<Inner>, Dense(16), Tanh] public sealed class Middle; [Block] [Residual<Middle>, Tanh] public sealed class Outer;"),
        new(
            "ElementwiseResidualNetwork",
            "[Network(37)] [Residual<Bend>(Repeat = 2), Dense(37), Relu] [Residual<Thinned>, Dense(37), LayerNorm(Affine = false)] [Residual<Bend>, LayerNorm, Dense(130)] [Residual<Thinned>(Repeat = 2), SigmoidCrossEntropy]",
            "[Block] [Tanh, Dropout(0.3)] public sealed class Bend; [Block] [Dropout(0.5)] public sealed class Thinned;"),
        new(
            "RepeatedNetwork",
            "[Network(5)] [Repeat<Hidden>(3)] [Dense(1), MeanSquaredError]",
            "[Block] [Dense(16), Selu, AlphaDropout(0.1)] public sealed class Hidden;"),

        // Branches that are dropped: row by row and by whole batches, which are then not computed; from the inputs on and up to the
        // logits; one in the other; with normalisations, with noise of each kind, and without products; and computed all the same for a
        // batch normalisation or a learned rate inside.
        new(
            "DropPathNetwork",
            "[Network(37)] [Dense(37), Relu] [Residual<Path>(Repeat = 3, DropPath = 0.5)] [Dropout(0.2), Dense(5), SoftmaxCrossEntropy]",
            "[Block] [Dense(130), Relu, Dropout(0.5), Dense(37)] public sealed class Path;"),
        new(
            "ScheduledDropPathNetwork",
            "[Network(16)] [Residual<PrePath>(Repeat = 4, DropPath = 0.7, DropPathSchedule = DropPathSchedule.Linear, DropPathScaling = DropoutScaling.Classic, DropPathRowsPerMask = 256), Gelu, Dropout(0.1), Dense(5), MeanSquaredError]",
            "[Block] [LayerNorm(Epsilon = 0.1), Relu, Dense(37), Gelu, Dense(16)] public sealed class PrePath;"),
        new(
            "NestedDropPathNetwork",
            "[Network(5)] [Dense(16), Tanh, Residual<OuterPath>(Repeat = 2, DropPath = 0.4, DropPathRowsPerMask = 256), Relu, Residual<Single>(DropPath = 0.5, DropPathRowsPerMask = 256), SoftmaxCrossEntropy]",
            "[Block] [Dense(16), Sigmoid, Dropout(0.2)] public sealed class Single; [Block] [Dense(37), Silu, Dense(16)] public sealed class InnerPath; [Block] [Residual<InnerPath>(DropPath = 0.5, DropPathRowsPerMask = 256), Dense(16), Tanh, Residual<Single>(Repeat = 2, DropPath = 0.3, DropPathRowsPerMask = 256), Residual<InnerPath>(DropPath = 0.6), Tanh] public sealed class OuterPath;"),
        new(
            "NormedDropPathNetwork",
            "[Network(37)] [Residual<OnlyNormed>(DropPath = 0.5, DropPathRowsPerMask = 256), Dense(16), LayerNorm] [Residual<BatchNormedPath>(Repeat = 2, DropPath = 0.4, DropPathRowsPerMask = 256), BatchNorm, Relu, Dense(5)] [Residual<OnlyNormed>(DropPath = 0.5, DropPathRowsPerMask = 256), SoftmaxCrossEntropy]",
            "[Block] [LayerNorm(Epsilon = 0.1, Affine = false)] public sealed class OnlyNormed; [Block] [BatchNorm, Relu, Dense(5, Bias = false), BatchNorm, Dropout(0.3), Dense(16)] public sealed class BatchNormedPath;"),
        new(
            "NoisyDropPathNetwork",
            "[Network(5)] [Residual<Bent>(Repeat = 2, DropPath = 0.5), DropConnect(0.3), Dense(37), Tanh] [Residual<Noisy>(Repeat = 2, DropPath = 0.5, DropPathRowsPerMask = 256)] [Residual<Learned>(DropPath = 0.5, DropPathRowsPerMask = 256), Tanh, Dense(1), Huber]",
            "[Block] [Tanh, Dropout(0.3)] public sealed class Bent; [Block] [GaussianDropout(0.2), DropConnect(0.2), Dense(37), Selu, AlphaDropout(0.1)] public sealed class Noisy; [Block] [Tanh, ConcreteDropout(0.3, WeightRegularizer = 0.01, DropoutRegularizer = 0.01), Dense(37)] public sealed class Learned;"),

        // The dropout family: behind activations that leave the product and ones that do not, alone, and on the inputs.
        new("AlphaNetwork", "[Network(37)] [AlphaDropout(0.1), Dense(130), Selu, AlphaDropout(0.05), Dense(16), Gelu, AlphaDropout(0.3), Dense(5), Relu, AlphaDropout(0.5), Dense(3), SoftmaxCrossEntropy]"),
        new("GaussianNetwork", "[Network(37)] [GaussianDropout(0.2), Dense(130), Relu, GaussianDropout(0.5), Dense(16), GaussianDropout(0.1), Dense(5), Silu, Dropout(0.3), GaussianDropout(0.3), MeanSquaredError]"),
        new("FeatureNetwork", "[Network(130)] [FeatureDropout(0.3, \"first: 0\", \"middle: 3-60, 128\", \"last: 129, 1\"), Dense(16), Tanh, Dense(5), SoftmaxCrossEntropy]"),
        new("NarrowFeatureNetwork", "[Network(5)] [Tanh, FeatureDropout(0.5, \"a: 4\", \"b: 0-2\"), Dense(16), Relu, Dropout(0.25), Dense(5), MeanSquaredError]"),

        // Masks of weights: stored in panels of several vectors, of one and of half a one, and transposed; first, in the middle, last;
        // behind other noise, in front of a normalisation, and where masks are shared.
        new("ConnectNetwork", "[Network(37)] [DropConnect(0.5), Dense(130), Relu, Dropout(0.25), DropConnect(0.3), Dense(16), Tanh, DropConnect(0.2), Dense(5), SoftmaxCrossEntropy]"),
        new("NarrowConnectNetwork", "[Network(130)] [Dropout(0.2), DropConnect(0.4), Dense(5, Bias = false), Gelu, Dense(37), Relu, DropConnect(0.1), Dense(1), MeanSquaredError]"),
        new("NormalizedConnectNetwork", "[Network(16)] [Dense(37), Relu, Dropout(0.5, RowsPerMask = 16), DropConnect(0.25), Dense(37), BatchNorm, Sigmoid, DropConnect(0), Dense(16, MaxNorm = 1), MeanSquaredError]"),
        new("SmallConnectNetwork", "[Network(5)] [DropConnect(0.5), Dense(5), Tanh, DropConnect(0.25), Dense(1), MeanSquaredError]"),

        // Learned rates: on the inputs, behind what saves its result and what saves its product, in front of weights of either storage.
        new("ConcreteNetwork", "[Network(37)] [ConcreteDropout(0.2, WeightRegularizer = 0.001, DropoutRegularizer = 0.002), Dense(130), Relu, ConcreteDropout(0.3, WeightRegularizer = 0.01), Dense(16), Tanh, ConcreteDropout, Dense(5), SoftmaxCrossEntropy]"),
        new("NarrowConcreteNetwork", "[Network(130)] [Dense(37, Bias = false), BatchNorm, Gelu, Dropout(0.2), ConcreteDropout(0.5, DropoutRegularizer = 0.01), Dense(1, MaxNorm = 1), MeanSquaredError]"),

        // Marginalised dropout: on the inputs of a linear model, behind hidden layers, in front of weights of either storage.
        new("MarginalizedNetwork", "[Network(37)] [Dropout(0.4, Marginalized = true), Dense(5), MeanSquaredError]"),
        new("HiddenMarginalizedNetwork", "[Network(16)] [Dense(130), Relu, Dropout(0.5, Marginalized = true), Dense(37), MeanSquaredError]"),
        new("MixedMarginalizedNetwork", "[Network(5)] [Dropout(0.1), Dense(37), Gelu, Dropout(0.3), Tanh, Dropout(0.25, Marginalized = true), Dense(1), MeanSquaredError]"),

        // Norms of about 1 under a limit: stored in panels of several vectors and of one, and transposed.
        new("MaxNormNetwork", "[Network(37)] [Dense(130, MaxNorm = 0.9), Relu, Dropout(0.5), Dense(5, MaxNorm = 0.8), Tanh, Dense(37, Bias = false, MaxNorm = 1), Relu, Dense(1, MaxNorm = 0.5), MeanSquaredError]"),

        // Masks that rows share, and balanced ones.
        new("RowGroupNetwork", "[Network(37)] [Dropout(0.2, RowsPerMask = 16), Dense(130), Relu, Dropout(0.5, RowsPerMask = 32), Dense(16), Tanh, Dropout(0.25, Scaling = DropoutScaling.Classic, RowsPerMask = 16), Dense(5), SoftmaxCrossEntropy]"),
        new("BalancedNetwork", "[Network(130)] [Dropout(0.5, Balanced = true), Dense(37), Relu, Dropout(0.5, RowsPerMask = 16, Balanced = true), Dense(5), Gelu, Dropout(0.5, Scaling = DropoutScaling.None, Balanced = true), Dense(16), MeanSquaredError]"),

        // Wide enough to leave out what shared masks dropped: chains of such layers, others in between, inputs that fill no vector.
        new("KeptNetwork", "[Network(130)] [Dense(150), Relu, Dropout(0.5, RowsPerMask = 16), Dense(133), Tanh, Dropout(0.4, RowsPerMask = 16), Dense(5), SoftmaxCrossEntropy]"),
        new("KeptWideNetwork", "[Network(112)] [Dense(160), Gelu, Dropout(0.5, RowsPerMask = 32, Balanced = true), Dense(100, Bias = false), Relu, Dense(170, Bias = false), Relu, LeakyRelu, Dropout(0.6, Scaling = DropoutScaling.Classic, RowsPerMask = 32), Dense(40), Sigmoid, MeanSquaredError]"),

        // Scalings: behind a ReLU, whose stored sign tells the mask, and behind others.
        new("ClassicScaling", "[Network(37)] [Dropout(0.2, Scaling = DropoutScaling.Classic), Dense(37), Relu, Dropout(0.5, Scaling = DropoutScaling.Classic), Dense(16), Tanh, Dropout(0.3, Scaling = DropoutScaling.Classic), SoftmaxCrossEntropy]"),
        new("NoScaling", "[Network(37)] [Dense(16), Relu, Dropout(0.5, Scaling = DropoutScaling.None), Dense(5), Gelu, Dropout(0.3, Scaling = DropoutScaling.None), SigmoidCrossEntropy]"),
        new("MixedScalings", "[Network(16)] [Dense(37), Relu, Dropout(0.5), Dropout(0.25, Scaling = DropoutScaling.Classic), Dense(5), Elu, Dropout(0.5, Scaling = DropoutScaling.None), Dropout(0), MeanSquaredError]"),
    ];

    private static readonly Lazy<CompiledNetworks> s_compiled = new(() => CompiledNetworks.Compile(All));

    public static TheoryData<string> Names => [.. All.Select(static network => network.Name)];

    public static NetworkCase Get(string name) => All.Single(network => network.Name == name);

    public static void Visit(string name, INetworkVisitor visitor) => s_compiled.Value.Visit(name, visitor);
}
