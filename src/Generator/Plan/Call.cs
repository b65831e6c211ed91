using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>One step of a pass.</summary>
/// <param name="Comment">What it does, for the reader; empty to continue the step before.</param>
internal abstract record Call(string Comment);

/// <summary>Copies the caller's rows into a padded buffer.</summary>
internal sealed record CopyInputsCall(string Comment, int Buffer) : Call(Comment);

/// <summary>Transposes a weight into a buffer.</summary>
internal sealed record TransposeCall(string Comment, int Parameter, int Buffer, int PanelWidth) : Call(Comment);

/// <summary>Runs a <see cref="ProductPlan"/>.</summary>
internal sealed record ProductCall(
    string Comment, string Kernel, Operand Left, Operand Right, Operand? Bias, EpilogueArguments Arguments) : Call(Comment);

/// <summary>Runs an <see cref="ElementwisePlan"/>.</summary>
internal sealed record ElementwiseCall(string Comment, string Kernel, EpilogueArguments Arguments) : Call(Comment);

/// <summary>Runs a <see cref="WeightGradientPlan"/> and updates the weight.</summary>
internal sealed record WeightGradientCall(
    string Comment, string Kernel, Operand Left, int LeftStride, Operand Gradient, int GradientStride, int Parameter) : Call(Comment);

/// <summary>Sums a gradient over the rows and updates the bias.</summary>
internal sealed record BiasGradientCall(string Comment, int Gradient, int Stride, int Parameter) : Call(Comment);

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
    EquatableArray<int> Buffers, EquatableArray<int> MaskSites, EquatableArray<ScaleArgument> Scales);

/// <summary>A scalar that depends on a dropout's rate, known at run time only.</summary>
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
}
