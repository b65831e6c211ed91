using DropoutGen.CompilerServices;

namespace DropoutGen.Runtime.Tests.Uncertainty;

/// <summary>Order statistics with and without keeping the values.</summary>
public sealed class PassValuesTests
{
    private const int Rows = 3;
    private const int Outputs = 2;
    private const int Stride = 16;
    private const int FirstRow = 128;

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(1_000)]
    public void Both_ways_give_the_order_statistics(int passes)
    {
        var random = new Random(passes);
        float[][] drawn = [.. Enumerable.Range(0, passes).Select(_ => Draw(random))];
        int[] ranks = [.. new SortedSet<int> { 0, passes / 3, passes / 2, passes - 1 }];
        var values = new PassValues(Outputs, passes);
        values.Begin(FirstRow);
        var selection = new PassSelection(Outputs, FirstRow, Rows, ranks);
        Run(values, drawn);
        while (!selection.IsDone)
        {
            Run(selection, drawn);
            selection.EndRound();
        }

        Span<float> kept = new float[ranks.Length];
        Span<float> selected = new float[ranks.Length];
        for (int row = 0; row < Rows; row++)
        {
            for (int output = 0; output < Outputs; output++)
            {
                float[] sorted = [.. drawn.Select(pass => pass[(row * Stride) + output]).Order()];
                float[] expected = [.. ranks.Select(rank => sorted[rank])];
                values.Select(row, output, ranks, kept);
                selection.Select(row, output, selected);
                Assert.Equal(expected, kept.ToArray());
                Assert.Equal(expected, selected.ToArray());
            }
        }
    }

    [Fact]
    public void What_is_not_a_number_is_not_swallowed()
    {
        float[][] drawn = [.. Enumerable.Range(0, 5).Select(static pass => new float[Rows * Stride])];
        drawn[3][Stride] = float.NaN;
        var values = new PassValues(Outputs, 5);
        values.Begin(FirstRow);
        var selection = new PassSelection(Outputs, FirstRow, Rows, [1, 4]);
        Run(values, drawn);
        while (!selection.IsDone)
        {
            Run(selection, drawn);
            selection.EndRound();
        }

        Span<float> results = new float[2];
        for (int output = 0; output < Outputs; output++)
        {
            float expected = output == 0 ? float.NaN : 0f;
            values.Select(1, output, [1, 4], results);
            Assert.Equal([expected, expected], results.ToArray());
            selection.Select(1, output, results);
            Assert.Equal([expected, expected], results.ToArray());
        }
    }

    // Both signs, large and tiny values, infinities, many ties.
    private static float[] Draw(Random random)
    {
        var values = new float[Rows * Stride];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.Next(8) switch
            {
                0 => random.Next(-3, 4),
                1 => float.PositiveInfinity,
                2 => float.NegativeInfinity,
                3 => 0f,
                _ => (random.NextSingle() - 0.5f) * MathF.Pow(10, random.Next(-40, 38)),
            };
        }

        return values;
    }

    private static void Run(IPassRecorder recorder, float[][] drawn)
    {
        for (int pass = 0; pass < drawn.Length; pass++)
        {
            recorder.Add(drawn[pass], Stride, FirstRow, Rows, pass + 1);
        }
    }
}
