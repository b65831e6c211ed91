using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>One step of a pass.</summary>
/// <param name="Comment">What it does, for the reader; empty to continue the step before.</param>
internal abstract record Call(string Comment)
{
    /// <summary>
    /// Whether what follows is another phase even if it is cut alike: it may write where rows of other parts are still read.
    /// </summary>
    public bool EndsPhase { get; init; }

    /// <summary>Residual branches that must be kept, or dropped for all rows, for it to run.</summary>
    public EquatableArray<BranchChoice> Branches { get; init; }
}

/// <summary>What a call asks of a residual branch.</summary>
/// <param name="Site">Number of the dropout that drops it.</param>
/// <param name="IsKept">Whether a row must keep it; otherwise all must drop it.</param>
internal sealed record BranchChoice(int Site, bool IsKept);

/// <summary>Copies the caller's rows into a padded buffer.</summary>
internal sealed record CopyInputsCall(string Comment, int Buffer, int Columns) : Call(Comment);

/// <summary>Transposes a weight into a buffer.</summary>
/// <param name="Parameter">Index of the weight.</param>
/// <param name="Source">The weight, or its masked copy.</param>
/// <param name="Buffer">Where to.</param>
/// <param name="PanelWidth">Inputs in one panel of the result.</param>
internal sealed record TransposeCall(string Comment, int Parameter, Operand Source, int Buffer, int PanelWidth) : Call(Comment);

/// <summary>Runs a <see cref="ProductPlan"/>.</summary>
/// <param name="AlongStorage">
/// Where the weight is transposed first: the product of a single row by the weight as it is stored, for which transposing would
/// take longer than adding up.
/// </param>
internal sealed record ProductCall(
    string Comment,
    string Kernel,
    Operand Left,
    Operand Right,
    Operand? Bias,
    EpilogueArguments Arguments,
    DotProductPlan? AlongStorage = null) : Call(Comment);

/// <summary>Runs an <see cref="ElementwisePlan"/>.</summary>
/// <param name="HeadsSegment">Whether it computes the head of a segment, a normalisation, and not only what follows one.</param>
internal sealed record ElementwiseCall(string Comment, string Kernel, EpilogueArguments Arguments, bool HeadsSegment = false)
    : Call(Comment);

/// <summary>Runs a <see cref="WeightGradientPlan"/> and updates the weight.</summary>
/// <param name="MaskSite">What masks the weight; -1 where nothing does.</param>
/// <param name="PenaltyFactors">Buffer of a penalty's factors; -1 where the weight has none.</param>
internal sealed record WeightGradientCall(
    string Comment, string Kernel, Operand Left, int LeftStride, Operand Gradient, int GradientStride, int Parameter, int MaskSite, int PenaltyFactors)
    : Call(Comment);

/// <summary>Computes the gradient of a learned rate's logit and updates it.</summary>
/// <param name="Site">The dropout.</param>
internal sealed record LogitGradientCall(string Comment, int Site) : Call(Comment);

/// <summary>Sums a gradient over the rows and updates the bias.</summary>
internal sealed record BiasGradientCall(string Comment, int Gradient, int Stride, int Parameter) : Call(Comment);

/// <summary>Updates a parameter whose gradient is zero, since no row kept its branch: momentum and decay go on.</summary>
internal sealed record ZeroGradientCall(string Comment, int Parameter) : Call(Comment);

/// <summary>Makes affine maps of all batch normalisations, by their running statistics.</summary>
internal sealed record FoldCall(string Comment) : Call(Comment);

/// <summary>Computes the moments of a batch's columns.</summary>
/// <param name="Normalization">Number of the batch normalisation.</param>
/// <param name="Units">Number of columns.</param>
/// <param name="Input">The matrix.</param>
/// <param name="Stride">Floats from one row to the next.</param>
internal sealed record BatchMomentsCall(string Comment, int Normalization, int Units, Operand Input, int Stride) : Call(Comment);

/// <summary>Sums what a batch normalisation's gradients need over the rows, and updates its parameters.</summary>
/// <param name="Normalization">Number of the batch normalisation.</param>
/// <param name="Units">Number of columns.</param>
/// <param name="Gradient">Gradient behind it.</param>
/// <param name="Input">What is in front of it.</param>
/// <param name="Stride">Floats from one row to the next, of both.</param>
internal sealed record BatchNormGradientCall(
    string Comment, int Normalization, int Units, Operand Gradient, Operand Input, int Stride) : Call(Comment);

/// <summary>Updates the parameters of a layer normalisation.</summary>
/// <param name="Weight">Index of its weight; its bias follows.</param>
/// <param name="Units">Number of columns.</param>
/// <param name="Gradient">Gradient behind it.</param>
/// <param name="Input">What is in front of it.</param>
/// <param name="Stride">Floats from one row to the next, of both.</param>
/// <param name="Moments">Buffer of the rows' moments.</param>
internal sealed record LayerNormGradientCall(
    string Comment, int Weight, int Units, Operand Gradient, Operand Input, int Stride, int Moments) : Call(Comment);

/// <summary>Runs a <see cref="RowNormalizationPlan"/>.</summary>
/// <param name="Moments">Buffer of the rows' moments.</param>
/// <param name="Input">What is in front of the layer.</param>
/// <param name="Weight">Its weight; null if it has none.</param>
/// <param name="Gradient">Gradient behind it; null going forward.</param>
internal sealed record RowNormalizationCall(
    string Comment, string Kernel, int Moments, Operand Input, Operand? Weight, Operand? Gradient, EpilogueArguments Arguments)
    : Call(Comment);

/// <summary>Steps that run only if the caller asked for the input gradient.</summary>
internal sealed record OnRequestCall(string Comment, EquatableArray<Call> Calls) : Call(Comment);

/// <summary>A matrix in memory.</summary>
/// <param name="Kind">Where it lives.</param>
/// <param name="Index">Which one.</param>
internal sealed record Operand(OperandKind Kind, int Index);

internal enum OperandKind
{
    Inputs,
    Buffer,
    Parameter,
}

/// <summary>What fills the slots of an <see cref="EpiloguePlan"/>.</summary>
internal sealed record EpilogueArguments(
    EquatableArray<Operand> Streams, EquatableArray<int> MaskSites, EquatableArray<ScaleArgument> Scales);

/// <summary>A scalar that is known at run time only: it depends on a dropout's rate, or on the row.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Site">Number of the dropout, or of the row's number.</param>
internal sealed record ScaleArgument(ScaleKind Kind, int Site);

internal enum ScaleKind
{
    /// <summary>What a kept value is multiplied by in training.</summary>
    Training,

    /// <summary>1 / <see cref="Training"/>.</summary>
    InverseTraining,

    /// <summary>What a value is multiplied by at inference.</summary>
    Inference,

    /// <summary>What is added to a kept value in training.</summary>
    Shift,

    /// <summary>What a dropped value becomes in training.</summary>
    Dropped,

    /// <summary>A number of the row, known to the kernel only: no argument of it.</summary>
    Row,
}
