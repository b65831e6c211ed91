using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DropoutGen.CompilerServices;

/// <summary>Lists the values of a row that are not zero: behind ReLU and dropout about a quarter of them.</summary>
/// <remarks>Which they are is as random as the mask: a branch on it would be mispredicted, so there is none.</remarks>
internal static class NonZeros
{
    // Values looked at together.
    private const int Group = 8;

    // For each set of the eight, the numbers of its members in order, a byte each.
    private static readonly ulong[] s_members = [.. Enumerable.Range(0, 1 << Group).Select(static set => Members((uint)set))];

    /// <summary>
    /// Writes the positions of values that are not zero, NaN among them, in order; returns how many. Behind them, but
    /// within the first <paramref name="length"/>, other numbers may be written.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static nuint List(ref float row, nuint length, ref int positions)
    {
        ref ulong members = ref MemoryMarshal.GetArrayDataReference(s_members);
        nuint count = 0;
        nuint i = 0;
        for (; i + Group <= length; i += Group)
        {
            uint others = ~Vector256.Equals(Vector256.LoadUnsafe(ref row, i), Vector256<float>.Zero).ExtractMostSignificantBits() & 0xFF;
            Vector128<byte> bytes = Vector128.CreateScalarUnsafe(Unsafe.Add(ref members, others)).AsByte();
            (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(Vector128.WidenLower(bytes));
            Vector128<int> first = Vector128.Create((int)i);

            // At most i positions stand there already, so eight more fit.
            (low.AsInt32() + first).StoreUnsafe(ref positions, count);
            (high.AsInt32() + first).StoreUnsafe(ref positions, count + 4);
            count += (nuint)BitOperations.PopCount(others);
        }

        for (; i < length; i++)
        {
            Unsafe.Add(ref positions, count) = (int)i;
            count += Unsafe.Add(ref row, i) != 0f ? 1u : 0u;
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

    private static ulong Members(uint set)
    {
        ulong members = 0;
        int count = 0;
        for (int member = 0; member < Group; member++)
        {
            if ((set >> member & 1) != 0)
            {
                members |= (ulong)member << (8 * count++);
            }
        }

        return members;
    }
}
