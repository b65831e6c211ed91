using DropoutGen.Generator.Kernels;

namespace DropoutGen.Generator.Layers;

/// <summary>A function of one value, with its derivative: it lowers itself to lane operations, forward and backward side by side.</summary>
internal abstract record ActivationLayer : Layer
{
    /// <inheritdoc/>
    public override bool KeepsZero => true;

    /// <summary>The initialisation of a dense layer in front, where none is declared.</summary>
    public virtual Initialization Initialization => Initialization.He;

    /// <summary>Whether the derivative can be told from the output, so that the input need not be saved.</summary>
    public virtual bool DerivativeFromOutput => true;

    /// <summary>Whether a stored output above 0 says "active, and kept" even behind a dropout, so that no mask is read.</summary>
    public virtual bool PositiveMeansActive => false;

    /// <summary>The function.</summary>
    public abstract LaneValue Forward(LaneValue x);

    /// <summary>Gradient by the input.</summary>
    /// <param name="saved">The output if <see cref="DerivativeFromOutput"/>, otherwise the input.</param>
    /// <param name="gradient">Gradient by the output.</param>
    public abstract LaneValue Backward(LaneValue saved, LaneValue gradient);
}
