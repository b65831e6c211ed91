namespace DropoutGen.Samples.VarianceShift;

/// <summary>Dropout in front of each batch normalisation, a dense layer between: the warning is what this sample is about.</summary>
#pragma warning disable DG1001
[Network(784)]
[Dense(256), Relu, Dropout(0.5)]
[Dense(256), BatchNorm, Relu, Dropout(0.5)]
[Dense(256), BatchNorm, Relu]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class DropoutBefore;
#pragma warning restore DG1001

/// <summary>The same layers, with the dropouts behind the last batch normalisation.</summary>
[Network(784)]
[Dense(256), Relu]
[Dense(256), BatchNorm, Relu]
[Dense(256), BatchNorm, Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class DropoutBehind;

/// <summary>The same layers without dropout.</summary>
[Network(784)]
[Dense(256), Relu]
[Dense(256), BatchNorm, Relu]
[Dense(256), BatchNorm, Relu]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class NoDropout;
