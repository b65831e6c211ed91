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

/// <summary>What masks of weights do to values that are summed.</summary>
[Network(24)]
[DropConnect(0.3), Dense(3), MeanSquaredError]
public sealed partial class ConnectLinear;

/// <summary>A weight that can be seen, stored in panels of units.</summary>
[Network(50)]
[DropConnect(0.3), Dense(200, Bias = false), MeanSquaredError]
public sealed partial class ConnectValues;

/// <summary>The same, stored in panels of inputs.</summary>
[Network(200)]
[DropConnect(0.5), Dense(3, Bias = false), MeanSquaredError]
public sealed partial class ConnectTransposedValues;

/// <summary>Masked weights in front of activations, with other dropout around.</summary>
[Network(12)]
[Dropout(0.2), DropConnect(0.5), Dense(20), Relu]
[DropConnect(0.4), Dense(16), Tanh]
[DropConnect(0.3), Dense(3), SoftmaxCrossEntropy]
public sealed partial class ConnectClassifier;

/// <summary>One masked layer and one activation.</summary>
[Network(40)]
[DropConnect(0.5), Dense(24), Relu]
[Dense(2), MeanSquaredError]
public sealed partial class ConnectRelu;

/// <summary>Masked weights in front of a branch and in it.</summary>
[Network(40)]
[DropConnect(0.3), Dense(48), Residual<ConnectBranch>, Relu]
[Dense(2), MeanSquaredError]
public sealed partial class ConnectResidual;

/// <summary>Normalises what varies, and gives what varies.</summary>
[Block]
[LayerNorm, Relu, DropConnect(0.3), Dense(48)]
public sealed class ConnectBranch;

/// <summary>Relaxed noise on values that are summed.</summary>
[Network(24)]
[ConcreteDropout(0.2), Dense(3), MeanSquaredError]
public sealed partial class ConcreteLinear;

/// <summary>A learned rate with regularisers that can be seen.</summary>
[Network(10)]
[ConcreteDropout(0.1, WeightRegularizer = 0.01, DropoutRegularizer = 0.02), Dense(1), MeanSquaredError]
public sealed partial class ConcreteRegularized;

/// <summary>A learned rate that nothing but its entropy matters to.</summary>
[Network(10)]
[ConcreteDropout(0.1, WeightRegularizer = 0, DropoutRegularizer = 1), Dense(1), MeanSquaredError]
public sealed partial class ConcreteFree;

/// <summary>Learned rates of the inputs and of hidden units.</summary>
[Network(12)]
[ConcreteDropout, Dense(40), Relu]
[ConcreteDropout(0.3), Dense(3), SoftmaxCrossEntropy]
public sealed partial class ConcreteHidden;

/// <summary>Linear regression on the expected loss.</summary>
[Network(6)]
[Dropout(0.4, Marginalized = true), Dense(1), MeanSquaredError]
public sealed partial class MarginalizedLinear;

/// <summary>The same by drawn masks.</summary>
[Network(6)]
[Dropout(0.4), Dense(1), MeanSquaredError]
public sealed partial class SampledLinear;

/// <summary>The expected loss behind a hidden layer.</summary>
[Network(6)]
[Dense(20), Tanh, Dropout(0.5, Marginalized = true)]
[Dense(1), MeanSquaredError]
public sealed partial class MarginalizedHidden;

/// <summary>The same by drawn masks.</summary>
[Network(6)]
[Dense(20), Tanh, Dropout(0.5)]
[Dense(1), MeanSquaredError]
public sealed partial class SampledHidden;

/// <summary>Features of one, two and three columns; column 6 belongs to none.</summary>
[Network(7)]
[FeatureDropout(0.25, "one: 3", "two: 0-1", "three: 2, 4-5")]
[Dense(7, Bias = false), MeanSquaredError]
public sealed partial class FeatureValues;

/// <summary>Independent masks, masks of 16 rows and balanced ones, on values that can be seen.</summary>
[Network(50)]
[Dropout(0.5, Balanced = true)]
[Dense(50, Bias = false), MeanSquaredError]
public sealed partial class BalancedValues;

/// <summary>Masks that 16 rows share, of layers that fill blocks of the generator and of ones that share them.</summary>
[Network(200)]
[Dropout(0.3, RowsPerMask = 16)]
[Dense(200, Bias = false), Dropout(0.5, RowsPerMask = 32)]
[Dense(200, Bias = false), MeanSquaredError]
public sealed partial class RowGroupValues;

/// <summary>What balanced dropout does to values that are summed.</summary>
[Network(24)]
[Dropout(0.5, RowsPerMask = 16, Balanced = true)]
[Dense(3), MeanSquaredError]
public sealed partial class BalancedLinear;
