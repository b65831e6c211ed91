using DropoutGen;

namespace DropoutGen.Benchmarks.TrainingStep;

/// <summary>784-256-128-10 with dropout.</summary>
[Network(784)]
[Dense(256), Relu, Dropout(0.5)]
[Dense(128), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class MiddleDropped;

/// <summary>784-256-128-10.</summary>
[Network(784)]
[Dense(256), Relu]
[Dense(128), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Middle;

/// <summary>1024-1024-1024-10 with dropout.</summary>
[Network(1024)]
[Dense(1024), Relu, Dropout(0.5)]
[Dense(1024), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class LargeDropped;

/// <summary>1024-1024-1024-10.</summary>
[Network(1024)]
[Dense(1024), Relu]
[Dense(1024), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Large;

/// <summary>16-64-64-4 with dropout.</summary>
[Network(16)]
[Dense(64), Relu, Dropout(0.5)]
[Dense(64), Relu, Dropout(0.5)]
[Dense(4), SoftmaxCrossEntropy]
internal sealed partial class SmallDropped;

/// <summary>16-64-64-4.</summary>
[Network(16)]
[Dense(64), Relu]
[Dense(64), Relu]
[Dense(4), SoftmaxCrossEntropy]
internal sealed partial class Small;

/// <summary>4-32-1 with dropout.</summary>
[Network(4)]
[Dense(32), Relu, Dropout(0.5)]
[Dense(1), MeanSquaredError]
internal sealed partial class TinyDropped;

/// <summary>4-32-1.</summary>
[Network(4)]
[Dense(32), Relu]
[Dense(1), MeanSquaredError]
internal sealed partial class Tiny;
