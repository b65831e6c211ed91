using DropoutGen.Generator.Infer;

namespace DropoutGen.Generator.Plan;

/// <summary>
/// Segments that one kernel computes. By running statistics a batch normalisation is an elementwise map: it and what follows
/// belong to the chain of the segment in front, so that it costs no pass over the values of its own.
/// </summary>
/// <param name="First">The segment whose head is computed.</param>
/// <param name="Last">The segment whose result is.</param>
/// <param name="Chain">What follows the head.</param>
/// <param name="Fusion">Its fusion.</param>
internal sealed record SegmentRun(int First, int Last, IReadOnlyList<ShapedLayer> Chain, ChainFusion Fusion)
{
    /// <summary>Each segment by itself: training.</summary>
    public static List<SegmentRun> Single(IReadOnlyList<Segment> segments, IReadOnlyList<ChainFusion> fusions) =>
        [.. segments.Select((segment, s) => new SegmentRun(s, s, segment.Chain, fusions[s]))];

    /// <summary>Batch normalisations with what is in front of them: inference and sampling.</summary>
    public static List<SegmentRun> Folded(IReadOnlyList<Segment> segments, IReadOnlyList<ChainFusion> fusions)
    {
        var runs = new List<SegmentRun>();
        for (int first = 0, next; first < segments.Count; first = next)
        {
            next = first + 1;
            var chain = new List<ShapedLayer>(segments[first].Chain);
            while (next < segments.Count && segments[next].IsBatchNorm)
            {
                chain.Add(segments[next].Head!);
                chain.AddRange(segments[next].Chain);
                next++;
            }

            runs.Add(new SegmentRun(first, next - 1, chain, next == first + 1 ? fusions[first] : new ChainFusion(chain)));
        }

        return runs;
    }
}
