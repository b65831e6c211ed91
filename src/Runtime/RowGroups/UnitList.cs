using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>A <see cref="UnitListDefinition"/> for the present masks.</summary>
internal sealed class UnitList
{
    private readonly KeptUnits? _kept;
    private readonly int[] _distances;

    /// <param name="definition">What is listed.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="kept">What the dropout keeps; null for all units.</param>
    /// <param name="groups">The most groups.</param>
    /// <param name="rows">Rows of a group.</param>
    public UnitList(UnitListDefinition definition, ParameterDefinition weight, KeptUnits? kept, int groups, int rows)
    {
        _kept = kept;
        int capacity = RowGroupDefinition.Capacity(definition.Units);
        _distances = [.. Enumerable.Range(0, definition.Units)
            .Select(unit => definition.AreInputs ? weight.StorageIndex(0, unit) : weight.StorageIndex(unit, 0))];
        if (kept is null)
        {
            Counts = new int[groups];
            Array.Fill(Counts, definition.Units);
            Offsets = _distances;
            Numbers = [];
            return;
        }

        Counts = kept.Counts;
        Numbers = kept.Numbers;
        Offsets = new int[groups * capacity];
        Tiles = definition.HasTiles ? new WeightTiles(definition.Units, groups, rows, kept.Zeros) : null;
    }

    /// <summary>For each group, how many units are listed.</summary>
    public int[] Counts { get; }

    /// <summary>Distances of the listed units in the weight's storage.</summary>
    public int[] Offsets { get; }

    /// <summary>The listed units themselves.</summary>
    public int[] Numbers { get; }

    /// <summary>Tiles for the weight's gradient.</summary>
    public WeightTiles? Tiles { get; }

    /// <summary>Follows the masks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update(int groups)
    {
        if (_kept is null)
        {
            return;
        }

        int[] distances = _distances;
        for (int group = 0; group < groups; group++)
        {
            ReadOnlySpan<int> numbers = _kept.Numbers.AsSpan(group * _kept.Capacity, _kept.Counts[group] + KeptUnits.Overrun);
            Span<int> offsets = Offsets.AsSpan(group * _kept.Capacity, numbers.Length);
            for (int i = 0; i < numbers.Length; i++)
            {
                offsets[i] = distances[numbers[i]];
            }
        }

        Tiles?.Update(_kept, distances, groups);
    }
}
