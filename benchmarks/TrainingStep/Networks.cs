using DropoutGen;

namespace DropoutGen.Benchmarks.TrainingStep;

/// <summary>784-256-128-10 with dropout.</summary>
[Network(784)]
[Dense(256), Relu, Dropout(0.5)]
[Dense(128), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Dropped;

/// <summary>The same without dropout.</summary>
[Network(784)]
[Dense(256), Relu]
[Dense(128), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Plain;
