namespace DropoutGen.CompilerServices;

/// <summary>
/// Where work is cut. Results do not depend on it: no sum crosses a part, and what is summed over all rows or values is
/// summed in blocks of a fixed size, whose sums are added up in order.
/// </summary>
internal static class WorkSplit
{
    /// <summary>Rows are cut at multiples of this, or of a multiple that a mask needs.</summary>
    public const int RowStep = 16;

    /// <summary>Where a part starts in a length that is cut at multiples of a step; part number <paramref name="parts"/> starts at the end.</summary>
    public static int Start(int length, int step, int part, int parts)
    {
        long steps = ((long)length + step - 1) / step;
        return (int)Math.Min(length, ((steps * part) + (parts / 2)) / parts * step);
    }
}
