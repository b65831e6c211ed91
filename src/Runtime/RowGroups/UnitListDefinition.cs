using System.ComponentModel;

namespace DropoutGen.CompilerServices;

/// <summary>Units of one side of a weight that products of row groups run over: of each group those that a dropout keeps, or all.</summary>
/// <param name="Parameter">Index of the weight.</param>
/// <param name="AreInputs">Whether they are the weight's inputs rather than its units.</param>
/// <param name="Site">The dropout; -1 for all units.</param>
/// <param name="Units">Number of units of the layer.</param>
/// <param name="HasTiles">Whether a weight gradient takes its tiles from the list.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct UnitListDefinition(int Parameter, bool AreInputs, int Site, int Units, bool HasTiles);
