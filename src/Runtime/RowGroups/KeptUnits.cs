using System.Numerics;
using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>What a dropout keeps in each group of rows: lists of units, and where each unit's values stand.</summary>
internal sealed class KeptUnits
{
    // Kernels take several units at a time: behind the last kept one, unit 0 stands in.
    public const int Overrun = 8;

    private readonly int _rows;
    private readonly int _units;
    private readonly int _padded;

    public KeptUnits(RowGroupDefinition definition, int units, int mostRows)
    {
        int groups = definition.Groups(mostRows);
        _rows = definition.Rows;
        _units = units;
        Capacity = RowGroupDefinition.Capacity(units);
        _padded = RowGroupDefinition.PaddedUnits(units);
        Counts = new int[groups];
        Numbers = new int[groups * Capacity];
        Values = new int[groups * _padded];
        Zeros = groups * Capacity * _rows;
    }

    /// <summary>Units that a group has room for.</summary>
    public int Capacity { get; }

    /// <summary>For each group, how many units it keeps.</summary>
    public int[] Counts { get; }

    /// <summary>For each group the kept units, in order; a group has <see cref="Capacity"/> places.</summary>
    public int[] Numbers { get; }

    /// <summary>For each group and unit, where the unit's values stand; <see cref="Zeros"/> where it is dropped.</summary>
    public int[] Values { get; }

    /// <summary>Where zeros stand.</summary>
    public int Zeros { get; }

    /// <summary>Reads the masks.</summary>
    /// <param name="masks">The masks of all rows.</param>
    /// <param name="rowBits">Bits from one row to the next.</param>
    /// <param name="groups">Number of groups.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(ReadOnlySpan<uint> masks, int rowBits, int groups)
    {
        for (int group = 0; group < groups; group++)
        {
            // The rows of a group have equal masks: the first one's is read. Rows take whole words, as wide as these layers are.
            ReadOnlySpan<uint> mask = masks.Slice(group * _rows * rowBits / 32, (_units + 31) / 32);
            Span<int> numbers = Numbers.AsSpan(group * Capacity, Capacity);
            Span<int> values = Values.AsSpan(group * _padded, _padded);
            values.Fill(Zeros);
            int count = 0;
            for (int word = 0; word < mask.Length; word++)
            {
                int left = _units - (word * 32);
                uint bits = left < 32 ? mask[word] & ((1u << left) - 1) : mask[word];
                for (; bits != 0; bits &= bits - 1)
                {
                    int unit = (word * 32) + BitOperations.TrailingZeroCount(bits);
                    numbers[count] = unit;
                    values[unit] = ((group * Capacity) + count) * _rows;
                    count++;
                }
            }

            numbers.Slice(count, Overrun).Clear();
            Counts[group] = count;
        }
    }
}
