namespace DropoutGen.Runtime.Tests.Networks;

/// <summary>A classifier with dropout: 3 inputs, 4 hidden units, 2 classes.</summary>
[Network(3)]
[Dense(4), Relu, Dropout(0.5)]
[Dense(2), SoftmaxCrossEntropy]
public sealed partial class SmallClassifier;

/// <summary>A regression without activations: 3 inputs, 2 outputs.</summary>
[Network(3)]
[Dropout(0.25)]
[Dense(2), MeanSquaredError]
public sealed partial class SmallRegression;

/// <summary>Two yes/no answers from 3 inputs.</summary>
[Network(3)]
[Dense(5), Tanh, Dropout(0.25, Scaling = DropoutScaling.Classic)]
[Dense(2), SigmoidCrossEntropy]
public sealed partial class SmallAnswers;

/// <summary>Mean and log-variance of one value from 3 inputs.</summary>
[Network(3)]
[Dense(4), Tanh, Dropout(0.25)]
[Dense(2), GaussianNegativeLogLikelihood]
public sealed partial class SmallNoise;

/// <summary>Three quantiles of two values from 3 inputs.</summary>
[Network(3)]
[Dense(6), Quantile(0.1, 0.5, 0.9)]
public sealed partial class SmallQuantiles;

/// <summary>Every way to initialise, chosen or automatic.</summary>
[Network(200)]
[Dense(100), Relu]
[Dense(100), Tanh]
[Dense(100), Selu]
[Dense(100, Initialization = Initialization.LeCun), Relu]
[Dense(100, Initialization = Initialization.He), Tanh]
[Dense(100, Initialization = Initialization.Glorot), Gelu]
[Dense(50), MeanSquaredError]
public sealed partial class Initialised;

/// <summary>One of each kind of dropout: 3 inputs, 2 classes.</summary>
[Network(3)]
[FeatureDropout(0.25, "pair: 0, 2", "single: 1")]
[Dense(5), Selu, AlphaDropout(0.1)]
[Dense(6), Relu, GaussianDropout(0.5)]
[Dense(2), SoftmaxCrossEntropy]
public sealed partial class SmallFamily;
