using System.Runtime.CompilerServices;

namespace DropoutGen.CompilerServices;

/// <summary>
/// Tiles of units for a weight's gradient. Groups are taken in chunks of 64 rows. The units that a chunk keeps are sorted by
/// which of its groups keep them, in Gray's order, so that neighbours differ in one group at most places; four neighbours are
/// a tile, and what a group dropped of a tile that it takes part in is zeros.
/// </summary>
/// <remarks>
/// A tile is written as the distances of its four units in the weight, the number of its groups, and for each of these the
/// group and where the values of the four units stand.
/// </remarks>
internal sealed class WeightTiles
{
    private const int TileUnits = 4;
    private const int ChunkRows = 64;
    private const int HeadLength = TileUnits + 1;
    private const int EntryLength = TileUnits + 1;

    private readonly int _units;
    private readonly int _padded;
    private readonly int _chunk;
    private readonly int _zeros;
    private readonly int[] _order;
    private readonly byte[] _ranks;
    private readonly int[] _starts;

    public WeightTiles(int units, int groups, int rows, int zeros)
    {
        _units = units;
        _padded = RowGroupDefinition.PaddedUnits(units);
        _chunk = ChunkRows / rows;
        _zeros = zeros;
        _order = new int[units + TileUnits];
        _ranks = new byte[units];
        _starts = new int[(1 << _chunk) + 1];
        int chunks = (groups + _chunk - 1) / _chunk;
        int tiles = (units + TileUnits - 1) / TileUnits;
        Data = new int[chunks * tiles * (HeadLength + (_chunk * EntryLength))];
    }

    /// <summary>The tiles, chunk by chunk.</summary>
    public int[] Data { get; }

    /// <summary>How much of <see cref="Data"/> is used.</summary>
    public int Length { get; private set; }

    /// <summary>Sorts units into tiles anew.</summary>
    /// <param name="kept">What the groups keep.</param>
    /// <param name="distances">Distance of each unit in the weight.</param>
    /// <param name="groups">Number of groups.</param>
    public void Update(KeptUnits kept, int[] distances, int groups)
    {
        Length = 0;
        for (int first = 0; first < groups; first += _chunk)
        {
            int end = Math.Min(groups, first + _chunk);
            int count = Sort(kept, first, end);
            for (int i = 0; i < count; i += TileUnits)
            {
                Add(kept, distances, first, end, _order.AsSpan(i, Math.Min(TileUnits, count - i)));
            }
        }
    }

    // Units that any of the groups keeps, by the rank of their pattern in Gray's order; returns how many.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Sort(KeptUnits kept, int first, int end)
    {
        Array.Clear(_starts);
        int[] starts = _starts;
        byte[] ranks = _ranks;
        Array.Clear(ranks);
        for (int group = first; group < end; group++)
        {
            byte bit = (byte)(1 << (group - first));
            foreach (int unit in kept.Numbers.AsSpan(group * kept.Capacity, kept.Counts[group]))
            {
                ranks[unit] |= bit;
            }
        }

        for (int unit = 0; unit < ranks.Length; unit++)
        {
            int pattern = ranks[unit];

            // The rank r with r ^ (r >> 1) = pattern.
            int rank = pattern ^ (pattern >> 2);
            rank ^= rank >> 1;
            ranks[unit] = (byte)rank;
            starts[rank + 1]++;
        }

        // Rank 0 is of the units that all drop: they are left out.
        int dropped = _starts[1];
        _starts[1] = 0;
        for (int rank = 1; rank < _starts.Length; rank++)
        {
            _starts[rank] += _starts[rank - 1];
        }

        int[] order = _order;
        for (int unit = 0; unit < ranks.Length; unit++)
        {
            if (ranks[unit] != 0)
            {
                order[starts[ranks[unit]]++] = unit;
            }
        }

        return _units - dropped;
    }

    // Of a tile of fewer units the last one stands in for the rest, with zeros for values.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(KeptUnits kept, int[] distances, int first, int end, ReadOnlySpan<int> units)
    {
        Span<int> tile = Data.AsSpan(Length, HeadLength + ((end - first) * EntryLength));
        int missing = TileUnits - units.Length;
        int unit0 = units[0];
        int unit1 = units[missing < 3 ? 1 : 0];
        int unit2 = units[missing < 2 ? 2 : units.Length - 1];
        int unit3 = units[missing < 1 ? 3 : units.Length - 1];
        tile[0] = distances[unit0];
        tile[1] = distances[unit1];
        tile[2] = distances[unit2];
        tile[3] = distances[unit3];
        int length = HeadLength;
        for (int group = first; group < end; group++)
        {
            ReadOnlySpan<int> values = kept.Values.AsSpan(group * _padded, _padded);
            int value0 = values[unit0];
            int value1 = missing < 3 ? values[unit1] : _zeros;
            int value2 = missing < 2 ? values[unit2] : _zeros;
            int value3 = missing < 1 ? values[unit3] : _zeros;

            // Zeros stand behind all values.
            if (Math.Min(Math.Min(value0, value1), Math.Min(value2, value3)) == _zeros)
            {
                continue;
            }

            Span<int> entry = tile.Slice(length, EntryLength);
            entry[0] = group;
            entry[1] = value0;
            entry[2] = value1;
            entry[3] = value2;
            entry[4] = value3;
            length += EntryLength;
        }

        tile[TileUnits] = (length - HeadLength) / EntryLength;
        Length += length;
    }
}
