namespace DropoutGen.Samples.Digits.Large;

/// <summary>
/// The network of Srivastava et al. 2014 (Dropout: a simple way to prevent neural networks from overfitting, JMLR 15,
/// table 2) with three hidden layers of 1,024 units: dropout of 0.2 on the pixels and 0.5 behind the hidden layers, and
/// incoming weights of a norm of at most 2.
/// </summary>
[Network(784)]
[Dropout(0.2)]
[Dense(1024, MaxNorm = 2), Relu, Dropout(0.5)]
[Dense(1024, MaxNorm = 2), Relu, Dropout(0.5)]
[Dense(1024, MaxNorm = 2), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class LargeDropoutDigits;

/// <summary>The same layers without dropout and without a bound on the weights, to compare with.</summary>
[Network(784)]
[Dense(1024), Relu]
[Dense(1024), Relu]
[Dense(1024), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class LargePlainDigits;
