namespace DropoutGen.Samples.Hazards;

// What makes a declaration invalid.

[Network(4), Dense(3), SoftmaxCrossEntropy]
public sealed class NotPartial; // DG0001

[Network(4), Dense(3), SoftmaxCrossEntropy]
public sealed partial record ARecord; // DG0002

[Network(4), Relu, SoftmaxCrossEntropy]
public sealed partial class NothingToTrain; // DG0003

[Network(4), Dense(0), SoftmaxCrossEntropy] // DG0004
public sealed partial class NoUnits;

[Network(4), Dense(3), Relu]
public sealed partial class WithoutLoss; // DG0005

[Network(4), Dense(8), Relu]
public sealed partial class Spread;

[Dense(3), SoftmaxCrossEntropy] // DG0006
public sealed partial class Spread;

[Network(4), Dense(3), SoftmaxCrossEntropy]
public sealed partial class Clash
{
    public int Parameters => 3; // DG0007
}

[Dense(3)] // DG0008
public sealed partial class LayerAlone;

[Network(4), Dense(3), GaussianNegativeLogLikelihood] // DG0010
public sealed partial class OddOutputs;

[Network(4), Dense(8), FeatureDropout(0.5, "age: 0"), Dense(3), SoftmaxCrossEntropy] // DG0011
public sealed partial class FeaturesBehindDense;

[Network(4), Dense(8), DropConnect(0.1), Relu, Dense(3), SoftmaxCrossEntropy] // DG0014
public sealed partial class WeightsOfNoDense;

[Network(4), Dropout(0.1, Marginalized = true), Dense(3), SoftmaxCrossEntropy] // DG0015
public sealed partial class NoClosedForm;

[Block, Relu, Repeat<InItself>(2)] // DG0012
public sealed class InItself;

[Block, Dense(3)]
public sealed class Narrowing;

[Network(4), Residual<Narrowing>, Dense(3), SoftmaxCrossEntropy] // DG0013
public sealed partial class WidthOfBranch;

[Block]
public sealed class NoLayers; // DG0016
