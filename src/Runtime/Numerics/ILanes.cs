namespace DropoutGen.CompilerServices;

/// <summary>
/// A vector of floats, so that library code is written once and compiled for each width: the operations stand on
/// consecutive lines in <see cref="Lanes512"/>, <see cref="Lanes256"/>, <see cref="Lanes128"/>, <see cref="Lanes1"/>.
/// </summary>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    static abstract int Count { get; }

    static abstract TSelf Create(float value);

    static abstract TSelf Load(ref float source);

    /// <summary>The upper 24 bits of random words as integers, exactly.</summary>
    static abstract TSelf LoadUpperBits(ref uint source);

    void Store(ref float destination);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    static abstract TSelf Abs(TSelf value);

    static abstract TSelf Sqrt(TSelf value);

    /// <summary>0 for subnormal numbers: see <see cref="Subnormal"/>.</summary>
    static abstract TSelf FlushSubnormal(TSelf value);

    /// <summary>To the nearest integer, ties to even.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary><c>left &lt; right ? then : otherwise</c>; a NaN on either side chooses <paramref name="otherwise"/>.</summary>
    static abstract TSelf SelectLess(TSelf left, TSelf right, TSelf then, TSelf otherwise);

    /// <summary>The first <paramref name="count"/> lanes of <paramref name="value"/>, the rest of <paramref name="otherwise"/>.</summary>
    static abstract TSelf SelectFirst(int count, TSelf value, TSelf otherwise);

    /// <summary>The lanes whose bit is 1, lane i having bit i; 0 elsewhere.</summary>
    static abstract TSelf Keep(TSelf value, uint bits);

    /// <summary><c>value * 2^exponent</c> for integral exponents in [-126, 127].</summary>
    static abstract TSelf ScaleByPowerOfTwo(TSelf value, TSelf exponent);

    /// <summary>A normal number above 0 as fraction * 2^exponent with a fraction in [1, 2).</summary>
    static abstract TSelf Split(TSelf value, out TSelf exponent);

    /// <summary>Sum of the lanes.</summary>
    float Sum();

    /// <summary>Largest lane.</summary>
    float Maximum();

    /// <summary>Applies an update rule to as many parameters as there are lanes.</summary>
    static abstract void Update<TRule>(
        in TRule rule, ref float parameter, ref float state, nuint offset, nuint stride, TSelf gradient)
        where TRule : struct, IUpdateRule<TRule>;
}
