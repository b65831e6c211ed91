using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Plan;

/// <summary>
/// The training passes of a network whose rows share masks, without the dropped units: a second road beside the dense one.
/// Which of them a step takes is decided when it starts, by its rows, rates and vector width.
/// </summary>
/// <param name="Rows">Rows of a group: those that a kernel takes together.</param>
/// <param name="Lists">The lists of units that products run over.</param>
/// <param name="Forward">Calls of the forward pass.</param>
/// <param name="Backward">Calls of the backward pass.</param>
internal sealed record RowGroupPlan(
    int Rows, EquatableArray<UnitList> Lists, EquatableArray<Call> Forward, EquatableArray<Call> Backward)
{
    /// <summary>The backward pass cut into phases.</summary>
    public IReadOnlyList<Phase> BackwardPhases => Phase.Cut(Backward);

    /// <summary>Whether the passes are printed for a width: a vector has to hold half a group.</summary>
    public static bool Exists(InstructionSet set) => set is InstructionSet.Vector512 or InstructionSet.Vector256;
}

/// <summary>
/// Units of one side of a weight, in order, as distances in its storage: of each group those that a dropout keeps, or all.
/// </summary>
/// <param name="Parameter">Index of the weight.</param>
/// <param name="AreInputs">Whether they are the weight's inputs rather than its units.</param>
/// <param name="Site">The dropout; -1 for all units.</param>
/// <param name="Units">Number of units of the layer.</param>
/// <param name="HasTiles">Whether a weight gradient takes its tiles from the list.</param>
internal sealed record UnitList(int Parameter, bool AreInputs, int Site, int Units, bool HasTiles);

/// <summary>Sizes of what is stored group by group: [group][kept unit][row of the group].</summary>
internal static class RowGroupLayout
{
    // Kernels take several units at a time and may write behind the last.
    private const int Slack = 16;

    /// <summary>Units that a group has room for.</summary>
    public static int Capacity(int units) => Layouts.Padded(units) + Slack;

    /// <summary>Floats from one group to the next.</summary>
    public static int Stride(int units, int rows) => Capacity(units) * rows;

    /// <summary>
    /// A buffer of groups. The last group may have few rows, and behind it stand zeros for the units that a group dropped.
    /// </summary>
    public static BufferPlan Buffer(string name, int units, int rows) =>
        new(name, Capacity(units), (Capacity(units) + 1) * rows);
}
