using DropoutGen.CompilerServices;

namespace DropoutGen.Numerics.Tests.Functions;

/// <summary>The list of a row's values that are not zero, for every set of eight neighbours and for rows of all lengths.</summary>
public sealed class NonZerosTests
{
    [Fact]
    public void Every_set_of_eight_neighbours()
    {
        for (int set = 0; set < 256; set++)
        {
            float[] row = [.. Enumerable.Range(0, 8).Select(i => (set >> i & 1) == 0 ? 0f : i + 1f)];
            Require([.. row, .. row.Reverse(), 0f, 5f]);
        }
    }

    [Fact]
    public void Rows_of_all_lengths_and_densities()
    {
        var random = new Random(5);
        for (int length = 1; length < 140; length++)
        {
            Require([.. Enumerable.Range(0, length).Select(_ => random.Next(0, 1 + (length % 4)) == 0 ? 0f : random.NextSingle() - 0.5f)]);
        }
    }

    [Fact]
    public void Negative_zero_is_zero_and_NaN_is_not() =>
        Require([-0f, float.NaN, 0f, float.PositiveInfinity, float.Epsilon, -0f, 0f, float.NegativeInfinity, -0f, float.NaN]);

    private static void Require(float[] row)
    {
        var positions = new int[row.Length];
        int count = (int)KernelMath.ListNonZeros(ref row[0], positions);
        Assert.Equal(Enumerable.Range(0, row.Length).Where(i => row[i] != 0f), positions.Take(count));
    }
}
