namespace DropoutGen.CompilerServices;

/// <summary>Euclidean norm of the gradient of all parameters together.</summary>
internal sealed class GradientNorm(AlignedBuffer gradients) : ParallelWork
{
    // Blocks have a fixed size, so that sums do not depend on who computes them.
    private const int BlockValues = 16_384;
    private const int OperationsPerValue = 8;

    private readonly double[] _sums = new double[(gradients.Length + BlockValues - 1) / BlockValues];

    /// <summary>Returns the norm.</summary>
    public double Compute<TNetwork>(PassRunner<TNetwork> runner)
        where TNetwork : class, INetwork<TNetwork>
    {
        if (!runner.TryRun(this, (long)gradients.Length * OperationsPerValue, _sums.Length))
        {
            Run(0, 1);
        }

        double total = 0;
        foreach (double sum in _sums)
        {
            total += sum;
        }

        return Math.Sqrt(total);
    }

    public override void Run(int part, int parts)
    {
        int end = WorkSplit.Start(_sums.Length, 1, part + 1, parts);
        for (int block = WorkSplit.Start(_sums.Length, 1, part, parts); block < end; block++)
        {
            int first = block * BlockValues;
            _sums[block] = SumOfSquares(gradients.Span.Slice(first, Math.Min(BlockValues, gradients.Length - first)));
        }
    }

    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        // Eight sums in double: a float sum over many squares would lose digits, one double sum waits on itself.
        Span<double> sums = stackalloc double[8];
        sums.Clear();
        int i = 0;
        for (; i + 8 <= values.Length; i += 8)
        {
            for (int j = 0; j < 8; j++)
            {
                double value = values[i + j];
                sums[j] += value * value;
            }
        }

        double total = 0;
        for (; i < values.Length; i++)
        {
            total += (double)values[i] * values[i];
        }

        foreach (double sum in sums)
        {
            total += sum;
        }

        return total;
    }
}
