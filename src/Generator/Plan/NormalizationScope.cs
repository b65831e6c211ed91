using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Kernels;

namespace DropoutGen.Generator.Plan;

/// <summary>What a normalisation can use in its formulas: moments, and what follows from them, of its columns or of the row.</summary>
internal readonly struct NormalizationScope(FusedProgramBuilder fused, ShapedLayer layer)
{
    /// <summary>Mean of the column over the batch.</summary>
    public LaneValue Mean() => fused.Load(StreamRole.Mean, layer);

    /// <summary>What the column's values are multiplied by: weight / deviation.</summary>
    public LaneValue Factor() => fused.Load(StreamRole.Factor, layer);

    /// <summary>What is then added at inference: bias - mean * factor.</summary>
    public LaneValue Offset() => fused.Load(StreamRole.Offset, layer);

    /// <summary>What is added to a gradient: minus factor times the column's mean gradient.</summary>
    public LaneValue GradientOffset() => fused.Load(StreamRole.GradientOffset, layer);

    /// <summary>What a centred value adds to its gradient.</summary>
    public LaneValue InputFactor() => fused.Load(StreamRole.InputFactor, layer);

    /// <summary>The learned deviation.</summary>
    public LaneValue Weight() => fused.Load(StreamRole.Weight, layer);

    /// <summary>The learned mean.</summary>
    public LaneValue Bias() => fused.Load(StreamRole.Bias, layer);

    /// <summary>A number of the row.</summary>
    public LaneValue Row(RowMoment moment) => fused.Scale(ScaleKind.Row, (int)moment);
}

/// <summary>What is known about a row, in the order in which it stands in the buffer of row moments.</summary>
internal enum RowMoment
{
    /// <summary>Mean over the units.</summary>
    Mean,

    /// <summary>1 / sqrt(variance + epsilon).</summary>
    InverseDeviation,

    /// <summary>Mean of the gradients behind the layer, each times its weight.</summary>
    Gradient,

    /// <summary>Mean of the products of these with the normalised values.</summary>
    Product,
}
