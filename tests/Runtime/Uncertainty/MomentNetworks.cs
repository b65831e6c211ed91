namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>Linear behind its only dropout, which stands on hidden units.</summary>
[Network(5)]
[Dense(9), Tanh, Dropout(0.3)]
[Dense(4)]
[Dense(3), MeanSquaredError]
public sealed partial class LinearHead;

/// <summary>The same, classic.</summary>
[Network(5)]
[Dense(9), Tanh, Dropout(0.3, Scaling = DropoutScaling.Classic)]
[Dense(3), MeanSquaredError]
public sealed partial class ClassicHead;

/// <summary>Dropout between linear layers.</summary>
[Network(6)]
[Dropout(0.2)]
[Dense(5), Dropout(0.4)]
[Dense(2), MeanSquaredError]
public sealed partial class LinearChain;

/// <summary>Features dropped as a whole, linear.</summary>
[Network(7)]
[FeatureDropout(0.25, "one: 3", "two: 0-1", "three: 2, 4-5")]
[Dense(5, Bias = false), Dropout(0.25)]
[Dense(2), MeanSquaredError]
public sealed partial class FeatureChain;

/// <summary>Dropout on few inputs and on hidden units.</summary>
[Network(5)]
[Dropout(0.1)]
[Dense(7), Relu, Dropout(0.2)]
[Dense(2), MeanSquaredError]
public sealed partial class FewInputs;

/// <summary>Features dropped as a whole, in front of an activation.</summary>
[Network(7)]
[FeatureDropout(0.25, "one: 3", "two: 0-1", "three: 2, 4-5")]
[Dense(8), Tanh, Dropout(0.25)]
[Dense(2), MeanSquaredError]
public sealed partial class FeatureHidden;

/// <summary>Normal noise on the inputs: what stands in front of the activation is exactly normal.</summary>
[Network(6)]
[GaussianDropout(0.3)]
[Dense(24), Relu]
[Dense(3), MeanSquaredError]
public sealed partial class NormalRelu;

/// <summary>The same with a smooth activation.</summary>
[Network(6)]
[GaussianDropout(0.3)]
[Dense(24), Gelu]
[Dense(3), MeanSquaredError]
public sealed partial class NormalGelu;

/// <summary>The same with a kink and a slope.</summary>
[Network(6)]
[GaussianDropout(0.3)]
[Dense(24), LeakyRelu(0.2)]
[Dense(3), MeanSquaredError]
public sealed partial class NormalLeakyRelu;

/// <summary>The same with squares.</summary>
[Network(6)]
[GaussianDropout(0.3)]
[Dense(24), Square]
[Dense(3), MeanSquaredError]
public sealed partial class NormalSquare;

/// <summary>Two hidden layers.</summary>
[Network(12)]
[Dropout(0.05)]
[Dense(40), Relu, Dropout(0.05)]
[Dense(40), Relu, Dropout(0.05)]
[Dense(2), MeanSquaredError]
public sealed partial class TwoHidden;

/// <summary>Selu with its dropout, linear behind it.</summary>
[Network(4)]
[Dense(20), Selu, AlphaDropout(0.2)]
[Dense(2), MeanSquaredError]
public sealed partial class AlphaHead;

/// <summary>Exactly 8 of each 16 units kept, the last block a part of one, and linear behind it.</summary>
[Network(4)]
[Dense(40), Tanh, Dropout(0.5, Balanced = true)]
[Dense(2), MeanSquaredError]
public sealed partial class BalancedHead;

// Its running statistics are written by the tests, not estimated behind dropout.
#pragma warning disable DG1001
/// <summary>Batch normalisation in front of an activation, and a linear one behind a dropout.</summary>
[Network(5)]
[Dropout(0.1)]
[Dense(7), BatchNorm, Relu, Dropout(0.2)]
[Dense(4), BatchNorm]
[Dense(2), MeanSquaredError]
public sealed partial class NormalizedHidden;
#pragma warning restore DG1001
