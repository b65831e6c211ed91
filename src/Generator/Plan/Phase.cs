using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>Calls of a pass that can be cut into parts in the same way. Parts may run at once; the next phase needs all of them.</summary>
/// <param name="Kind">How it is cut.</param>
/// <param name="OnRequest">Whether it runs only if the caller asked for the input gradient.</param>
/// <param name="Calls">The calls, in order.</param>
internal sealed record Phase(PhaseKind Kind, bool OnRequest, EquatableArray<Call> Calls)
{
    // Of the two sums that moments are made of.
    private const long ColumnOperations = 6;

    /// <summary>The phases of a pass: calls that follow each other and are cut alike are one.</summary>
    public static IReadOnlyList<Phase> Cut(IEnumerable<Call> pass)
    {
        var phases = new List<Phase>();
        foreach (Call call in pass)
        {
            bool onRequest = call is OnRequestCall;
            foreach (Call one in call is OnRequestCall requested ? requested.Calls : new EquatableArray<Call>([call]))
            {
                Phase? last = phases.Count > 0 ? phases[phases.Count - 1] : null;
                if (last is not null && last.Kind == KindOf(one) && last.OnRequest == onRequest && !last.Calls[last.Calls.Count - 1].EndsPhase)
                {
                    phases[phases.Count - 1] = last with { Calls = new EquatableArray<Call>([.. last.Calls, one]) };
                }
                else
                {
                    phases.Add(new Phase(KindOf(one), onRequest, new EquatableArray<Call>([one])));
                }
            }
        }

        return phases;
    }

    /// <summary>Floating-point operations for each row of the batch.</summary>
    /// <param name="kernels">The kernels by name.</param>
    public long OperationsPerRow(IReadOnlyDictionary<string, KernelPlan> kernels) =>
        Calls.Sum(call => Unrolling.Kernel(call, kernels) switch
        {
            ProductPlan plan => 2L * plan.Reduction * plan.Columns,
            DotProductPlan plan => 2L * plan.Length * plan.Columns,
            WeightGradientPlan plan => 2L * plan.Inputs * plan.Columns,
            GroupProductPlan plan => 2L * plan.Operations,
            GroupWeightGradientPlan plan => 2L * plan.Units * plan.Columns,
            ElementwisePlan plan => (long)plan.Columns * plan.Epilogue.Program.Operations.Count,
            RowNormalizationPlan plan => (long)plan.Columns * (plan.Epilogue.Program.Operations.Count + ColumnOperations),
            _ => ColumnOperations * call switch
            {
                BatchMomentsCall moments => moments.Units,
                BatchNormGradientCall gradient => gradient.Units,
                LayerNormGradientCall gradient => gradient.Units,
                _ => 0L,
            },
        });

    private static PhaseKind KindOf(Call call) => call switch
    {
        WeightGradientCall or BiasGradientCall or GroupWeightGradientCall or ZeroGradientCall => PhaseKind.Parameters,
        BatchMomentsCall or BatchNormGradientCall or LayerNormGradientCall => PhaseKind.Parameters,
        TransposeCall or LogitGradientCall => PhaseKind.Once,
        _ => PhaseKind.Rows,
    };
}

/// <summary>How a phase is cut into parts; the library's <c>PassPhaseKind</c>.</summary>
internal enum PhaseKind
{
    /// <summary>By rows.</summary>
    Rows,

    /// <summary>By the parameters that it updates, or by the columns that it sums.</summary>
    Parameters,

    /// <summary>Not at all.</summary>
    Once,
}
