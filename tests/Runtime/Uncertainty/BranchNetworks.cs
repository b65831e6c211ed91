namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>A branch that is nothing but a dropout.</summary>
[Block]
[Dropout(0.3)]
public sealed class DropBranch;

/// <summary>x D (1 + E), with masks D and E of their own.</summary>
[Network(5)]
[Dense(5), Dropout(0.2), Residual<DropBranch>, MeanSquaredError]
public sealed partial class DroppedTwice;

/// <summary>Without activations, a dropout in front of its product and one behind.</summary>
[Block]
[Dropout(0.25), Dense(2), Dropout(0.4, Scaling = DropoutScaling.Classic)]
public sealed class InnerLinear;

/// <summary>A branch in a branch, dropouts around it.</summary>
[Block]
[Dense(2), Residual<InnerLinear>(Repeat = 2), Dropout(0.1), Dense(3)]
public sealed class OuterLinear;

/// <summary>Linear, with nested branches behind a dropout.</summary>
[Network(3)]
[Dropout(0.2), Dense(3, Bias = false), Residual<OuterLinear>]
[Dense(2), MeanSquaredError]
public sealed partial class NestedLinear;

/// <summary>A value that does not vary goes round; activations stand in front of the masks.</summary>
[Block]
[Dense(6), Relu, Dropout(0.3), Dense(4)]
public sealed class QuietBranch;

/// <summary>What goes round does not vary.</summary>
[Network(3)]
[Dense(4), Tanh, LayerNorm, Residual<QuietBranch>]
[Dense(2), MeanSquaredError]
public sealed partial class QuietSkip;

/// <summary>Features of the inputs are dropped together, so that what goes round is correlated.</summary>
[Network(5)]
[FeatureDropout(0.25, "one: 3", "two: 0-1"), Residual<FeatureBranch>]
[Dense(2), MeanSquaredError]
public sealed partial class FeatureSkip;

/// <summary>Gives five values.</summary>
[Block]
[Dense(4, Bias = false), Dropout(0.5), Dense(5)]
public sealed class FeatureBranch;

/// <summary>The first dropout stands in a branch; behind the sum an activation and a normalisation.</summary>
[Network(4)]
[Dense(5), Relu, Residual<FirstBranch>, LayerNorm]
[Dense(4), Tanh, Dropout(0.2)]
[Dense(2), MeanSquaredError]
public sealed partial class BranchMasks;

/// <summary>The same in a branch in a branch.</summary>
[Network(4)]
[Dense(5), Relu, Residual<FirstBranchInside>]
[Dense(2), MeanSquaredError]
public sealed partial class NestedMasks;

/// <summary>A dropout on few units, an activation behind it.</summary>
[Block]
[LayerNorm, Dense(5), Tanh, Dropout(0.2), Dense(5), Relu]
public sealed class FirstBranch;

/// <summary>A branch around it.</summary>
[Block]
[Dense(5), Residual<FirstBranch>, LayerNorm]
public sealed class FirstBranchInside;

// Its running statistics are written by the tests, not estimated behind dropout.
#pragma warning disable DG1001
/// <summary>Batch normalisations in branches of a linear network.</summary>
[Network(3)]
[Dropout(0.2), Residual<BatchBranch>(Repeat = 2)]
[Dense(2), MeanSquaredError]
public sealed partial class BatchBranches;
#pragma warning restore DG1001

/// <summary>A normalisation in front of a dropout.</summary>
[Block]
[BatchNorm, Dropout(0.3), Dense(3)]
public sealed class BatchBranch;

/// <summary>A product behind a dropout.</summary>
[Block]
[Dropout(0.2), Dense(4)]
public sealed class PathLinear;

/// <summary>Linear, with branches that are dropped with rates of their own.</summary>
[Network(3)]
[Dense(4), Residual<PathLinear>(Repeat = 2, DropPath = 0.4, DropPathSchedule = DropPathSchedule.Linear)]
[Dense(2), MeanSquaredError]
public sealed partial class PathsLinear;

/// <summary>A dropped branch between two products.</summary>
[Block]
[Dense(3), Residual<DropBranch>(DropPath = 0.3), Dense(4)]
public sealed class PathInside;

/// <summary>
/// A dropped branch in a dropped branch, of which the outer is not scaled in training, behind values that vary independently.
/// </summary>
[Network(4)]
[Dropout(0.1), Residual<PathInside>(DropPath = 0.25, DropPathScaling = DropoutScaling.Classic)]
[Dense(2), MeanSquaredError]
public sealed partial class PathsNested;

/// <summary>A branch with an activation.</summary>
[Block]
[LayerNorm, Dense(5), Tanh, Dense(5)]
public sealed class QuietTanh;

/// <summary>The first noise is whether a branch is dropped; activations and a dropout behind.</summary>
[Network(4)]
[Dense(5), Relu, Residual<QuietTanh>(DropPath = 0.3)]
[Dense(6), Tanh, Dropout(0.2)]
[Dense(2), MeanSquaredError]
public sealed partial class PathFirst;

/// <summary>A branch and an input that are never dropped stand in front of a dropout with few masks.</summary>
[Network(4)]
[FeatureDropout(0, "all: 0-3"), Dense(5), Relu, Residual<QuietTanh>(DropPath = 0)]
[Dense(6), Tanh, Dropout(0.2)]
[Dense(6), Tanh]
[Dense(2), MeanSquaredError]
public sealed partial class QuietFirst;

/// <summary>Relaxed factors behind relaxed factors, without activations.</summary>
[Network(6)]
[ConcreteDropout(0.2), Dense(5)]
[ConcreteDropout(0.4), Dense(3), MeanSquaredError]
public sealed partial class ConcreteTwice;

/// <summary>Products with an activation between.</summary>
[Block]
[Dense(20), Relu, Dense(12)]
public sealed class ReluBetween;

/// <summary>An activation alone.</summary>
[Block]
[Gelu]
public sealed class GeluAlone;

/// <summary>A branch in a branch, whose activation is exactly normal in front.</summary>
[Block]
[Dense(16), Residual<GeluAlone>, Dense(12)]
public sealed class GeluInside;

/// <summary>Normal noise: what stands in front of the activation is exactly normal, together with what goes round.</summary>
[Network(6)]
[GaussianDropout(0.3), Dense(12), Residual<ReluBetween>]
[Dense(3), MeanSquaredError]
public sealed partial class NormalBranch;

/// <summary>The same, nested.</summary>
[Network(6)]
[GaussianDropout(0.3), Dense(12), Residual<GeluInside>]
[Dense(3), MeanSquaredError]
public sealed partial class NormalNested;

/// <summary>Normalises in the branch alone.</summary>
[Block]
[LayerNorm, Dense(64), Relu, Dropout(0.1), Dense(32)]
public sealed class PreNorm;

/// <summary>No normalisation.</summary>
[Block]
[Dense(64), Relu, Dropout(0.1), Dense(32)]
public sealed class NoNorm;

/// <summary>Normalises behind the sum.</summary>
[Block]
[Residual<NoNorm>, LayerNorm]
public sealed class PostNorm;

/// <summary>Residual branches without normalisation.</summary>
[Network(8)]
[Dense(32), Residual<NoNorm>(Repeat = 3), Relu]
[Dense(1), MeanSquaredError]
public sealed partial class PlainBranches;

/// <summary>Residual branches that normalise first.</summary>
[Network(8)]
[Dense(32), Residual<PreNorm>(Repeat = 3), LayerNorm]
[Dense(1), MeanSquaredError]
public sealed partial class PreNormBranches;

/// <summary>Residual branches that normalise last.</summary>
[Network(8)]
[Dense(32), Repeat<PostNorm>(3)]
[Dense(1), MeanSquaredError]
public sealed partial class PostNormBranches;

/// <summary>Layer normalisation without branches.</summary>
[Network(8)]
[Dense(64), LayerNorm, Relu, Dropout(0.1)]
[Dense(64), LayerNorm, Relu, Dropout(0.1)]
[Dense(1), MeanSquaredError]
public sealed partial class NormChain;

/// <summary>Few values, exactly normal in front of a normalisation.</summary>
[Network(8)]
[GaussianDropout(0.1), Dense(4), LayerNorm]
[Dense(1), MeanSquaredError]
public sealed partial class NormedNoise4;

/// <summary>The same with many values.</summary>
[Network(8)]
[GaussianDropout(0.1), Dense(64), LayerNorm]
[Dense(1), MeanSquaredError]
public sealed partial class NormedNoise64;

/// <summary>A dropout directly in front of a normalisation.</summary>
[Network(8)]
[Dense(16), Relu, Dropout(0.1), LayerNorm]
[Dense(1), MeanSquaredError]
public sealed partial class NormedMasks16;

/// <summary>The same with more units.</summary>
[Network(8)]
[Dense(64), Relu, Dropout(0.1), LayerNorm]
[Dense(1), MeanSquaredError]
public sealed partial class NormedMasks64;
