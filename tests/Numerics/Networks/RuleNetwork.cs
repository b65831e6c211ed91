namespace DropoutGen.Numerics.Tests.Networks;

/// <summary>Smooth, so that optimizers can be compared over many steps; odd widths, so that tensors end in padding.</summary>
[Network(37)]
[Dense(17), Tanh, Dropout(0.25)]
[Dense(5), SoftmaxCrossEntropy]
public sealed partial class RuleNetwork
{
    /// <summary>The same attributes, for the oracle.</summary>
    internal const string Attributes = "[Network(37)] [Dense(17), Tanh, Dropout(0.25), Dense(5), SoftmaxCrossEntropy]";
}
