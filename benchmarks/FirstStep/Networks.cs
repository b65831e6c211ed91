namespace DropoutGen.Benchmarks.FirstStep;

/// <summary>784-256-128-10.</summary>
[Network(784)]
[Dense(256), Relu, Dropout(0.5)]
[Dense(128), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Middle;

/// <summary>1024-1024-1024-10.</summary>
[Network(1024)]
[Dense(1024), Relu, Dropout(0.5)]
[Dense(1024), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Large;
