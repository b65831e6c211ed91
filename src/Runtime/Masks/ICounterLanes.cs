namespace DropoutGen.CompilerServices;

/// <summary>A vector of 64-bit lanes, each running one Philox block in its low halves.</summary>
internal interface ICounterLanes<TSelf>
    where TSelf : struct, ICounterLanes<TSelf>
{
    static abstract int Count { get; }

    /// <summary>The block, relative to the vector's first, that each lane computes, so that
    /// <see cref="Interleave"/> gives blocks in the order of memory.</summary>
    static abstract ReadOnlySpan<int> BlockOfLane { get; }

    static abstract TSelf Create(ulong value);

    static abstract TSelf Load(ref ulong source);

    void Store(ref uint destination);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    /// <summary>Exclusive or of three: one instruction where there is one for it.</summary>
    static abstract TSelf Xor(TSelf first, TSelf second, TSelf third);

    /// <summary>Low halves of the one, and above them low halves of the other.</summary>
    static abstract TSelf Pack(TSelf low, TSelf high);

    /// <summary>Product of the low halves.</summary>
    static abstract TSelf Multiply(TSelf left, TSelf right);

    static abstract TSelf ShiftRight32(TSelf value);

    static abstract TSelf ShiftRight63(TSelf value);

    /// <summary>Lanes of the two in turn, within each 128 bits: even lanes into the first result, odd ones into the second.</summary>
    static abstract (TSelf Even, TSelf Odd) Interleave(TSelf left, TSelf right);
}
