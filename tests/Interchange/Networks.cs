namespace DropoutGen.Interchange.Tests;

[Network(7)]
[Dense(33), Relu, Dropout(0.5)]
[Dense(20), LeakyRelu, Dense(9), LeakyRelu(-0.3)]
[Dense(5), SoftmaxCrossEntropy]
internal sealed partial class Classifier;

[Network(20)]
[Dense(17), Elu, Dense(30), Elu(2.5), Dense(8), Elu(-0.5)]
[Dense(3), SigmoidCrossEntropy]
internal sealed partial class Answers;

[Network(6)]
[Dense(40), Selu, AlphaDropout(0.1)]
[Dense(12, Bias = false), Gelu, GaussianDropout(0.25)]
[Dense(2), MeanSquaredError]
internal sealed partial class Regression;

[Network(5)]
[Dense(24), Silu, DropConnect(0.2), Dense(24), Tanh, ConcreteDropout(0.2), Dense(24), Sigmoid]
[Dense(4), Huber(0.5)]
internal sealed partial class Bounded;

[Network(9)]
[FeatureDropout(0.2, "a: 0-3", "b: 5")]
[Dense(16), Softplus, Dense(16), Softplus(3), Dense(16), Square]
[Dense(6), Quantile(0.1, 0.5, 0.9)]
internal sealed partial class Quantiles;

[Network(4)]
[Dense(16), Tanh, Dropout(0.3, Scaling = DropoutScaling.Classic)]
[Dense(16), Relu, Dropout(0.4, Scaling = DropoutScaling.None)]
[Dense(6), GaussianNegativeLogLikelihood]
internal sealed partial class Noise;

[Network(3)]
[Dense(1), Tanh, MeanSquaredError]
internal sealed partial class ActivatedOutput;

[Network(150)]
[Dense(300), Relu, Dense(200), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Large;

[Network(8)]
[LayerNorm]
[Dense(24), BatchNorm, Relu]
[Dense(20), BatchNorm(Affine = false, Epsilon = 0.01), Tanh]
[Dense(12), LayerNorm(Affine = false, Epsilon = 0.1)]
[Dense(3), MeanSquaredError]
internal sealed partial class Normalized;

[Block]
[LayerNorm, Dense(20), Relu, Dropout(0.2), Dense(12)]
internal sealed class Branch;

[Block]
[Dense(12), Tanh, Residual<Branch>]
internal sealed class Stage;

[Network(12)]
[Residual<Branch>(Repeat = 2, DropPath = 0.3, DropPathScaling = DropoutScaling.Classic), Relu, Repeat<Stage>(2)]
[Dense(3), SoftmaxCrossEntropy]
internal sealed partial class Residuals;
