namespace DropoutGen.Runtime.Tests.Family;

/// <summary>Selu and alpha dropout behind a matrix that can be made the identity.</summary>
[Network(64)]
[Dense(64, Bias = false), Selu, AlphaDropout(0.1)]
[Dense(64, Bias = false), MeanSquaredError]
public sealed partial class AlphaValues;

/// <summary>What alpha dropout does to values that are summed.</summary>
[Network(24)]
[AlphaDropout(0.3)]
[Dense(3), MeanSquaredError]
public sealed partial class AlphaLinear;

/// <summary>What Gaussian dropout does to values that are summed.</summary>
[Network(24)]
[GaussianDropout(0.3)]
[Dense(3), MeanSquaredError]
public sealed partial class GaussianLinear;

/// <summary>Features of one, two and three columns; column 6 belongs to none.</summary>
[Network(7)]
[FeatureDropout(0.25, "one: 3", "two: 0-1", "three: 2, 4-5")]
[Dense(7, Bias = false), MeanSquaredError]
public sealed partial class FeatureValues;
