namespace DropoutGen.Samples.Hazards;

// Dropout that compiles and does not do what it should.

[Network(64)]
[Dense(128), Relu, Dropout(0.5, Scaling = DropoutScaling.None)] // DG1002
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class Unscaled;

[Network(64)]
[Dense(128), Relu, Dropout(0.8)] // DG1003
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class KeepProbability;

[Network(64)]
[Dense(128), Relu]
[Dense(10), Dropout(0.2), SoftmaxCrossEntropy] // DG1004
public sealed partial class OnLogits;

[Network(64)]
[Dense(128), Relu, Dropout(0.2), Dropout(0.25)] // DG1005
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class Twice;

[Network(64)]
[Dropout(0.4)] // DG1006
[Dense(128), Relu]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class StrongOnInputs;

[Network(64)]
[Dense(4), Relu, Dropout(0.5)] // DG1008
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class Narrow;

[Network(64)]
[Dense(128), Relu, Dropout(0.65)]
[Dense(128), Relu, Dropout(0.65)]
[Dense(128), Relu, Dropout(0.65)]
[Dense(128), Relu, Dropout(0.65)]
[Dense(128), Relu, Dropout(0.65)] // DG1009
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class FewPaths;

[Network(64)]
[Dense(128), Dropout(0.5), Tanh] // DG1010
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class BeforeTanh;

[Network(64)]
[Dense(128), Relu, Dropout(0.00007)] // DG1011
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class TooFine;

[Network(64)]
[Dense(128), Relu, Dropout(0.5)] // DG1001
[Dense(64), BatchNorm, Relu]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class BeforeBatchNorm;

[Network(64)]
[Dense(128), Selu, Dropout(0.1)] // DG1007
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class BehindSelu;
