#pragma warning disable DG1001, DG1002 // What the claim is about.

namespace DropoutGen.Samples.Theory.Networks;

/// <summary>Inverted dropout in front of a batch normalisation, with a dense layer between.</summary>
[Network(8)]
[Dense(32), Relu, Dropout(0.5)]
[Dense(24), BatchNorm, Relu]
[Dense(1), MeanSquaredError]
public sealed partial class Normalized;

/// <summary>Dropout that is not scaled, straight in front of a batch normalisation.</summary>
[Network(8)]
[Dense(32), Relu, Dropout(0.5, Scaling = DropoutScaling.None)]
[BatchNorm, Dense(1), MeanSquaredError]
public sealed partial class UnscaledNormalized;
