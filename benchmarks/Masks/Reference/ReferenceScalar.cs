using System.Runtime.CompilerServices;
using static DropoutGen.Benchmarks.Masks.Reference.PhiloxConstants;

namespace DropoutGen.Benchmarks.Masks.Reference;

/// <summary>One block at a time.</summary>
internal static class ReferenceScalar
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Fill(Span<uint> destination, int threshold, int lowestBit, uint seed0, uint seed1)
    {
        for (int word = 0; word < destination.Length; word += 4)
        {
            (uint r0, uint r1, uint r2, uint r3) = (0, 0, 0, 0);
            for (int bit = lowestBit; bit < 16; bit++)
            {
                (uint a, uint b, uint c, uint d) = Philox((uint)word / 4, (uint)(15 - bit), seed0, seed1);
                (r0, r1, r2, r3) = (threshold >> bit & 1) != 0
                    ? (r0 | a, r1 | b, r2 | c, r3 | d)
                    : (r0 & a, r1 & b, r2 & c, r3 & d);
            }

            destination[word] = r0;
            destination[word + 1] = r1;
            destination[word + 2] = r2;
            destination[word + 3] = r3;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (uint, uint, uint, uint) Philox(uint block, uint slice, uint key0, uint key1)
    {
        (uint x0, uint x1, uint x2, uint x3) = (block, slice, 0, 0);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)x0 * Multiplier0;
            ulong product1 = (ulong)x2 * Multiplier1;
            x0 = (uint)(product1 >> 32) ^ x1 ^ key0;
            x1 = (uint)product1;
            x2 = (uint)(product0 >> 32) ^ x3 ^ key1;
            x3 = (uint)product0;
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return (x0, x1, x2, x3);
    }
}
