using System.Collections.Immutable;
using System.ComponentModel;

namespace DropoutGen.CompilerServices;

/// <summary>The second road of a network's training, which leaves out what masks that rows share have dropped.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RowGroupDefinition
{
    // Values of a unit that kernels write behind the last one kept.
    private const int Slack = 16;

    // Zeros and ends of vectors are the same on every width.
    private const int Granularity = 16;

    /// <summary>Describes it; called by generated code.</summary>
    /// <param name="rows">Rows of a group.</param>
    /// <param name="lists">The lists of units that products run over.</param>
    /// <param name="backwardPhases">The phases of the backward pass.</param>
    public RowGroupDefinition(int rows, ImmutableArray<UnitListDefinition> lists, ImmutableArray<PassPhase> backwardPhases)
    {
        Rows = rows;
        Lists = lists;
        BackwardPhases = backwardPhases;
        Sites = [.. lists.Select(static list => list.Site).Where(static site => site >= 0).Distinct().Order()];
    }

    internal int Rows { get; }

    internal ImmutableArray<UnitListDefinition> Lists { get; }

    internal ImmutableArray<PassPhase> BackwardPhases { get; }

    /// <summary>The dropouts whose units are left out.</summary>
    internal ImmutableArray<int> Sites { get; }

    /// <summary>Number of groups that a number of rows has, the last of which may have fewer rows.</summary>
    internal int Groups(int rows) => (rows + Rows - 1) / Rows;

    /// <summary>Units that a group has room for.</summary>
    internal static int Capacity(int units) => PaddedUnits(units) + Slack;

    /// <summary>Units filled up to whole vectors.</summary>
    internal static int PaddedUnits(int units) => (units + Granularity - 1) / Granularity * Granularity;
}
