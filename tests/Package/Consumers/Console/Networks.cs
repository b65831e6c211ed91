using DropoutGen;

/// <summary>Whether two coordinates have the same sign.</summary>
[Network(2)]
[Dense(32), Relu, Dropout(0.125)]
[Dense(32), Relu]
[Dense(2), SoftmaxCrossEntropy]
public sealed partial class SameSign;

/// <summary>A hazard that a rule warns of.</summary>
[Network(4)]
[Dense(8), Relu, Dropout(0.5, Scaling = DropoutScaling.None)]
[Dense(1), MeanSquaredError]
public sealed partial class Hazard;
