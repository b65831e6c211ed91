using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Kernels;

namespace DropoutGen.Generator.Plan;

/// <summary>What a layer that draws can use in its formulas: the scalars of its rate and what was drawn for it.</summary>
internal readonly struct NoiseScope(FusedProgramBuilder fused, ShapedLayer layer)
{
    /// <summary>A scalar that depends on the rate.</summary>
    public LaneValue Scale(ScaleKind kind) => fused.Scale(kind, layer.Number);

    /// <summary>The value where the mask has a 1 bit, 0 elsewhere.</summary>
    public LaneValue Keep(LaneValue value) => fused.AllKept ? value : fused.Lanes.Keep(fused.Mask(layer), value);

    /// <summary>The value where the mask has a 1 bit, another elsewhere.</summary>
    public LaneValue Choose(LaneValue value, LaneValue otherwise) => fused.Lanes.Choose(fused.Mask(layer), value, otherwise);

    /// <summary>The factor that was drawn for the value.</summary>
    public LaneValue Noise() => fused.Load(StreamRole.Noise, layer);

    /// <summary>The gradient of a penalty by the value behind the layer.</summary>
    public LaneValue LoadPenalty() => fused.Load(StreamRole.Penalty, layer);

    /// <summary>Keeps the gradient by the value behind the layer.</summary>
    public void StorePenalty(LaneValue gradient) => fused.Store(StreamRole.Penalty, gradient, layer);

    /// <summary>The factor of the value's column.</summary>
    public LaneValue ColumnScale() => fused.Load(StreamRole.ColumnScale, layer);
}
