namespace DropoutGen.Samples.Theory.Networks;

/// <summary>Linear regression with dropped inputs: here dropout is a penalty on the weights.</summary>
[Network(8)]
[Dropout(0.25)]
[Dense(1), MeanSquaredError]
public sealed partial class Linear;

/// <summary>The same with classic scaling.</summary>
[Network(8)]
[Dropout(0.25, Scaling = DropoutScaling.Classic)]
[Dense(1), MeanSquaredError]
public sealed partial class ClassicLinear;

/// <summary>The same trained on the expected loss: no mask is drawn.</summary>
[Network(8)]
[Dropout(0.25, Marginalized = true)]
[Dense(1), MeanSquaredError]
public sealed partial class MarginalizedLinear;

/// <summary>A quadratic unit: the smallest network whose mean over masks is not its output without masks.</summary>
[Network(8)]
[Dropout(0.25)]
[Dense(1), Square, MeanSquaredError]
public sealed partial class QuadraticUnit;

/// <summary>A curved function behind two dropouts.</summary>
[Network(8)]
[Dense(24), Tanh, Dropout(0.25)]
[Dense(24), Tanh, Dropout(0.25)]
[Dense(1), MeanSquaredError]
public sealed partial class Curved;

/// <summary>Small enough for many products with its Hessian.</summary>
[Network(8)]
[Dense(12), Tanh, Dropout(0.5)]
[Dense(4), Tanh]
[Dense(1), MeanSquaredError]
public sealed partial class SmallCurved;
