namespace DropoutGen.Numerics.Tests.Determinism;

/// <summary>Shows its masks: a dropped input has no gradient, a dropped output is zero.</summary>
[Network(37)]
[Dropout(0.5)]
[Dense(130), Tanh, Dropout(0.25)]
[Dense(130), Dropout(0.3), MeanSquaredError]
public sealed partial class MaskedNetwork;
