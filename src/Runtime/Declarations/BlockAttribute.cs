namespace DropoutGen;

/// <summary>
/// Declares a class as a block: layers that follow as attributes, in source order, for networks and other blocks to reuse by
/// <see cref="RepeatAttribute{TBlock}"/> and <see cref="ResidualAttribute{TBlock}"/>. Nothing is generated for the class itself.
/// </summary>
/// <remarks>
/// <code>
/// [Block]
/// [LayerNorm, Dense(64), Relu, Dense(64)]
/// public sealed class Feedforward;
///
/// [Network(8)]
/// [Dense(64), Residual&lt;Feedforward&gt;(Repeat = 4)]
/// [Dense(1), MeanSquaredError]
/// public sealed partial class Regression;
/// </code>
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BlockAttribute : Attribute;
