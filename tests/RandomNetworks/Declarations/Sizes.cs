namespace DropoutGen.RandomNetworks.Tests.Declarations;

/// <summary>Numbers of values: 1 to 300, mostly those that fill no vector.</summary>
internal static class Sizes
{
    private const int Largest = 300;
    private const int Vector = 16;

    public static int Draw(Random random) => random.Next(4) switch
    {
        0 => random.Next(1, 10),

        // At a whole number of vectors, and right beside it.
        1 => Math.Min(Largest, (random.Next(1, 1 + (Largest / Vector)) * Vector) + random.Next(-1, 2)),
        2 => random.Next(1, Largest + 1),
        _ => random.Next(1, 80),
    };

    /// <summary>The smallest multiple that is no smaller.</summary>
    public static int RoundUp(int size, int multiple) => (size + multiple - 1) / multiple * multiple;
}
