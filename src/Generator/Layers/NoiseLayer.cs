using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Layers;

/// <summary>
/// A layer that draws for each pass of training and sampling: the dropout family. Given what was drawn it is an affine map
/// of each value by itself. Its rate is data and shapes no kernel.
/// </summary>
internal abstract record NoiseLayer(double Rate) : Layer
{
    /// <inheritdoc/>
    public override string KernelTitle => Name;

    /// <summary>What is drawn for a pass.</summary>
    public virtual NoiseDraws Draws => NoiseDraws.Mask;

    /// <summary>Whether training adds something to the loss, of the values behind the layer and the weight of the dense layer that takes them.</summary>
    public virtual bool AddsPenalty => false;

    /// <summary>Whether inference, too, does something to the values.</summary>
    public virtual bool ActsAtInference => false;

    /// <summary>Whether a value above 0 behind the layer says that the one in front was above 0 and kept.</summary>
    public virtual bool KeepsPositive => false;

    /// <summary>Whether the value in front can be told from the one behind, where there is a gradient at all.</summary>
    public virtual bool CanRestore => false;

    /// <summary>Share of the paths through the layer that stay active in a pass, on average.</summary>
    /// <param name="units">Values it acts on.</param>
    public virtual double ActiveShare(int units) => 1 - Rate;

    /// <summary>A value behind the layer.</summary>
    public abstract LaneValue Forward(NoiseScope scope, LaneValue x, ForwardMode mode);

    /// <summary>The gradient in front of the layer, in training.</summary>
    public abstract LaneValue Backward(NoiseScope scope, LaneValue gradient);

    /// <summary>The gradient in front, where a mask is known to keep the value.</summary>
    public virtual LaneValue BackwardOfKept(NoiseScope scope, LaneValue gradient) =>
        throw new InvalidOperationException($"{Name} has no mask that a sign could tell.");

    /// <summary>The value in front, from the one behind.</summary>
    public virtual LaneValue Restore(NoiseScope scope, LaneValue result) =>
        throw new InvalidOperationException($"What stood in front of {Name} cannot be told.");
}

/// <summary>What is drawn for a layer.</summary>
internal enum NoiseDraws
{
    /// <summary>A bit for each value.</summary>
    Mask,

    /// <summary>A bit for each value, and factors that are the same for all rows.</summary>
    MaskAndColumnScale,

    /// <summary>A factor for each value.</summary>
    Matrix,

    /// <summary>A bit for each weight of the dense layer behind.</summary>
    Weight,
}
