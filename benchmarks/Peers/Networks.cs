namespace DropoutGen.Benchmarks.Peers;

/// <summary>784-256-128-10 with dropout: digits.</summary>
[Network(784)]
[Dense(256), Relu, Dropout(0.5)]
[Dense(128), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class DigitsDropout;

/// <summary>784-256-128-10 without dropout.</summary>
[Network(784)]
[Dense(256), Relu]
[Dense(128), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class DigitsPlain;

/// <summary>1024-1024-1024-10 with dropout: weights beyond the second-level cache.</summary>
[Network(1024)]
[Dense(1024), Relu, Dropout(0.5)]
[Dense(1024), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class WideDropout;

/// <summary>1024-1024-1024-10 without dropout.</summary>
[Network(1024)]
[Dense(1024), Relu]
[Dense(1024), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class WidePlain;

/// <summary>16-64-64-4 with dropout.</summary>
[Network(16)]
[Dense(64), Relu, Dropout(0.5)]
[Dense(64), Relu, Dropout(0.5)]
[Dense(4), SoftmaxCrossEntropy]
internal sealed partial class SmallDropout;

/// <summary>16-64-64-4 without dropout.</summary>
[Network(16)]
[Dense(64), Relu]
[Dense(64), Relu]
[Dense(4), SoftmaxCrossEntropy]
internal sealed partial class SmallPlain;

/// <summary>4-32-1 with dropout: a regression.</summary>
[Network(4)]
[Dense(32), Relu, Dropout(0.5)]
[Dense(1), MeanSquaredError]
internal sealed partial class TinyDropout;

/// <summary>4-32-1 without dropout.</summary>
[Network(4)]
[Dense(32), Relu]
[Dense(1), MeanSquaredError]
internal sealed partial class TinyPlain;

/// <summary>784-256-128-10 with batch normalisation and dropout.</summary>
[Network(784)]
[Dense(256, Bias = false), BatchNorm, Relu]
[Dense(128, Bias = false), BatchNorm, Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class BatchNormDropout;

/// <summary>784-256-128-10 with batch normalisation.</summary>
[Network(784)]
[Dense(256, Bias = false), BatchNorm, Relu]
[Dense(128, Bias = false), BatchNorm, Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class BatchNormPlain;

/// <summary>784-256-128-10 with layer normalisation and dropout.</summary>
[Network(784)]
[Dense(256), LayerNorm, Relu, Dropout(0.5)]
[Dense(128), LayerNorm, Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class LayerNormDropout;

/// <summary>784-256-128-10 with layer normalisation.</summary>
[Network(784)]
[Dense(256), LayerNorm, Relu]
[Dense(128), LayerNorm, Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class LayerNormPlain;

/// <summary>784-256-128-10 with Selu and dropout that keeps its fixed point.</summary>
[Network(784)]
[Dense(256), Selu, AlphaDropout(0.1)]
[Dense(128), Selu, AlphaDropout(0.1)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class SeluDropout;

/// <summary>784-256-128-10 with Selu.</summary>
[Network(784)]
[Dense(256), Selu]
[Dense(128), Selu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class SeluPlain;

/// <summary>16-64-64-4 with batch normalisation and dropout.</summary>
[Network(16)]
[Dense(64, Bias = false), BatchNorm, Relu]
[Dense(64, Bias = false), BatchNorm, Relu, Dropout(0.5)]
[Dense(4), SoftmaxCrossEntropy]
internal sealed partial class SmallBatchNormDropout;

/// <summary>16-64-64-4 with batch normalisation.</summary>
[Network(16)]
[Dense(64, Bias = false), BatchNorm, Relu]
[Dense(64, Bias = false), BatchNorm, Relu]
[Dense(4), SoftmaxCrossEntropy]
internal sealed partial class SmallBatchNormPlain;

/// <summary>16-64-64-4 with layer normalisation and dropout.</summary>
[Network(16)]
[Dense(64), LayerNorm, Relu, Dropout(0.5)]
[Dense(64), LayerNorm, Relu, Dropout(0.5)]
[Dense(4), SoftmaxCrossEntropy]
internal sealed partial class SmallLayerNormDropout;

/// <summary>16-64-64-4 with layer normalisation.</summary>
[Network(16)]
[Dense(64), LayerNorm, Relu]
[Dense(64), LayerNorm, Relu]
[Dense(4), SoftmaxCrossEntropy]
internal sealed partial class SmallLayerNormPlain;

/// <summary>16-64-64-4 with Selu and dropout that keeps its fixed point.</summary>
[Network(16)]
[Dense(64), Selu, AlphaDropout(0.1)]
[Dense(64), Selu, AlphaDropout(0.1)]
[Dense(4), SoftmaxCrossEntropy]
internal sealed partial class SmallSeluDropout;

/// <summary>16-64-64-4 with Selu.</summary>
[Network(16)]
[Dense(64), Selu]
[Dense(64), Selu]
[Dense(4), SoftmaxCrossEntropy]
internal sealed partial class SmallSeluPlain;

/// <summary>A branch that normalises in front of its layers, with dropout.</summary>
[Block]
[LayerNorm, Dense(256), Relu, Dropout(0.5), Dense(256)]
internal sealed class DroppedBranch;

/// <summary>784 inputs, 256 units, two residual branches of two layers, 10 classes, with dropout in the branches.</summary>
[Network(784)]
[Dense(256), Residual<DroppedBranch>(Repeat = 2)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class ResidualDropout;

/// <summary>A branch that normalises in front of its layers.</summary>
[Block]
[LayerNorm, Dense(256), Relu, Dense(256)]
internal sealed class PlainBranch;

/// <summary>784 inputs, 256 units, two residual branches of two layers, 10 classes.</summary>
[Network(784)]
[Dense(256), Residual<PlainBranch>(Repeat = 2)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class ResidualPlain;
