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
