using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutGen.CompilerServices;

/// <summary>Lists the values of a row that are not zero: behind ReLU and dropout about a quarter of them.</summary>
internal static class NonZeros
{
    /// <summary>Writes the positions of values that are not zero, NaN among them, in order; returns how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static nuint List(ref float row, nuint length, ref int positions)
    {
        nuint count = 0;
        nuint i = 0;
        for (; i + 8 <= length; i += 8)
        {
            uint zeros = Vector256.Equals(Vector256.LoadUnsafe(ref row, i), Vector256<float>.Zero).ExtractMostSignificantBits();
            for (uint others = ~zeros & 0xFF; others != 0; others &= others - 1)
            {
                Unsafe.Add(ref positions, count++) = (int)i + System.Numerics.BitOperations.TrailingZeroCount(others);
            }
        }

        for (; i < length; i++)
        {
            if (Unsafe.Add(ref row, i) != 0f)
            {
                Unsafe.Add(ref positions, count++) = (int)i;
            }
        }

        return count;
    }

    /// <summary>Writes all positions.</summary>
    public static nuint ListAll(nuint length, ref int positions)
    {
        for (nuint i = 0; i < length; i++)
        {
            Unsafe.Add(ref positions, i) = (int)i;
        }

        return length;
    }
}
