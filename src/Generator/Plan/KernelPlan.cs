using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>A method to print once for each vector width. Equal plans of different layers are printed once.</summary>
/// <param name="Name">Name of the method.</param>
/// <param name="Purpose">What it computes, for the reader.</param>
internal abstract record KernelPlan(string Name, string Purpose);

/// <summary>left [rows, Reduction] x right [Reduction, Columns], with an epilogue on the accumulators.</summary>
/// <param name="Reduction">Length of the sums.</param>
/// <param name="Columns">Columns of the result, padded.</param>
/// <param name="PanelWidth">Columns in one panel of the right side.</param>
/// <param name="LeftStride">Floats from one row of the left side to the next.</param>
/// <param name="HasBias">Whether the accumulators start from a bias rather than zero.</param>
/// <param name="Epilogue">What happens to the sums.</param>
internal sealed record ProductPlan(
    string Name,
    string Purpose,
    int Reduction,
    int Columns,
    int PanelWidth,
    int LeftStride,
    bool HasBias,
    EpiloguePlan Epilogue) : KernelPlan(Name, Purpose);

/// <summary>left^T [Inputs, rows] x gradient [rows, Columns]: the gradient of a weight, handed to an update rule from registers.</summary>
internal sealed record WeightGradientPlan(
    string Name,
    string Purpose,
    int Inputs,
    int Columns,
    int PanelWidth,
    int LeftStride,
    int GradientStride) : KernelPlan(Name, Purpose);

/// <summary>A lane program over a matrix, without a product.</summary>
internal sealed record ElementwisePlan(string Name, string Purpose, int Columns, EpiloguePlan Epilogue)
    : KernelPlan(Name, Purpose);

/// <summary>A lane program with the layouts of what it reads and writes.</summary>
/// <param name="Name">Name of the helper that holds the program, for example <c>ReluDropout</c>.</param>
/// <param name="Program">The operations.</param>
/// <param name="StreamStrides">Floats from row to row of each stream.</param>
/// <param name="MaskRowBits">Bits from row to row of each mask.</param>
internal sealed record EpiloguePlan(
    string Name, LaneProgram Program, EquatableArray<int> StreamStrides, EquatableArray<int> MaskRowBits);
