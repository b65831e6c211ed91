namespace DropoutGen.Samples.Digits;

/// <summary>The same layers without dropout, to compare with.</summary>
[Network(784)]
[Dense(256), Relu]
[Dense(128), Relu]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class PlainDigits;
