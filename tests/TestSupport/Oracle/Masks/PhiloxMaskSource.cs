namespace DropoutGen.TestSupport.Oracle;

/// <summary>
/// The masks of the product's contract, one bit at a time. Key = seed; counter words 2, 3 = step; word 1 = slice
/// (bits 0-3), block of 128 units (4-17), site (18-31); word 0 = row, or the group of rows that share a block.
/// </summary>
public sealed class PhiloxMaskSource : MaskSource
{
    private const int BlockBits = 128;

    private readonly ulong _seed;
    private readonly ulong _step;
    private readonly IReadOnlyList<DropoutSite> _sites;
    private readonly bool _isShared;
    private readonly Dictionary<(int Site, uint Word0, int Block), UInt128> _drawn = [];

    /// <param name="seed">The key.</param>
    /// <param name="step">The step of training, or the pass of sampling.</param>
    /// <param name="sites">Units and rate of every site, in order.</param>
    /// <param name="isShared">Whether all rows have the mask of the first.</param>
    public PhiloxMaskSource(ulong seed, ulong step, IReadOnlyList<DropoutSite> sites, bool isShared = false)
    {
        _seed = seed;
        _step = step;
        _sites = sites;
        _isShared = isShared;
    }

    public override double KeepProbability(int site) => _sites[site].KeepProbability;

    public override bool Kept(int site, int row, int unit)
    {
        int units = _sites[site].Units;
        double rate = _sites[site].Rate;
        if (rate == 0)
        {
            return true;
        }

        int maskRow = _isShared && !_sites[site].IsOfWeights ? 0 : row / _sites[site].RowsPerMask;
        if (_sites[site].Balanced)
        {
            return ((Choice(site, maskRow, unit / 16) >> (unit % 16)) & 1) == 1;
        }

        uint word0;
        int block;
        int bit;
        if (units >= BlockBits)
        {
            word0 = (uint)maskRow;
            block = unit / BlockBits;
            bit = unit % BlockBits;
        }
        else
        {
            int width = 1;
            while (width < units)
            {
                width *= 2;
            }

            int rowsPerBlock = BlockBits / width;
            word0 = (uint)(maskRow / rowsPerBlock);
            block = 0;
            bit = (maskRow % rowsPerBlock * width) + unit;
        }

        if (!_drawn.TryGetValue((site, word0, block), out UInt128 mask))
        {
            mask = Draw(site, word0, block, KeepThreshold.Of(rate));
            _drawn.Add((site, word0, block), mask);
        }

        return ((mask >> bit) & 1) == 1;
    }

    /// <summary>
    /// Box and Muller's two numbers from two words w of the row's slice 0, word i of which is word i mod 4 of block i / 4:
    /// units 32 g + i and 32 g + 16 + i, i below 16, are cosine and sine from the words of these numbers.
    /// </summary>
    public override double Normal(int site, int row, int unit)
    {
        int pair = (unit / 32 * 32) + (unit % 16);
        double radius = Math.Sqrt(-2 * Math.Log((UpperBits(site, row, pair) + 1) / (1 << 24)));
        double angle = (2 * Math.PI * UpperBits(site, row, pair + 16) / (1 << 24)) - Math.PI;
        return radius * (unit % 32 < 16 ? Math.Cos(angle) : Math.Sin(angle));
    }

    /// <summary>Of u = (k + 1) / (2^24 + 1) with k the upper bits of the unit's word.</summary>
    public override double UniformLogit(int site, int row, int unit)
    {
        double k = UpperBits(site, row, unit);
        return Math.Log((k + 1) / ((1 << 24) - k));
    }

    // Of the numbers of 16 bits with 8 ones, in rising order, the one with the index floor(word * 12870 / 2^32). From the top
    // bit down: a number with a 0 here comes before all with a 1, and there are (bits below over ones left) of these.
    private int Choice(int site, int maskRow, int word)
    {
        UInt128 block = Slice(site, (uint)maskRow, word / 4, 0);
        ulong index = (ulong)(uint)((block >> (32 * (word % 4))) & uint.MaxValue) * 12870 >> 32;
        int choice = 0;
        int ones = 8;
        for (int bit = 15; bit >= 0 && ones > 0; bit--)
        {
            ulong withZero = Binomial(bit, ones);
            if (index >= withZero)
            {
                index -= withZero;
                choice |= 1 << bit;
                ones--;
            }
        }

        return choice;
    }

    private static ulong Binomial(int n, int k)
    {
        ulong result = 1;
        for (int i = 1; i <= k; i++)
        {
            result = result * (ulong)Math.Max(0, n - k + i) / (ulong)i;
        }

        return result;
    }

    private double UpperBits(int site, int row, int word)
    {
        UInt128 block = Slice(site, _isShared ? 0u : (uint)row, word / 4, 0);
        return (uint)((block >> (32 * (word % 4))) & uint.MaxValue) >> 8;
    }

    // Each slice halves the distance to 1 (OR) or to 0 (AND) of the probability so far, by one digit of the threshold.
    private UInt128 Draw(int site, uint word0, int block, int threshold)
    {
        UInt128 result = 0;
        int lowest = 0;
        while ((threshold >> lowest & 1) == 0)
        {
            lowest++;
        }

        for (int position = lowest; position < KeepThreshold.Bits; position++)
        {
            UInt128 slice = Slice(site, word0, block, KeepThreshold.Bits - 1 - position);
            result = (threshold >> position & 1) == 1 ? result | slice : result & slice;
        }

        return result;
    }

    private UInt128 Slice(int site, uint word0, int block, int slice)
    {
        uint word1 = (uint)slice | ((uint)block << 4) | ((uint)site << 18);
        uint[] words = Philox.Block(
            [word0, word1, (uint)_step, (uint)(_step >> 32)], [(uint)_seed, (uint)(_seed >> 32)]);
        UInt128 bits = 0;
        for (int i = 0; i < 4; i++)
        {
            bits |= (UInt128)words[i] << (32 * i);
        }

        return bits;
    }
}
