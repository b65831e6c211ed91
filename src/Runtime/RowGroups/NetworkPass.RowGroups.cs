using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DropoutGen.CompilerServices;

/// <content>What training without dropped units needs.</content>
public readonly ref partial struct NetworkPass
{
    /// <summary>Whether this training pass leaves out units that a group of rows dropped.</summary>
    public bool SkipsDropped => _workspace.RowGroups is not null;

    /// <summary>The first of this pass's groups.</summary>
    public nuint FirstGroup => _firstRow / (nuint)_state.Definition.RowGroups!.Rows;

    /// <summary>Behind the last of this pass's groups.</summary>
    public nuint EndGroup => (nuint)_state.Definition.RowGroups!.Groups((int)(_firstRow + Rows));

    internal RowGroups RowGroups => _workspace.RowGroups!;

    /// <summary>For each group how many units a list has.</summary>
    /// <param name="list">Number of the list.</param>
    public ref int UnitCounts(int list) => ref MemoryMarshal.GetArrayDataReference(RowGroups.List(list).Counts);

    /// <summary>Distances of a list's units in the weight.</summary>
    /// <param name="list">Number of the list.</param>
    public ref int UnitList(int list) => ref MemoryMarshal.GetArrayDataReference(RowGroups.List(list).Offsets);

    /// <summary>The units of a list.</summary>
    /// <param name="list">Number of the list.</param>
    public ref int UnitNumbers(int list) => ref MemoryMarshal.GetArrayDataReference(RowGroups.List(list).Numbers);

    /// <summary>A list's tiles for the weight's gradient.</summary>
    /// <param name="list">Number of the list.</param>
    public ref int Tiles(int list) => ref MemoryMarshal.GetArrayDataReference(RowGroups.List(list).Tiles!.Data);

    /// <summary>Behind the last of them.</summary>
    /// <param name="list">Number of the list.</param>
    public ref int TilesEnd(int list) => ref Unsafe.Add(ref Tiles(list), RowGroups.List(list).Tiles!.Length);

    /// <summary>Writes this pass's rows group by group, each unit's values of a group together.</summary>
    /// <param name="source">The first row.</param>
    /// <param name="stride">Floats from row to row.</param>
    /// <param name="units">Values in a row.</param>
    /// <param name="groupRows">Rows of a group.</param>
    /// <param name="buffer">Index of the buffer to write.</param>
    public void GroupRows(ref float source, int stride, int units, int groupRows, int buffer)
    {
        ref float groups = ref Buffer(buffer);
        int length = RowGroupDefinition.Capacity(units) * groupRows;
        for (int row = 0; row < (int)Rows; row += groupRows)
        {
            GroupTransposition.Group(
                ref Unsafe.Add(ref source, row * stride),
                stride,
                Math.Min(groupRows, (int)Rows - row),
                RowGroupDefinition.PaddedUnits(units),
                groupRows,
                ref Unsafe.Add(ref groups, (FirstRow + row) / groupRows * length));
        }
    }

    /// <summary>Writes this pass's groups row by row, with zeros for the units that they dropped.</summary>
    /// <param name="source">Index of the buffer with the groups.</param>
    /// <param name="site">Number of the dropout.</param>
    /// <param name="units">Values in a row.</param>
    /// <param name="groupRows">Rows of a group.</param>
    /// <param name="buffer">Index of the buffer to write.</param>
    /// <param name="stride">Floats from row to row.</param>
    public void SpreadRows(int source, int site, int units, int groupRows, int buffer, int stride)
    {
        ref float groups = ref Buffer(source);
        ref float destination = ref Buffer(buffer);
        int padded = RowGroupDefinition.PaddedUnits(units);
        for (int row = 0; row < (int)Rows; row += groupRows)
        {
            GroupTransposition.Spread(
                ref groups,
                RowGroups.Kept(site).Values.AsSpan((FirstRow + row) / groupRows * padded, padded),
                groupRows,
                Math.Min(groupRows, (int)Rows - row),
                ref Unsafe.Add(ref destination, (FirstRow + row) * stride),
                stride);
        }
    }

    /// <summary>Zeros where the gradient of a weight is summed, for some of its columns; returns where the weight's sums start.</summary>
    /// <param name="parameter">Index of the weight.</param>
    /// <param name="first">First column of the storage, at the start of a panel.</param>
    /// <param name="end">Behind the last one.</param>
    public ref float ClearedSums(int parameter, nuint first, nuint end)
    {
        (int offset, int length) = PanelRange(_state.Definition, parameter, first, end);
        AlignedBuffer sums = RowGroups.Sums;
        sums.Span.Slice(offset, length).Clear();
        return ref Unsafe.Add(ref sums.Reference, _state.Definition.StorageOffsets[parameter]);
    }

    // The columns of whole panels follow each other.
    internal static (int Offset, int Length) PanelRange(NetworkDefinition definition, int parameter, nuint first, nuint end)
    {
        ParameterDefinition weight = definition.Parameters[parameter];
        return (definition.StorageOffsets[parameter] + ((int)first * weight.PanelRows), (int)(end - first) * weight.PanelRows);
    }
}
