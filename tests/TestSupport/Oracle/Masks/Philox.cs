namespace DropoutGen.TestSupport.Oracle;

/// <summary>Philox4x32-10. Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as 1, 2, 3 (2011).</summary>
public static class Philox
{
    /// <summary>The four output words of a counter of four words under a key of two.</summary>
    public static uint[] Block(ReadOnlySpan<uint> counter, ReadOnlySpan<uint> key)
    {
        (uint c0, uint c1, uint c2, uint c3) = (counter[0], counter[1], counter[2], counter[3]);
        (uint k0, uint k1) = (key[0], key[1]);
        for (int round = 0; round < 10; round++)
        {
            ulong product0 = 0xD2511F53UL * c0;
            ulong product1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = (
                (uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1,
                (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);

            // Weyl sequences: the golden ratio and sqrt(3) - 1, wrapping.
            k0 = unchecked(k0 + 0x9E3779B9);
            k1 = unchecked(k1 + 0xBB67AE85);
        }

        return [c0, c1, c2, c3];
    }
}
