namespace DropoutGen.Runtime.Tests.Family;

/// <summary>A branch that can be made the identity.</summary>
[Block]
[Dense(6, Bias = false)]
public sealed class Same;

/// <summary>What is added to values that can be seen.</summary>
[Network(6)]
[Residual<Same>(DropPath = 0.3)]
[Residual<Same>(DropPath = 0.3, DropPathScaling = DropoutScaling.Classic, DropPathRowsPerMask = 16), MeanSquaredError]
public sealed partial class PathValues;

/// <summary>Branches of layers that are worth leaving out.</summary>
[Block]
[LayerNorm, Dense(24), Relu, Dense(12)]
public sealed class DeepBranch;

/// <summary>Stochastic depth with a schedule.</summary>
[Network(5)]
[Dense(12), Residual<DeepBranch>(Repeat = 4, DropPath = 0.4, DropPathSchedule = DropPathSchedule.Linear)]
[Relu, Dense(3), SoftmaxCrossEntropy]
public sealed partial class DeepClassifier;

/// <summary>A branch with moments of a batch.</summary>
[Block]
[BatchNorm, Relu, Dense(12)]
public sealed class NormedBranch;

/// <summary>A branch whose statistics are of every batch.</summary>
[Network(12)]
[Residual<NormedBranch>(DropPath = 0.5)]
[Dense(2), MeanSquaredError]
public sealed partial class NormedPath;

/// <summary>A linear branch with dropout inside.</summary>
[Block]
[Dense(8, Bias = false), Dropout(0.25), Dense(3, Bias = false)]
public sealed class PathOfSums;

/// <summary>Linear, with branches that are dropped.</summary>
[Network(3)]
[Residual<PathOfSums>(Repeat = 2, DropPath = 0.4)]
[Dense(1, Bias = false), MeanSquaredError]
public sealed partial class LinearPaths;
