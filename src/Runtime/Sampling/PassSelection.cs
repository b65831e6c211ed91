namespace DropoutGen.CompilerServices;

/// <summary>
/// Order statistics of the predictions of a chunk of rows in memory that does not grow with the passes. Masks are a
/// function of seed and pass, so the same passes can be drawn again: each time the values that share the leading bits found so
/// far are counted by their next few bits, which tells these bits of the value of each rank.
/// </summary>
/// <remarks>Selection in several passes over the data: Munro, Paterson: Selection and Sorting with Limited Storage (1980).</remarks>
internal sealed class PassSelection : IPassRecorder
{
    private const int KeyBits = 32;

    // 4 MiB of counters.
    private const long Limit = 1 << 20;

    private readonly int _outputs;
    private readonly int _firstRow;
    private readonly int _ranks;
    private readonly int _bits;
    private readonly int[] _counters;
    private readonly uint[] _prefixes;
    private readonly int[] _left;
    private readonly bool[] _hasNaN;
    private int _known;

    public PassSelection(int outputs, int firstRow, int rows, ReadOnlySpan<int> ranks)
    {
        _outputs = outputs;
        _firstRow = firstRow;
        _ranks = ranks.Length;
        int searches = rows * outputs * ranks.Length;
        _bits = 8;
        while (_bits > 1 && ((long)searches << _bits) > Limit)
        {
            _bits /= 2;
        }

        _counters = new int[searches << _bits];
        _prefixes = new uint[searches];
        _hasNaN = new bool[rows * outputs];
        _left = new int[searches];
        for (int i = 0; i < searches; i++)
        {
            _left[i] = ranks[i % ranks.Length];
        }
    }

    /// <summary>Whether all bits are known; else the passes must be drawn once more, followed by <see cref="EndRound"/>.</summary>
    public bool IsDone => _known == KeyBits;

    public void Add(ReadOnlySpan<float> predictions, int stride, int firstRow, int count, int pass)
    {
        for (int row = 0; row < count; row++)
        {
            for (int i = 0; i < _outputs; i++)
            {
                float value = predictions[(row * stride) + i];
                int place = ((firstRow - _firstRow + row) * _outputs) + i;
                _hasNaN[place] |= float.IsNaN(value);
                uint key = Key(value);
                for (int rank = place * _ranks; rank < (place + 1) * _ranks; rank++)
                {
                    if (_known == 0 || (key ^ _prefixes[rank]) >> (KeyBits - _known) == 0)
                    {
                        _counters[(rank << _bits) + (int)(key << _known >> (KeyBits - _bits))]++;
                    }
                }
            }
        }
    }

    /// <summary>Fixes the next bits of every rank's value.</summary>
    public void EndRound()
    {
        for (int i = 0; i < _left.Length; i++)
        {
            Span<int> counters = _counters.AsSpan(i << _bits, 1 << _bits);
            int digit = 0;
            while (_left[i] >= counters[digit])
            {
                _left[i] -= counters[digit++];
            }

            _prefixes[i] |= (uint)digit << (KeyBits - _known - _bits);
            counters.Clear();
        }

        _known += _bits;
    }

    /// <summary>Writes the order statistics of one output; all not a number if one of the values is.</summary>
    public void Select(int row, int output, Span<float> results)
    {
        int place = (row * _outputs) + output;
        for (int i = 0; i < _ranks; i++)
        {
            results[i] = _hasNaN[place] ? float.NaN : Value(_prefixes[(place * _ranks) + i]);
        }
    }

    // Bits that are ordered as the values are: those of negative ones turned round.
    private static uint Key(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x8000_0000) != 0 ? ~bits : bits | 0x8000_0000;
    }

    private static float Value(uint key) =>
        BitConverter.UInt32BitsToSingle((key & 0x8000_0000) != 0 ? key & 0x7FFF_FFFF : ~key);
}
