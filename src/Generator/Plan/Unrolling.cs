namespace DropoutGen.Generator.Plan;

/// <summary>
/// Whether the passes over a single row are printed as straight-line code: no loops, no calls, every address a constant.
/// A step of a small network is then a few dozen instructions, where calling its kernels would take longer than they run.
/// </summary>
internal static class Unrolling
{
    // Multiply-adds in one method: the JIT gives up optimising methods somewhat above twice this.
    private const int MostOperations = 400;

    /// <summary>Vector multiply-adds of a call for one row; null if the call cannot be unrolled.</summary>
    public static int? Operations(Call call, KernelPlan? kernel, int lanes) => (call, kernel) switch
    {
        (CopyInputsCall, _) => 0,
        (OnRequestCall, _) => 0,
        (BiasGradientCall bias, _) => Vectors(bias.Stride, lanes),
        (ElementwiseCall, ElementwisePlan plan) => Vectors(plan.Columns, lanes) * plan.Epilogue.Program.Operations.Count,
        (ProductCall, ProductPlan plan) => Vectors(plan.Columns, lanes) * (plan.Reduction + plan.Epilogue.Program.Operations.Count),
        (ProductCall, DotProductPlan plan) => (plan.Columns * (Vectors(plan.Length, lanes) + 3)) + plan.Epilogue.Program.Operations.Count,
        (WeightGradientCall, WeightGradientPlan { Penalty: WeightPenalty.None } plan) => 2 * plan.Inputs * Vectors(plan.Columns, lanes),
        _ => null,
    };

    /// <summary>Whether all calls of a pass together are few enough operations for one method.</summary>
    public static bool Fits(IEnumerable<Call> calls, IReadOnlyDictionary<string, KernelPlan> kernels, int lanes)
    {
        int operations = 0;
        foreach (Call call in calls)
        {
            int? more = Operations(call, Kernel(call, kernels), lanes);
            if (more is null || (operations += more.Value) > MostOperations)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether calls need nothing but inputs, parameters and buffers: neither masks nor rates.</summary>
    public static bool NeedsNoState(IEnumerable<Call> calls) => calls.All(static call => call switch
    {
        ProductCall product => product.Arguments.Scales.Count == 0,
        ElementwiseCall elementwise => elementwise.Arguments.Scales.Count == 0,
        _ => false,
    });

    /// <summary>The kernel that a call runs; null if it runs none.</summary>
    public static KernelPlan? Kernel(Call call, IReadOnlyDictionary<string, KernelPlan> kernels) => call switch
    {
        ProductCall product => kernels[product.Kernel],
        ElementwiseCall elementwise => kernels[elementwise.Kernel],
        WeightGradientCall weight => kernels[weight.Kernel],
        RowNormalizationCall normalization => kernels[normalization.Kernel],
        GroupProductCall product => kernels[product.Kernel],
        GroupWeightGradientCall weight => kernels[weight.Kernel],
        _ => null,
    };

    private static int Vectors(int columns, int lanes) => (columns + lanes - 1) / lanes;
}
