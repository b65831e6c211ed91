using DropoutGen.Generator.Layers;

namespace DropoutGen.Generator.Plan;

/// <summary>
/// Which segments end in a dropout whose masks rows share, so that the products around it can leave out dropped units: of a
/// group of rows that share a mask, a dropped unit is dropped in all.
/// </summary>
internal static class RowGroupSegments
{
    private const int WideGroup = 32;
    private const int NarrowGroup = 16;

    // A smaller product is done before its lists are made.
    private const int LeastUnits = 64;
    private const int LeastWeights = 1 << 14;

    /// <summary>For each segment whether its dropped units are left out.</summary>
    public static bool[] Find(IReadOnlyList<Segment> segments)
    {
        var found = new bool[segments.Count];

        // A normalisation takes whole rows, or whole columns; what goes round a residual branch is added to whole rows.
        if (segments.Any(static segment => segment.IsNormalization || segment.Chain.Any(Residuals.IsEnd)))
        {
            return found;
        }

        for (int s = 1; s < segments.Count - 1; s++)
        {
            found[s] = EndsInSharedMask(segments[s])
                && segments[s].Units >= LeastUnits
                && (long)segments[s - 1].Units * segments[s].Units >= LeastWeights;
        }

        return found;
    }

    /// <summary>
    /// Rows that the kernels take together, a vector or two of the widest: the most that divides the rows of each mask.
    /// </summary>
    public static int Rows(IReadOnlyList<Segment> segments, bool[] found) =>
        Enumerable.Range(0, segments.Count).Where(s => found[s]).All(s => SharedRows(segments[s]) % WideGroup == 0)
            ? WideGroup
            : NarrowGroup;

    // What follows a dropout would have to be applied to dropped units too.
    private static bool EndsInSharedMask(Segment segment) =>
        segment.Chain.Count > 0
        && SharedRows(segment) > 1
        && segment.Chain.Take(segment.Chain.Count - 1).All(static layer => layer.Layer is ActivationLayer);

    private static int SharedRows(Segment segment) =>
        segment.Chain[segment.Chain.Count - 1].Layer is DropoutLayer dropout ? dropout.RowsPerMask : 1;
}
