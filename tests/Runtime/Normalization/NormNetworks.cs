namespace DropoutGen.Runtime.Tests.Normalization;

// The dropouts are there so that recalibration has something to do.
#pragma warning disable DG1001

/// <summary>Batch normalisation right behind a product, behind a dropout, and on the logits.</summary>
[Network(5)]
[Dense(20), BatchNorm, Relu, Dropout(0.5, Scaling = DropoutScaling.Classic)]
[Dense(17), Tanh, Dropout(0.25), BatchNorm(Momentum = 0.25, Epsilon = 0.001)]
[Dense(3), MeanSquaredError]
public sealed partial class BatchNormed
{
    /// <summary>The same attributes, for the oracle.</summary>
    internal const string Attributes =
        "[Network(5)] [Dense(20), BatchNorm, Relu, Dropout(0.5, Scaling = DropoutScaling.Classic), Dense(17), Tanh, Dropout(0.25), BatchNorm(Momentum = 0.25, Epsilon = 0.001), Dense(3), MeanSquaredError]";
}

#pragma warning restore DG1001

/// <summary>A dense layer with batch normalisation and an activation.</summary>
[Network(37)]
[Dense(130), BatchNorm, Tanh]
[Dense(5), MeanSquaredError]
public sealed partial class Foldable;

/// <summary>The same without batch normalisation.</summary>
[Network(37)]
[Dense(130), Tanh]
[Dense(5), MeanSquaredError]
public sealed partial class FoldedByHand;

/// <summary>A dense layer alone.</summary>
[Network(37)]
[Dense(130), MeanSquaredError]
public sealed partial class ProductAlone;

/// <summary>The least network with batch normalisation on its inputs, in front of a product of weight 1.</summary>
[Network(2)]
[BatchNorm]
[Dense(1, Bias = false), MeanSquaredError]
public sealed partial class NormedInputs;

/// <summary>Normalises rows.</summary>
[Network(3)]
[LayerNorm]
[Dense(1, Bias = false), MeanSquaredError]
public sealed partial class NormedRows;
