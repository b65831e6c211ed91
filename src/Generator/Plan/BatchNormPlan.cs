using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;

namespace DropoutGen.Generator.Plan;

/// <summary>Where a batch normalisation keeps its vectors, and what drops in front of it.</summary>
/// <param name="FirstBuffer">The first of its buffers.</param>
/// <param name="Dropout">The dropout in front, straight or with one dense layer between; -1 where there is none.</param>
/// <param name="Product">Index of that layer's weight; -1 where there is none.</param>
/// <param name="ProductInputs">Buffer of what it takes; -1 where there is none.</param>
internal sealed record BatchNormPlan(int FirstBuffer, int Dropout, int Product, int ProductInputs)
{
    /// <summary>The plan of each batch normalisation, in order.</summary>
    public static IEnumerable<BatchNormPlan> All(PlanContext context)
    {
        int[] buffers = [.. context.BatchNorms];
        for (int s = 1; s <= context.Last; s++)
        {
            if (!context.Segments[s].IsBatchNorm)
            {
                continue;
            }

            int buffer = buffers[context.Segments[s].Head!.Number];
            bool isBehindProduct = context.Segments[s - 1] is { Dense: not null } front && front.Chain.All(IsStart);
            int dropout = LastDropout(context.Segments[isBehindProduct ? s - 2 : s - 1]);
            yield return dropout < 0 || !isBehindProduct
                ? new BatchNormPlan(buffer, dropout, -1, -1)
                : new BatchNormPlan(buffer, dropout, context.Weight(s - 1), context.Left(s - 1).Index);
        }
    }

    // A dropout that nothing follows in its segment.
    private static int LastDropout(Segment segment) =>
        segment.Chain.LastOrDefault(static layer => !IsStart(layer)) is { Layer: NoiseLayer } last ? last.Number : -1;

    // Values in front of a residual branch are those that enter it.
    private static bool IsStart(ShapedLayer layer) => layer.Layer is ResidualStartLayer;
}
