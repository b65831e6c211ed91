namespace DropoutGen.Runtime.Tests.Masks;

/// <summary>
/// The contract of the masks evaluated one bit at a time, with its own Philox and its own layout: shares no code with
/// what it is held against.
/// </summary>
internal static class MaskContract
{
    /// <summary>The mask words at a rate, from <see cref="Uniforms"/>: a unit is kept below the threshold.</summary>
    public static uint[] Words(ushort[] uniforms, double rate)
    {
        int threshold = Threshold(rate);
        var words = new uint[(uniforms.Length + 31) / 32];
        for (int bit = 0; bit < uniforms.Length; bit++)
        {
            if (uniforms[bit] < threshold)
            {
                words[bit / 32] |= 1u << (bit % 32);
            }
        }

        return words;
    }

    public static int Threshold(double rate)
    {
        if (rate == 0)
        {
            return 65_536;
        }

        int threshold = (int)Math.Round((1 - rate) * 65_536);
        return threshold < 1 ? 1 : threshold > 65_535 ? 65_535 : threshold;
    }

    /// <summary>The 16-bit uniform number of each bit of a request, rows and passes one behind the other.</summary>
    public static ushort[] Uniforms(MaskRequest request)
    {
        int width = RowWidth(request.Units);
        var uniforms = new ushort[request.Passes * request.Rows * width];
        int next = 0;
        for (int pass = 0; pass < request.Passes; pass++)
        {
            for (int row = 0; row < request.Rows; row++)
            {
                Span<ushort> destination = uniforms.AsSpan(next, width);
                AddRow(request, request.FirstPass + (ulong)pass, (long)request.FirstRow + row, width, destination);
                next += width;
            }
        }

        return uniforms;
    }

    public static uint[] Philox(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong first = Math.BigMul(0xD2511F53u, c0);
            ulong second = Math.BigMul(0xCD9E8D57u, c2);
            (c0, c1) = ((uint)(second >> 32) ^ c1 ^ k0, (uint)second);
            (c2, c3) = ((uint)(first >> 32) ^ c3 ^ k1, (uint)first);
            k0 = unchecked(k0 + 0x9E3779B9u);
            k1 = unchecked(k1 + 0xBB67AE85u);
        }

        return [c0, c1, c2, c3];
    }

    private static int RowWidth(int units)
    {
        if (units > 128)
        {
            return (units + 127) / 128 * 128;
        }

        int width = 1;
        while (width < units)
        {
            width *= 2;
        }

        return width;
    }

    private static void AddRow(MaskRequest request, ulong pass, long row, int width, Span<ushort> uniforms)
    {
        int rowsPerBlock = Math.Max(1, 128 / width);
        int firstBit = (int)(row % rowsPerBlock) * width;
        uint word0 = (uint)(row / rowsPerBlock);
        for (int start = 0; start < width; start += 128)
        {
            for (int slice = 0; slice < 16; slice++)
            {
                uint word1 = (uint)slice | (uint)(start / 128) << 4 | (uint)request.Site << 18;
                uint[] block = Philox(
                    word0, word1, (uint)pass, (uint)(pass >> 32), (uint)request.Seed, (uint)(request.Seed >> 32));
                for (int unit = start; unit < Math.Min(start + 128, width); unit++)
                {
                    int bit = firstBit + unit - start;
                    bool one = (block[bit / 32] >> (bit % 32) & 1) != 0;

                    // A random 1 keeps, so it is a 0 of the number that must be below the threshold.
                    uniforms[unit] |= (ushort)(one ? 0 : 1 << (15 - slice));
                }
            }
        }
    }
}
