namespace DropoutGen.Golden;

/// <summary>Relu behind odd and even widths, dropout of two rates.</summary>
[Network(37)]
[Dense(48), Relu, Dropout(0.5)]
[Dense(19), Relu, Dropout(0.2)]
[Dense(5), SoftmaxCrossEntropy]
internal sealed partial class ReluClassifier;

/// <summary>A regression without dropout.</summary>
[Network(16)]
[Dense(33), LeakyRelu(0.2)]
[Dense(16), LeakyRelu]
[Dense(3), MeanSquaredError]
internal sealed partial class LeakyRegression;

/// <summary>Dropout on the inputs, and a loss that is linear far out.</summary>
[Network(24)]
[Dropout(0.2)]
[Dense(31), Elu, Dropout(0.3)]
[Dense(17), Elu(1.5)]
[Dense(3), Huber(0.5)]
internal sealed partial class HuberRegression;

/// <summary>A self-normalising network.</summary>
[Network(20)]
[Dense(40), Selu, AlphaDropout(0.1)]
[Dense(21), Selu, AlphaDropout(0.05)]
[Dense(4), SoftmaxCrossEntropy]
internal sealed partial class SelfNormalizing;

/// <summary>Layer normalisation and the exact Gelu.</summary>
[Network(29)]
[Dense(64), LayerNorm, Gelu, Dropout(0.3)]
[Dense(32), LayerNorm(Epsilon = 0.001), Gelu]
[Dense(7), SoftmaxCrossEntropy]
internal sealed partial class LayerNormClassifier;

/// <summary>Several yes-or-no answers.</summary>
[Network(12)]
[Dense(50), Silu, Dropout(0.25)]
[Dense(25), Silu]
[Dense(6), SigmoidCrossEntropy]
internal sealed partial class Answers;

/// <summary>Batch normalisation behind products without a bias.</summary>
[Network(37)]
[Dense(48, Bias = false), BatchNorm, Relu]
[Dense(20, Bias = false), BatchNorm(Momentum = 0.3, Epsilon = 0.001), Relu, Dropout(0.5)]
[Dense(5), SoftmaxCrossEntropy]
internal sealed partial class BatchNormClassifier;

/// <summary>Batch normalisation of the inputs and behind an activation.</summary>
[Network(9)]
[BatchNorm]
[Dense(33), Tanh, BatchNorm(Affine = false), Dropout(0.1)]
[Dense(2), MeanSquaredError]
internal sealed partial class NormalizedInputs;

/// <summary>Activations that saturate.</summary>
[Network(7)]
[Dense(45), Softplus, Dropout(0.4)]
[Dense(13), Sigmoid]
[Dense(3), SoftmaxCrossEntropy]
internal sealed partial class Saturating;

/// <summary>Means and their log-variances.</summary>
[Network(5)]
[Dense(40), Tanh, Dropout(0.1)]
[Dense(24), Tanh]
[Dense(4), GaussianNegativeLogLikelihood]
internal sealed partial class NoisyRegression;

/// <summary>Quantiles behind dropout that is scaled at inference.</summary>
[Network(11)]
[Dense(64), Relu, Dropout(0.5, Scaling = DropoutScaling.Classic)]
[Dense(32), Gelu]
[Dense(6), Quantile(0.1, 0.5, 0.9)]
internal sealed partial class QuantileRegression;

/// <summary>Wide enough to leave out what shared masks dropped.</summary>
[Network(130)]
[Dense(67), Relu, Dropout(0.5, RowsPerMask = 16)]
[Dense(33), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class SharedMasks;
