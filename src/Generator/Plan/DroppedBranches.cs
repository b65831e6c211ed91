using DropoutGen.Generator.Infer;
using DropoutGen.Generator.Layers;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>
/// The residual branches whose kernels do not run in a pass that drops them for all rows, over chains of layers: those of the
/// segments in training, of the runs in sampling. Of a branch within one chain nothing can be left out.
/// </summary>
internal sealed class DroppedBranches
{
    private readonly List<Branch> _branches;

    private DroppedBranches(IEnumerable<Branch> branches) => _branches = [.. branches];

    /// <summary>
    /// Branches in training. A batch normalisation inside takes the moments of each batch, and a concrete dropout has penalties of
    /// its values: such branches are always computed.
    /// </summary>
    public static DroppedBranches OfTraining(IReadOnlyList<Segment> segments) => new(
        Find([.. segments.Select(static segment => segment.Chain)]).Where(branch => Enumerable
            .Range(branch.First + 1, branch.Last - branch.First)
            .All(s => !segments[s].IsBatchNorm && segments[s - 1].Penalty is null)));

    /// <summary>Branches in the passes of sampling: those with something to compute behind a run.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="prefix">The last run that is computed once.</param>
    public static DroppedBranches OfSampling(IReadOnlyList<SegmentRun> runs, int prefix) =>
        new(Find([.. runs.Select(static run => run.Chain)]).Where(branch => branch.Last > prefix));

    /// <summary>Calls that belong to a chain's head and its epilogue, on condition that the branches around it are kept.</summary>
    public IEnumerable<Call> WhereKept(int chain, IEnumerable<Call> calls)
    {
        EquatableArray<BranchChoice> choices = _branches
            .Where(branch => branch.First < chain && chain <= branch.Last)
            .Select(static branch => new BranchChoice(branch.Site, IsKept: true))
            .ToEquatableArray();
        return On(choices, calls);
    }

    /// <summary>Calls in place of a branch, on condition that it is dropped, and the branches around it are kept.</summary>
    public IEnumerable<Call> WhereDropped(Branch dropped, IEnumerable<Call> calls) => On(
        _branches
            .Where(dropped.IsInside)
            .Select(static branch => new BranchChoice(branch.Site, IsKept: true))
            .Append(new BranchChoice(dropped.Site, IsKept: false))
            .ToEquatableArray(),
        calls);

    /// <summary>Branches that end in a chain, the innermost first.</summary>
    public IEnumerable<Branch> EndingIn(int chain) => Enumerable.Reverse(_branches.Where(branch => branch.Last == chain));

    /// <summary>Branches that start in a chain, the innermost first.</summary>
    public IEnumerable<Branch> StartingIn(int chain) => Enumerable.Reverse(_branches.Where(branch => branch.First == chain));

    // What runs on request does so under the same conditions as its steps.
    private static IEnumerable<Call> On(EquatableArray<BranchChoice> choices, IEnumerable<Call> calls) => choices.Count == 0
        ? calls
        : calls.Select(call => call is OnRequestCall request
            ? request with { Calls = On(choices, request.Calls).ToEquatableArray() }
            : call with { Branches = choices });

    // In the order of their starts: outer ones before those inside.
    private static IEnumerable<Branch> Find(IReadOnlyList<IReadOnlyList<ShapedLayer>> chains)
    {
        var open = new Stack<(ShapedLayer Start, int Chain, int Place)>();
        var found = new List<Branch>();
        int place = 0;
        for (int chain = 0; chain < chains.Count; chain++)
        {
            ShapedLayer? before = null;
            foreach (ShapedLayer layer in chains[chain])
            {
                place++;
                if (layer.Layer is ResidualStartLayer)
                {
                    open.Push((layer, chain, place));
                }
                else if (layer.Layer is ResidualAddLayer)
                {
                    (ShapedLayer start, int first, int startPlace) = open.Pop();
                    if (before?.Layer is DropPathLayer && first < chain)
                    {
                        found.Add(new Branch(before.Number, start, layer, first, chain, startPlace, place));
                    }
                }

                before = layer;
            }
        }

        return found.OrderBy(static branch => branch.StartPlace);
    }
}

/// <summary>A residual branch over several chains.</summary>
/// <param name="Site">Number of the dropout that drops it.</param>
/// <param name="Start">Its start.</param>
/// <param name="Add">Its end.</param>
/// <param name="First">The chain with its start.</param>
/// <param name="Last">The chain with its end.</param>
/// <param name="StartPlace">Place of the start among all elementwise layers.</param>
/// <param name="AddPlace">Place of the end.</param>
internal sealed record Branch(int Site, ShapedLayer Start, ShapedLayer Add, int First, int Last, int StartPlace, int AddPlace)
{
    /// <summary>Whether it is part of another branch.</summary>
    public bool IsInside(Branch other) => other.StartPlace < StartPlace && AddPlace < other.AddPlace;
}
