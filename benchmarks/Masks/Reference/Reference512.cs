using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static DropoutGen.Benchmarks.Masks.Reference.PhiloxConstants;
using Lanes = System.Runtime.Intrinsics.Vector512<ulong>;

namespace DropoutGen.Benchmarks.Masks.Reference;

/// <summary>16 blocks at a time, in two vectors of 512 bits; each 64-bit lane runs one.</summary>
internal static class Reference512
{
    private const int Blocks = 16;
    private const int VectorWords = 16;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Fill(Span<uint> destination, int threshold, int lowestBit, uint seed0, uint seed1)
    {
        ref uint to = ref MemoryMarshal.GetReference(destination);
        for (int word = 0; word < destination.Length; word += 4 * Blocks)
        {
            (Lanes r0, Lanes r1, Lanes r2, Lanes r3) = (Lanes.Zero, Lanes.Zero, Lanes.Zero, Lanes.Zero);
            for (int bit = lowestBit; bit < 16; bit++)
            {
                Philox((uint)word / 4, (uint)(15 - bit), seed0, seed1, out Lanes a, out Lanes b, out Lanes c, out Lanes d);
                if ((threshold >> bit & 1) != 0)
                {
                    (r0, r1, r2, r3) = (r0 | a, r1 | b, r2 | c, r3 | d);
                }
                else
                {
                    (r0, r1, r2, r3) = (r0 & a, r1 & b, r2 & c, r3 & d);
                }
            }

            ref uint group = ref Unsafe.Add(ref to, word);
            r0.AsUInt32().StoreUnsafe(ref group);
            r1.AsUInt32().StoreUnsafe(ref group, VectorWords);
            r2.AsUInt32().StoreUnsafe(ref group, 2 * VectorWords);
            r3.AsUInt32().StoreUnsafe(ref group, 3 * VectorWords);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Philox(uint block, uint slice, uint seed0, uint seed1, out Lanes a, out Lanes b, out Lanes c, out Lanes d)
    {
        Lanes multiplier0 = Vector512.Create((ulong)Multiplier0);
        Lanes multiplier1 = Vector512.Create((ulong)Multiplier1);
        Lanes x0 = Vector512.Create((ulong)block) + Vector512<ulong>.Indices;
        Lanes y0 = x0 + Vector512.Create(8ul);
        Lanes x1 = Vector512.Create((ulong)slice);
        Lanes y1 = x1;
        (Lanes x2, Lanes x3, Lanes y2, Lanes y3) = (Lanes.Zero, Lanes.Zero, Lanes.Zero, Lanes.Zero);
        Lanes key0 = Vector512.Create((ulong)seed0);
        Lanes key1 = Vector512.Create((ulong)seed1);
        for (int round = 0; round < Rounds; round++)
        {
            Lanes xProduct0 = Multiply(x0, multiplier0);
            Lanes xProduct1 = Multiply(x2, multiplier1);
            Lanes yProduct0 = Multiply(y0, multiplier0);
            Lanes yProduct1 = Multiply(y2, multiplier1);
            (x0, x1, x2, x3) = (Xor(xProduct1 >>> 32, x1, key0), xProduct1, Xor(xProduct0 >>> 32, x3, key1), xProduct0);
            (y0, y1, y2, y3) = (Xor(yProduct1 >>> 32, y1, key0), yProduct1, Xor(yProduct0 >>> 32, y3, key1), yProduct0);
            key0 += Vector512.Create((ulong)Weyl0);
            key1 += Vector512.Create((ulong)Weyl1);
        }

        (a, b, c, d) = (Pack(x0, x1), Pack(x2, x3), Pack(y0, y1), Pack(y2, y3));
    }

    // Products of the low halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes Multiply(Lanes left, Lanes right) => Avx512F.Multiply(left.AsUInt32(), right.AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes Xor(Lanes first, Lanes second, Lanes third) => Avx512F.TernaryLogic(first, second, third, 0x96);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes Pack(Lanes low, Lanes high) =>
        Avx512F.BlendVariable(low.AsUInt32(), (high << 32).AsUInt32(), Vector512.Create(0xFFFF_FFFF_0000_0000ul).AsUInt32()).AsUInt64();
}
