namespace DropoutGen.Benchmarks.RowGroups;

/// <summary>784-1024-1024-10 without dropout.</summary>
[Network(784)]
[Dense(1024), Relu]
[Dense(1024), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Large;

/// <summary>A mask of its own for each row.</summary>
[Network(784)]
[Dense(1024), Relu, Dropout(0.5)]
[Dense(1024), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class LargeIndependent;

/// <summary>16 rows share a mask.</summary>
[Network(784)]
[Dense(1024), Relu, Dropout(0.5, RowsPerMask = 16)]
[Dense(1024), Relu, Dropout(0.5, RowsPerMask = 16)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Large16;

/// <summary>32 rows share a mask.</summary>
[Network(784)]
[Dense(1024), Relu, Dropout(0.5, RowsPerMask = 32)]
[Dense(1024), Relu, Dropout(0.5, RowsPerMask = 32)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Large32;

/// <summary>16 rows share a mask that keeps 8 of each 16 units.</summary>
[Network(784)]
[Dense(1024), Relu, Dropout(0.5, RowsPerMask = 16, Balanced = true)]
[Dense(1024), Relu, Dropout(0.5, RowsPerMask = 16, Balanced = true)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class LargeBalanced16;

/// <summary>32 rows share a mask that keeps 8 of each 16 units.</summary>
[Network(784)]
[Dense(1024), Relu, Dropout(0.5, RowsPerMask = 32, Balanced = true)]
[Dense(1024), Relu, Dropout(0.5, RowsPerMask = 32, Balanced = true)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class LargeBalanced32;

/// <summary>784-256-128-10 without dropout.</summary>
[Network(784)]
[Dense(256), Relu]
[Dense(128), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Middle;

/// <summary>A mask of its own for each row.</summary>
[Network(784)]
[Dense(256), Relu, Dropout(0.5)]
[Dense(128), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class MiddleIndependent;

/// <summary>16 rows share a mask.</summary>
[Network(784)]
[Dense(256), Relu, Dropout(0.5, RowsPerMask = 16)]
[Dense(128), Relu, Dropout(0.5, RowsPerMask = 16)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Middle16;

/// <summary>32 rows share a mask.</summary>
[Network(784)]
[Dense(256), Relu, Dropout(0.5, RowsPerMask = 32)]
[Dense(128), Relu, Dropout(0.5, RowsPerMask = 32)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Middle32;

/// <summary>16 rows share a mask that keeps 8 of each 16 units.</summary>
[Network(784)]
[Dense(256), Relu, Dropout(0.5, RowsPerMask = 16, Balanced = true)]
[Dense(128), Relu, Dropout(0.5, RowsPerMask = 16, Balanced = true)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class MiddleBalanced16;

/// <summary>32 rows share a mask that keeps 8 of each 16 units.</summary>
[Network(784)]
[Dense(256), Relu, Dropout(0.5, RowsPerMask = 32, Balanced = true)]
[Dense(128), Relu, Dropout(0.5, RowsPerMask = 32, Balanced = true)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class MiddleBalanced32;

/// <summary>As small as leaves dropped units out: 256-64-10, 16 rows.</summary>
[Network(256)]
[Dense(64), Relu, Dropout(0.5, RowsPerMask = 16)]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Small16;

/// <summary>256-64-10 without dropout.</summary>
[Network(256)]
[Dense(64), Relu]
[Dense(10), SoftmaxCrossEntropy]
internal sealed partial class Small;
