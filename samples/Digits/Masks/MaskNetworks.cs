namespace DropoutGen.Samples.Digits.Masks;

/// <summary>784-256-128-10 with a mask of its own for each row.</summary>
[Network(784)]
[Dense(256), Relu, Dropout(0.5)]
[Dense(128), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class IndependentMasks;

/// <summary>16 rows of a batch share a mask.</summary>
[Network(784)]
[Dense(256), Relu, Dropout(0.5, RowsPerMask = 16)]
[Dense(128), Relu, Dropout(0.5, RowsPerMask = 16)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Masks16;

/// <summary>32 rows of a batch share a mask.</summary>
[Network(784)]
[Dense(256), Relu, Dropout(0.5, RowsPerMask = 32)]
[Dense(128), Relu, Dropout(0.5, RowsPerMask = 32)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Masks32;

/// <summary>16 rows share a mask that keeps 8 of each 16 units.</summary>
[Network(784)]
[Dense(256), Relu, Dropout(0.5, RowsPerMask = 16, Balanced = true)]
[Dense(128), Relu, Dropout(0.5, RowsPerMask = 16, Balanced = true)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class BalancedMasks16;

/// <summary>32 rows share a mask that keeps 8 of each 16 units.</summary>
[Network(784)]
[Dense(256), Relu, Dropout(0.5, RowsPerMask = 32, Balanced = true)]
[Dense(128), Relu, Dropout(0.5, RowsPerMask = 32, Balanced = true)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class BalancedMasks32;
