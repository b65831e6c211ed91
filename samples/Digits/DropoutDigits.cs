namespace DropoutGen.Samples.Digits;

/// <summary>Two hidden layers with dropout behind each. Hover over the name: the generator adds shapes and costs.</summary>
[Network(784)]
[Dense(256), Relu, Dropout(0.3)]
[Dense(128), Relu, Dropout(0.3)]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class DropoutDigits : IClassifier;
