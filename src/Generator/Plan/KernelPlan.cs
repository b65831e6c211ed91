using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>A method to print once for each vector width. Equal plans of different layers are printed once.</summary>
/// <param name="Name">Name of the method.</param>
/// <param name="Purpose">What it computes, for the reader.</param>
internal abstract record KernelPlan(string Name, string Purpose)
{
    /// <summary>What is fused into the kernel; null where nothing can be.</summary>
    public virtual EpiloguePlan? Fused => null;
}

/// <summary>left [rows, Reduction] x right [Reduction, Columns], with an epilogue on the accumulators.</summary>
/// <param name="Reduction">Length of the sums.</param>
/// <param name="Columns">Columns of the result, padded.</param>
/// <param name="PanelWidth">Columns in one panel of the right side.</param>
/// <param name="PanelRows">Rows in one panel of the right side, padding included.</param>
/// <param name="LeftStride">Floats from one row of the left side to the next.</param>
/// <param name="HasBias">Whether the accumulators start from a bias rather than zero.</param>
/// <param name="HasZeros">Whether many values of the left side are zero: what is behind a ReLU or a dropout.</param>
/// <param name="Epilogue">What happens to the sums.</param>
internal sealed record ProductPlan(
    string Name,
    string Purpose,
    int Reduction,
    int Columns,
    int PanelWidth,
    int PanelRows,
    int LeftStride,
    bool HasBias,
    bool HasZeros,
    EpiloguePlan Epilogue) : KernelPlan(Name, Purpose)
{
    // Positions of a longer row would take too much of the stack.
    private const int LongestSkipping = 8192;

    // A shorter row is done before its zeros are found.
    private const int ShortestSkipping = 64;

    /// <inheritdoc/>
    public override EpiloguePlan Fused => Epilogue;

    /// <summary>Whether the tile of a single row leaves out the zeros of the left side.</summary>
    public bool SkipsZeros => HasZeros && Reduction is >= ShortestSkipping and <= LongestSkipping;
}

/// <summary>left^T [Inputs, rows] x gradient [rows, Columns]: the gradient of a weight, handed to an update rule from registers.</summary>
internal sealed record WeightGradientPlan(
    string Name,
    string Purpose,
    int Inputs,
    int Columns,
    int PanelWidth,
    int PanelRows,
    int LeftStride,
    int GradientStride) : KernelPlan(Name, Purpose)
{
    // Positions of a longer row would take too much of the stack.
    private const int LongestListed = 8192;

    /// <summary>
    /// Whether a single row has code of its own: nothing is summed, and inputs that are zero may be left out. Narrow layers
    /// that are stored transposed have too few rows to be worth it.
    /// </summary>
    public bool HasSingleRow => Inputs is >= 32 and <= LongestListed;

    /// <summary>
    /// Whether threads share the weight by its panels rather than by its inputs, for layers of few inputs and many units.
    /// </summary>
    public bool IsSharedByPanels => Columns > PanelWidth && Columns / PanelWidth > Inputs / 4;
}

/// <summary>
/// left [rows, Length] x weight^T [Length, Columns], with an epilogue. Each sum runs along the storage, so the weight is
/// read as it is stored; the vector of partial sums is added up at the end.
/// </summary>
/// <param name="Columns">Columns of the result, padded at most to whole tiles.</param>
/// <param name="Length">Length of the sums, padded.</param>
/// <param name="PanelWidth">Elements of a sum in one panel of the weight.</param>
/// <param name="PanelRows">Columns of the result in one panel of the weight, padding included.</param>
/// <param name="LeftStride">Floats from one row of the left side to the next.</param>
/// <param name="HasBias">Whether the sums start from a bias rather than zero.</param>
/// <param name="ClearsPadding">Whether the padding of the result has to be written: its buffer is used for other widths too.</param>
/// <param name="IsRare">Whether it runs on request only, so that short code counts more than speed.</param>
/// <param name="Epilogue">What happens to the sums; its last store is where they are collected.</param>
internal sealed record DotProductPlan(
    string Name,
    string Purpose,
    int Columns,
    int Length,
    int PanelWidth,
    int PanelRows,
    int LeftStride,
    bool HasBias,
    bool ClearsPadding,
    bool IsRare,
    EpiloguePlan Epilogue) : KernelPlan(Name, Purpose)
{
    /// <inheritdoc/>
    public override EpiloguePlan Fused => Epilogue;
}

/// <summary>A lane program over a matrix, without a product.</summary>
internal sealed record ElementwisePlan(string Name, string Purpose, int Columns, EpiloguePlan Epilogue)
    : KernelPlan(Name, Purpose)
{
    /// <inheritdoc/>
    public override EpiloguePlan Fused => Epilogue;
}

/// <summary>
/// A lane program over the rows of a matrix that need moments of their own: computed, the library's work, while the row is in
/// the first-level cache.
/// </summary>
/// <param name="Units">Values in a row, without padding.</param>
/// <param name="Columns">With it.</param>
/// <param name="Stride">Floats from one row to the next.</param>
/// <param name="Epsilon">What is added to a variance.</param>
/// <param name="HasWeight">Whether gradients are weighted.</param>
/// <param name="IsBackward">Whether moments of the gradients are computed, those of the values being known.</param>
/// <param name="ClearedStreams">The streams whose padding is set to zero afterwards.</param>
/// <param name="RowScales">For each scalar of the program, which number of the row it is; -1 for an argument.</param>
/// <param name="Epilogue">What happens to each value.</param>
internal sealed record RowNormalizationPlan(
    string Name,
    string Purpose,
    int Units,
    int Columns,
    int Stride,
    double Epsilon,
    bool HasWeight,
    bool IsBackward,
    EquatableArray<int> ClearedStreams,
    EquatableArray<int> RowScales,
    EpiloguePlan Epilogue) : KernelPlan(Name, Purpose)
{
    /// <summary>Numbers that are kept for each row.</summary>
    public const int Moments = 4;

    /// <inheritdoc/>
    public override EpiloguePlan Fused => Epilogue;
}

/// <summary>A lane program with the layouts of what it reads and writes.</summary>
/// <param name="Name">Name of the helper that holds the program, for example <c>ReluDropout</c>.</param>
/// <param name="Program">The operations.</param>
/// <param name="StreamNames">What each stream is.</param>
/// <param name="StreamStrides">Floats from row to row of each stream.</param>
/// <param name="MaskRowBits">Bits from row to row of each mask.</param>
internal sealed record EpiloguePlan(
    string Name,
    LaneProgram Program,
    EquatableArray<string> StreamNames,
    EquatableArray<int> StreamStrides,
    EquatableArray<int> MaskRowBits);
