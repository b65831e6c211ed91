namespace DropoutGen;

/// <summary>
/// Declares a partial class as a network: its layers follow as attributes, in source order, and the generator writes
/// the class's forward, backward, update and sampling code for exactly these shapes.
/// </summary>
/// <remarks>
/// <code>
/// [Network(784)]
/// [Dense(256), Relu, Dropout(0.5)]
/// [Dense(10), SoftmaxCrossEntropy]
/// public sealed partial class Digits;
/// </code>
/// </remarks>
/// <param name="inputs">Number of values in one input row, 1 to 65,536.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class NetworkAttribute(int inputs) : Attribute
{
    /// <summary>Number of values in one input row.</summary>
    public int Inputs { get; } = inputs;
}
