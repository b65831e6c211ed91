namespace DropoutGen.Generator.Plan;

/// <summary>Writes rows group by group, each unit's values of a group together: what a <see cref="GroupProductPlan"/> multiplies.</summary>
internal sealed record GroupRowsCall(string Comment, Operand Source, int SourceStride, int Units, int Rows, int Buffer) : Call(Comment);

/// <summary>Writes what stands there for kept units to whole rows, with zeros for dropped ones.</summary>
internal sealed record SpreadRowsCall(string Comment, int Source, int Site, int Units, int Rows, int Buffer, int Stride) : Call(Comment);

/// <summary>Runs a <see cref="GroupProductPlan"/>.</summary>
/// <param name="Results">The list of units that the results are for.</param>
/// <param name="Reduction">The list of units that sums run over.</param>
internal sealed record GroupProductCall(
    string Comment, string Kernel, int Left, int Weight, int? Bias, int Results, int Reduction, EpilogueArguments Arguments) : Call(Comment);

/// <summary>Runs a <see cref="GroupWeightGradientPlan"/> and updates the weight.</summary>
/// <param name="Kept">Buffer of the side that was dropped, group by group.</param>
/// <param name="Other">The other side, row by row.</param>
/// <param name="Units">The list of the dropped side's units.</param>
internal sealed record GroupWeightGradientCall(
    string Comment, string Kernel, int Kept, Operand Other, int OtherStride, int Units, int Parameter) : Call(Comment);
