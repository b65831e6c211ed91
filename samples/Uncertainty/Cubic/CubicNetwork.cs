namespace DropoutGen.Samples.Uncertainty.Cubic;

/// <summary>Mean and log-variance of y, given x.</summary>
[Network(1)]
[Dense(128), Relu, Dropout(0.05)]
[Dense(128), Relu, Dropout(0.05)]
[Dense(2), GaussianNegativeLogLikelihood]
internal sealed partial class CubicNetwork;

/// <summary>The same without dropout.</summary>
[Network(1)]
[Dense(128), Relu]
[Dense(128), Relu]
[Dense(2), GaussianNegativeLogLikelihood]
internal sealed partial class PlainCubicNetwork;
