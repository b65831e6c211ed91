namespace DropoutGen;

/// <summary>
/// Random whole numbers for the order of rows: words of the Philox block with counter (i / 4, 0, epoch, 2^31 + 1), which
/// neither masks nor initial weights use. An order depends on seed and epoch alone.
/// </summary>
internal struct RandomOrder(ulong seed, int epoch)
{
    private const uint Stream = 0x8000_0001;

    private WordBlock _words;
    private uint _next;

    /// <summary>The numbers 0 to <paramref name="count"/> - 1, shuffled (Fisher, Yates).</summary>
    public static int[] Permutation(int count, ulong seed, int epoch)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        var random = new RandomOrder(seed, epoch);
        for (int i = count - 1; i > 0; i--)
        {
            int other = random.NextIndex(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }

    /// <summary>A number of 0 or above and below <paramref name="count"/>, each as likely (Lemire 2019).</summary>
    public int NextIndex(int count)
    {
        ulong product = (ulong)NextWord() * (uint)count;
        if ((uint)product < (uint)count)
        {
            uint least = (uint)-count % (uint)count;
            while ((uint)product < least)
            {
                product = (ulong)NextWord() * (uint)count;
            }
        }

        return (int)(product >> 32);
    }

    private uint NextWord()
    {
        if (_next % 4 == 0)
        {
            Philox4x32.Block(_next / 4, 0, (uint)epoch, Stream, (uint)seed, (uint)(seed >> 32), _words);
        }

        return _words[(int)(_next++ % 4)];
    }

    [System.Runtime.CompilerServices.InlineArray(4)]
    private struct WordBlock
    {
        private uint _first;
    }
}
