using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DropoutGen.CompilerServices;

/// <summary>Draws blocks of 128 mask bits, in the order of rows and blocks within rows.</summary>
internal readonly struct MaskBlocks(ulong seed, ulong pass, int site, int blocksPerRow, int threshold)
{
    /// <summary>Passes that <see cref="DrawAhead(VectorWidth, Span{uint}, int, int)"/> draws.</summary>
    public const int PassesAhead = 16;

    // Two vectors of the widest.
    private const int MostLanes = 16;

    /// <summary>Draws blocks from the first block of a row on; writes whole vectors, up to 16 blocks at a time.</summary>
    public void Draw(VectorWidth width, Span<uint> destination, int firstRow, int count)
    {
        ref uint first = ref MemoryMarshal.GetReference(destination);
        switch (width)
        {
            case VectorWidth.Vector512:
                Draw<CounterLanes512>(ref first, firstRow, count);
                break;
            case VectorWidth.Vector256:
                Draw<CounterLanes256>(ref first, firstRow, count);
                break;
            case VectorWidth.Vector128:
                Draw<CounterLanes128>(ref first, firstRow, count);
                break;
            default:
                Draw<CounterLanes1>(ref first, firstRow, count);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Draw<TLanes>(ref uint destination, int firstRow, int count)
        where TLanes : struct, ICounterLanes<TLanes>
    {
        // Two vectors of counters at a time: their multiplications overlap.
        Span<ulong> rows = stackalloc ulong[MostLanes];
        Span<ulong> blocks = stackalloc ulong[MostLanes];
        Start<TLanes>(firstRow, rows, blocks);
        (TLanes row0, TLanes block0) = (TLanes.Load(ref rows[0]), TLanes.Load(ref blocks[0]));
        (TLanes row1, TLanes block1) = (TLanes.Load(ref rows[TLanes.Count]), TLanes.Load(ref blocks[TLanes.Count]));
        int step = 2 * TLanes.Count;
        TLanes rowStep = TLanes.Create((ulong)(step / blocksPerRow));
        TLanes blockStep = TLanes.Create((ulong)(step % blocksPerRow) << 4);
        TLanes blockEnd = TLanes.Create((ulong)blocksPerRow << 4);
        int lowestBit = BitOperations.TrailingZeroCount(threshold);

        for (int done = 0; done < count; done += step)
        {
            // What the first round makes of the row and the pass is the same for all slices.
            TLanes product0 = TLanes.Multiply(row0, TLanes.Create(Philox4x32.Multiplier0));
            TLanes product1 = TLanes.Multiply(row1, TLanes.Create(Philox4x32.Multiplier0));
            TLanes passWord = TLanes.Create((pass >> 32) ^ (seed >> 32));
            TLanes third0 = TLanes.ShiftRight32(product0) ^ passWord;
            TLanes third1 = TLanes.ShiftRight32(product1) ^ passWord;
            ulong passProduct = (ulong)(uint)pass * Philox4x32.Multiplier1;
            ulong firstWord = (passProduct >> 32) ^ (uint)seed ^ ((ulong)(uint)site << 18);

            TLanes zero = TLanes.Create(0);
            TLanes first0 = zero, second0 = zero, first1 = zero, second1 = zero;
            for (int bit = lowestBit; bit < 16; bit++)
            {
                TLanes word = TLanes.Create(firstWord ^ (uint)(15 - bit));
                TLanes second = TLanes.Create((uint)passProduct);
                (TLanes a0, TLanes b0, TLanes a1, TLanes b1) =
                    Philox(block0 ^ word, second, third0, product0, block1 ^ word, second, third1, product1);
                if ((threshold >> bit & 1) != 0)
                {
                    first0 |= a0;
                    second0 |= b0;
                    first1 |= a1;
                    second1 |= b1;
                }
                else
                {
                    first0 &= a0;
                    second0 &= b0;
                    first1 &= a1;
                    second1 &= b1;
                }
            }

            ref uint to = ref Unsafe.Add(ref destination, done * MaskLayout.BlockWords);
            Store(first0, second0, ref to);
            Store(first1, second1, ref Unsafe.Add(ref to, TLanes.Count * MaskLayout.BlockWords));
            (row0, block0) = Advance(row0, block0, rowStep, blockStep, blockEnd);
            (row1, block1) = Advance(row1, block1, rowStep, blockStep, blockEnd);
        }
    }

    /// <summary>
    /// Draws one block of a row for 16 consecutive passes, one pass in each lane: what a pass over few rows needs is a block
    /// or two, so most of a vector of blocks of the same pass would be drawn for nothing.
    /// </summary>
    public void DrawAhead(VectorWidth width, Span<uint> destination, int row, int block)
    {
        ref uint first = ref MemoryMarshal.GetReference(destination[..(PassesAhead * MaskLayout.BlockWords)]);
        switch (width)
        {
            case VectorWidth.Vector512:
                DrawAhead<CounterLanes512>(ref first, row, block);
                break;
            case VectorWidth.Vector256:
                DrawAhead<CounterLanes256>(ref first, row, block);
                break;
            case VectorWidth.Vector128:
                DrawAhead<CounterLanes128>(ref first, row, block);
                break;
            default:
                DrawAhead<CounterLanes1>(ref first, row, block);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void DrawAhead<TLanes>(ref uint destination, int row, int block)
        where TLanes : struct, ICounterLanes<TLanes>
    {
        ulong rowProduct = (ulong)(uint)row * Philox4x32.Multiplier0;
        TLanes third = TLanes.Create((uint)(rowProduct >> 32) ^ (pass >> 32) ^ (seed >> 32));
        TLanes fourth = TLanes.Create((uint)rowProduct);
        TLanes siteWord = TLanes.Create((uint)seed ^ ((ulong)(uint)site << 18) ^ ((ulong)(uint)block << 4));
        int lowestBit = BitOperations.TrailingZeroCount(threshold);
        Span<ulong> passes = stackalloc ulong[MostLanes];
        for (int done = 0; done < PassesAhead; done += 2 * TLanes.Count)
        {
            for (int lane = 0; lane < TLanes.Count; lane++)
            {
                passes[lane] = (uint)pass + (uint)(done + TLanes.BlockOfLane[lane]);
                passes[lane + TLanes.Count] = passes[lane] + (uint)TLanes.Count;
            }

            TLanes passProduct0 = TLanes.Multiply(TLanes.Load(ref passes[0]), TLanes.Create(Philox4x32.Multiplier1));
            TLanes passProduct1 = TLanes.Multiply(TLanes.Load(ref passes[TLanes.Count]), TLanes.Create(Philox4x32.Multiplier1));
            TLanes firstWord0 = TLanes.ShiftRight32(passProduct0) ^ siteWord;
            TLanes firstWord1 = TLanes.ShiftRight32(passProduct1) ^ siteWord;
            TLanes zero = TLanes.Create(0);
            TLanes first0 = zero, second0 = zero, first1 = zero, second1 = zero;
            for (int bit = lowestBit; bit < 16; bit++)
            {
                TLanes slice = TLanes.Create((uint)(15 - bit));
                (TLanes a0, TLanes b0, TLanes a1, TLanes b1) = Philox(
                    firstWord0 ^ slice, passProduct0, third, fourth, firstWord1 ^ slice, passProduct1, third, fourth);
                if ((threshold >> bit & 1) != 0)
                {
                    first0 |= a0;
                    second0 |= b0;
                    first1 |= a1;
                    second1 |= b1;
                }
                else
                {
                    first0 &= a0;
                    second0 &= b0;
                    first1 &= a1;
                    second1 &= b1;
                }
            }

            ref uint to = ref Unsafe.Add(ref destination, done * MaskLayout.BlockWords);
            Store(first0, second0, ref to);
            Store(first1, second1, ref Unsafe.Add(ref to, TLanes.Count * MaskLayout.BlockWords));
        }
    }

    // The rows of two vectors' lanes, and their blocks in the position that the counter has them in.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Start<TLanes>(int firstRow, Span<ulong> rows, Span<ulong> blocks)
        where TLanes : struct, ICounterLanes<TLanes>
    {
        ReadOnlySpan<int> blockOfLane = TLanes.BlockOfLane;
        if (blocksPerRow == 1)
        {
            for (int lane = 0; lane < TLanes.Count; lane++)
            {
                rows[lane] = (uint)(firstRow + blockOfLane[lane]);
                rows[lane + TLanes.Count] = (uint)(firstRow + TLanes.Count + blockOfLane[lane]);
            }

            blocks.Clear();
            return;
        }

        Span<ulong> rowsInOrder = stackalloc ulong[MostLanes];
        Span<ulong> blocksInOrder = stackalloc ulong[MostLanes];
        int row = firstRow;
        int block = 0;
        for (int index = 0; index < 2 * TLanes.Count; index++)
        {
            rowsInOrder[index] = (uint)row;
            blocksInOrder[index] = (ulong)block << 4;
            if (++block == blocksPerRow)
            {
                block = 0;
                row++;
            }
        }

        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            int index = blockOfLane[lane];
            rows[lane] = rowsInOrder[index];
            blocks[lane] = blocksInOrder[index];
            rows[lane + TLanes.Count] = rowsInOrder[index + TLanes.Count];
            blocks[lane + TLanes.Count] = blocksInOrder[index + TLanes.Count];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Row, TLanes Block) Advance<TLanes>(
        TLanes row, TLanes block, TLanes rowStep, TLanes blockStep, TLanes blockEnd)
        where TLanes : struct, ICounterLanes<TLanes>
    {
        block += blockStep;
        // 1 where the row goes on, 0 where it ends: the sign of the difference.
        TLanes goesOn = TLanes.ShiftRight63(block - blockEnd);
        TLanes carry = TLanes.Create(1) - goesOn;
        return (row + rowStep + carry, block - (blockEnd & (TLanes.Create(0) - carry)));
    }

    /// <summary>
    /// Words 0 and 1, and words 2 and 3, of the blocks of two vectors of counters, from what the first round makes of
    /// the counters on.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (TLanes First0, TLanes Second0, TLanes First1, TLanes Second1) Philox<TLanes>(
        TLanes x0, TLanes x1, TLanes x2, TLanes x3, TLanes y0, TLanes y1, TLanes y2, TLanes y3)
        where TLanes : struct, ICounterLanes<TLanes>
    {
        TLanes weyl0 = TLanes.Create(Philox4x32.Weyl0);
        TLanes weyl1 = TLanes.Create(Philox4x32.Weyl1);
        TLanes key0 = TLanes.Create((uint)seed) + weyl0;
        TLanes key1 = TLanes.Create(seed >> 32) + weyl1;
        TLanes multiplier0 = TLanes.Create(Philox4x32.Multiplier0);
        TLanes multiplier1 = TLanes.Create(Philox4x32.Multiplier1);
        for (int round = 1; round < Philox4x32.Rounds; round++)
        {
            // Only the low halves are words; what is in the high ones never reaches a low one.
            TLanes xProduct0 = TLanes.Multiply(x0, multiplier0);
            TLanes xProduct1 = TLanes.Multiply(x2, multiplier1);
            TLanes yProduct0 = TLanes.Multiply(y0, multiplier0);
            TLanes yProduct1 = TLanes.Multiply(y2, multiplier1);
            x0 = TLanes.Xor(TLanes.ShiftRight32(xProduct1), x1, key0);
            x1 = xProduct1;
            x2 = TLanes.Xor(TLanes.ShiftRight32(xProduct0), x3, key1);
            x3 = xProduct0;
            y0 = TLanes.Xor(TLanes.ShiftRight32(yProduct1), y1, key0);
            y1 = yProduct1;
            y2 = TLanes.Xor(TLanes.ShiftRight32(yProduct0), y3, key1);
            y3 = yProduct0;
            key0 += weyl0;
            key1 += weyl1;
        }

        return (TLanes.Pack(x0, x1), TLanes.Pack(x2, x3), TLanes.Pack(y0, y1), TLanes.Pack(y2, y3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes>(TLanes first, TLanes second, ref uint destination)
        where TLanes : struct, ICounterLanes<TLanes>
    {
        (TLanes even, TLanes odd) = TLanes.Interleave(first, second);
        even.Store(ref destination);
        odd.Store(ref Unsafe.Add(ref destination, TLanes.Count * MaskLayout.BlockWords / 2));
    }
}
