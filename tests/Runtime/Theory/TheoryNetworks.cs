namespace DropoutGen.Runtime.Tests.Theory;

/// <summary>Dropout in front of one dense layer: what the closed forms are about.</summary>
[Network(3)]
[Dropout(0.25)]
[Dense(2), MeanSquaredError]
public sealed partial class LinearInverted;

/// <summary>The same with classic scaling.</summary>
[Network(3)]
[Dropout(0.25, Scaling = DropoutScaling.Classic)]
[Dense(2), MeanSquaredError]
public sealed partial class LinearClassic;

#pragma warning disable DG1002 // the mistake is what is studied
/// <summary>The same without scaling.</summary>
[Network(3)]
[Dropout(0.25, Scaling = DropoutScaling.None)]
[Dense(2), MeanSquaredError]
public sealed partial class LinearUnscaled;
#pragma warning restore DG1002

/// <summary>One quadratic unit.</summary>
[Network(3)]
[Dropout(0.25)]
[Dense(1), Square, MeanSquaredError]
public sealed partial class QuadraticUnit;

/// <summary>A curved function behind a dropout.</summary>
[Network(2)]
[Dense(3), Tanh, Dropout(0.5)]
[Dense(2), Tanh]
[Dense(1), MeanSquaredError]
public sealed partial class CurvedValues;

/// <summary>A small classifier.</summary>
[Network(2)]
[Dense(3), Tanh, Dropout(0.5)]
[Dense(2), SoftmaxCrossEntropy]
public sealed partial class CurvedClasses;

/// <summary>Paths through dropped inputs, a dropped and a whole layer.</summary>
[Network(4), Dropout(0.25)]
[Dense(5), Relu, Dropout(0.5)]
[Dense(3), LeakyRelu]
[Dense(2), MeanSquaredError]
public sealed partial class ManyPaths;

/// <summary>Every other kind of dropout.</summary>
[Network(4), FeatureDropout(0.5, "pair: 0, 2", "single: 1")]
[Dense(5), Selu, AlphaDropout(0.25)]
[Dense(6), Relu, GaussianDropout(0.5)]
[Dense(2), MeanSquaredError]
public sealed partial class OtherPaths;
