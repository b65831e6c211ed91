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
        foreach (Call call in OfRow(calls))
        {
            int? more = Operations(call, RowKernel(call, kernels), lanes);
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
        CopyInputsCall => true,
        _ => false,
    });

    /// <summary>
    /// Whether the training passes over a row can be one method: they need masks and what kept values are multiplied by, and
    /// nothing else that the library prepares.
    /// </summary>
    public static bool IsOneStep(NetworkPlan plan) =>
        plan.Penalties.Count == 0
        && plan.NoiseBuffers.All(static buffer => buffer < 0)
        && OfRow(plan.Forward.Concat(plan.Backward)).All(static call => call switch
        {
            ProductCall product => product.Arguments.Scales.All(IsTraining),
            ElementwiseCall elementwise => elementwise.Arguments.Scales.All(IsTraining),
            WeightGradientCall weight => weight.MaskSite < 0,
            CopyInputsCall or BiasGradientCall or OnRequestCall => true,
            _ => false,
        });

    /// <summary>The calls of a pass over a single row: where the weight is transposed for a batch, the row takes it as it is stored.</summary>
    public static IEnumerable<Call> OfRow(IEnumerable<Call> calls)
    {
        TransposeCall? transposition = null;
        foreach (Call call in calls)
        {
            switch (call)
            {
                case TransposeCall transpose:
                    transposition = transpose;
                    break;
                case ProductCall { AlongStorage: not null } product when transposition is not null:
                    yield return product with { Comment = transposition.Comment, Right = transposition.Source };
                    break;
                default:
                    yield return call;
                    break;
            }
        }
    }

    /// <summary>The buffers that a single row's calls read or write, by first use; not what is on request.</summary>
    public static IEnumerable<int> Buffers(IEnumerable<Call> calls) => OfRow(calls)
        .SelectMany(Operands)
        .Where(static operand => operand.Kind == OperandKind.Buffer)
        .Select(static operand => operand.Index)
        .Distinct();

    /// <summary>The kernel that a single row's call runs; null if it runs none.</summary>
    public static KernelPlan? RowKernel(Call call, IReadOnlyDictionary<string, KernelPlan> kernels) =>
        call is ProductCall { AlongStorage: { } sums } ? sums : Kernel(call, kernels);

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

    private static IEnumerable<Operand> Operands(Call call) => call switch
    {
        ProductCall product => [product.Left, product.Right, .. product.Arguments.Streams],
        ElementwiseCall elementwise => elementwise.Arguments.Streams,
        WeightGradientCall weight => [weight.Left, weight.Gradient],
        BiasGradientCall bias => [new Operand(OperandKind.Buffer, bias.Gradient)],
        CopyInputsCall copy => [new Operand(OperandKind.Buffer, copy.Buffer)],
        _ => [],
    };

    private static bool IsTraining(ScaleArgument scale) => scale.Kind is ScaleKind.Training or ScaleKind.InverseTraining;

    private static int Vectors(int columns, int lanes) => (columns + lanes - 1) / lanes;
}
