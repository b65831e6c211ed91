namespace DropoutGen.Runtime.Tests.Masks;

public class MaskGeneratorBufferTests
{
    private const int Guard = 256;
    private const uint Mark = 0xC0FFEE11;

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.1)]
    public void Nothing_is_written_outside_the_needed_words(double rate)
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            foreach (int units in (ReadOnlySpan<int>)[1, 5, 37, 100, 128, 130, 1000])
            {
                foreach (int rows in (ReadOnlySpan<int>)[0, 1, 2, 15, 16, 17, 31, 33, 130])
                {
                    foreach (int passes in (ReadOnlySpan<int>)[0, 1, 3])
                    {
                        CheckGuards(width, new MaskRequest(units, rows, rows, passes, 5, 3, 9), rate);
                    }
                }
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            // Whole blocks, shared blocks at their place, shared blocks that are moved.
            AssertNoAllocation(width, new MaskRequest(300, 33, 5, 2));
            AssertNoAllocation(width, new MaskRequest(5, 128, 16, 1));
            AssertNoAllocation(width, new MaskRequest(5, 33, 5, 3));
        }
    }

    private static void CheckGuards(VectorWidth width, MaskRequest request, double rate)
    {
        int needed = request.Layout.WordCount(request.Passes * request.Rows);
        var words = new uint[needed + (2 * Guard)];

        // The exact length, and one that would let the generator go on.
        foreach (int length in (ReadOnlySpan<int>)[needed, needed + Guard])
        {
            Array.Fill(words, Mark);
            request.Fill(width, words.AsSpan(Guard, length), rate);
            bool written =
                words.AsSpan(0, Guard).ContainsAnyExcept(Mark) || words.AsSpan(Guard + needed).ContainsAnyExcept(Mark);
            Assert.False(
                written,
                $"{request}, rate {rate}, {width}: a word outside the {needed} was written.");
        }
    }

    private static void AssertNoAllocation(VectorWidth width, MaskRequest request)
    {
        var words = new uint[request.Layout.WordCount(request.Passes * request.Rows)];
        request.Fill(width, words, 0.1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int repeat = 0; repeat < 10; repeat++)
        {
            request.Fill(width, words, 0.1);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
