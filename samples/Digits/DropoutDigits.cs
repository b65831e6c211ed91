namespace DropoutGen.Samples.Digits;

/// <summary>
/// Dropout on the pixels and behind both hidden layers. Rates in eighths and quarters are the cheapest to draw. Hover
/// over the name: the generator adds shapes and costs.
/// </summary>
[Network(784)]
[Dropout(0.125)]
[Dense(256), Relu, Dropout(0.25)]
[Dense(128), Relu, Dropout(0.25)]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class DropoutDigits;
