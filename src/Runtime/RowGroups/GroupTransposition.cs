using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DropoutGen.CompilerServices;

/// <summary>Moves values between rows and groups of rows, in which each unit's values of a group stand together.</summary>
internal static class GroupTransposition
{
    private const int Side = 16;

    /// <summary>Writes some rows of a group unit by unit; rows that are not there are zero.</summary>
    /// <param name="source">The group's first row.</param>
    /// <param name="stride">Floats from row to row.</param>
    /// <param name="count">Number of rows that are there.</param>
    /// <param name="units">Number of units, filled up to whole vectors.</param>
    /// <param name="rows">Rows of a group.</param>
    /// <param name="destination">The group.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Group(ref float source, int stride, int count, int units, int rows, ref float destination)
    {
        Span<float> block = stackalloc float[Side * Side];
        for (int row = 0; row < rows; row += Side)
        {
            int there = Math.Clamp(count - row, 0, Side);
            for (int unit = 0; unit < units; unit += Side)
            {
                ref float to = ref Unsafe.Add(ref destination, (unit * rows) + row);
                if (there == Side)
                {
                    Transpose(ref Unsafe.Add(ref source, (row * stride) + unit), stride, ref to, rows);
                    continue;
                }

                block.Clear();
                for (int i = 0; i < there; i++)
                {
                    MemoryMarshal.CreateSpan(ref Unsafe.Add(ref source, ((row + i) * stride) + unit), Side).CopyTo(block[(i * Side)..]);
                }

                Transpose(ref block[0], Side, ref to, rows);
            }
        }
    }

    /// <summary>Writes a group's values row by row.</summary>
    /// <param name="values">The values of all groups.</param>
    /// <param name="places">For each unit, filled up to whole vectors, where its values stand.</param>
    /// <param name="rows">Rows of a group.</param>
    /// <param name="count">Number of rows that are there.</param>
    /// <param name="destination">The group's first row.</param>
    /// <param name="stride">Floats from row to row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread(ref float values, ReadOnlySpan<int> places, int rows, int count, ref float destination, int stride)
    {
        Span<float> block = stackalloc float[Side * Side];
        Span<float> turned = stackalloc float[Side * Side];
        for (int row = 0; row < count; row += Side)
        {
            int there = Math.Min(count - row, Side);
            for (int unit = 0; unit < places.Length; unit += Side)
            {
                for (int i = 0; i < Side; i++)
                {
                    Copy(ref Unsafe.Add(ref values, places[unit + i] + row), ref block[i * Side]);
                }

                ref float to = ref Unsafe.Add(ref destination, (row * stride) + unit);
                if (there == Side)
                {
                    Transpose(ref block[0], Side, ref to, stride);
                    continue;
                }

                Transpose(ref block[0], Side, ref turned[0], Side);
                for (int i = 0; i < there; i++)
                {
                    Copy(ref turned[i * Side], ref Unsafe.Add(ref to, i * stride));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(ref float from, ref float to) => Vector512.LoadUnsafe(ref from).StoreUnsafe(ref to);

    // 16 x 16.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref float from, int fromStride, ref float to, int toStride)
    {
        if (Avx512F.IsSupported)
        {
            Transpose512(ref from, fromStride, ref to, toStride);
            return;
        }

        for (int row = 0; row < Side; row += 4)
        {
            for (int column = 0; column < Side; column += 4)
            {
                Transposition.Block(
                    ref Unsafe.Add(ref from, (row * fromStride) + column), fromStride, ref Unsafe.Add(ref to, (column * toStride) + row), toStride);
            }
        }
    }

    // Pairs of rows are interleaved by floats, then by doubles, then by quarters of the vectors, twice.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Transpose512(ref float from, int fromStride, ref float to, int toStride)
    {
        for (int half = 0; half < 2; half++)
        {
            ref float f = ref Unsafe.Add(ref from, half * 8);
            ref float t = ref Unsafe.Add(ref to, half * 8 * toStride);

            // Rows i and i + 8 share a vector: lanes of rows 0 to 7 below, of rows 8 to 15 above.
            Vector512<float> r0 = Pair(ref f, fromStride, 0);
            Vector512<float> r1 = Pair(ref f, fromStride, 1);
            Vector512<float> r2 = Pair(ref f, fromStride, 2);
            Vector512<float> r3 = Pair(ref f, fromStride, 3);
            Vector512<float> r4 = Pair(ref f, fromStride, 4);
            Vector512<float> r5 = Pair(ref f, fromStride, 5);
            Vector512<float> r6 = Pair(ref f, fromStride, 6);
            Vector512<float> r7 = Pair(ref f, fromStride, 7);
            Vector512<float> a0 = Avx512F.UnpackLow(r0, r1);
            Vector512<float> a1 = Avx512F.UnpackHigh(r0, r1);
            Vector512<float> a2 = Avx512F.UnpackLow(r2, r3);
            Vector512<float> a3 = Avx512F.UnpackHigh(r2, r3);
            Vector512<float> a4 = Avx512F.UnpackLow(r4, r5);
            Vector512<float> a5 = Avx512F.UnpackHigh(r4, r5);
            Vector512<float> a6 = Avx512F.UnpackLow(r6, r7);
            Vector512<float> a7 = Avx512F.UnpackHigh(r6, r7);
            Columns(Low(a0, a2), Low(a4, a6), ref t, 0, toStride);
            Columns(High(a0, a2), High(a4, a6), ref t, 1, toStride);
            Columns(Low(a1, a3), Low(a5, a7), ref t, 2, toStride);
            Columns(High(a1, a3), High(a5, a7), ref t, 3, toStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Pair(ref float from, int stride, int row) => Vector512.Create(
        Vector256.LoadUnsafe(ref Unsafe.Add(ref from, row * stride)), Vector256.LoadUnsafe(ref Unsafe.Add(ref from, (row + 8) * stride)));

    // Quarters of low: column c of rows 0-3, column c + 4 of rows 0-3, then the same of rows 8-11; of high rows 4-7 and 12-15.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(Vector512<float> low, Vector512<float> high, ref float to, int column, int stride)
    {
        // low 0, low 2, high 0, high 2, and the odd quarters; then rows 4-7 between 0-3 and 8-11.
        Vector512<float> first = Avx512F.Shuffle4x128(low, high, 0b10_00_10_00);
        Vector512<float> second = Avx512F.Shuffle4x128(low, high, 0b11_01_11_01);
        Avx512F.Shuffle4x128(first, first, 0b11_01_10_00).StoreUnsafe(ref Unsafe.Add(ref to, column * stride));
        Avx512F.Shuffle4x128(second, second, 0b11_01_10_00).StoreUnsafe(ref Unsafe.Add(ref to, (column + 4) * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Low(Vector512<float> left, Vector512<float> right) =>
        Avx512F.UnpackLow(left.AsDouble(), right.AsDouble()).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> High(Vector512<float> left, Vector512<float> right) =>
        Avx512F.UnpackHigh(left.AsDouble(), right.AsDouble()).AsSingle();
}
