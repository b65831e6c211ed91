namespace DropoutGen.CompilerServices;

/// <summary>Euclidean norm of the gradient of all parameters together.</summary>
internal static class GradientNorm
{
    public static double Compute(ReadOnlySpan<float> gradients)
    {
        // Eight sums in double: a float sum over a million squares would lose digits, one double sum waits on itself.
        Span<double> sums = stackalloc double[8];
        sums.Clear();
        int i = 0;
        for (; i + 8 <= gradients.Length; i += 8)
        {
            for (int j = 0; j < 8; j++)
            {
                double value = gradients[i + j];
                sums[j] += value * value;
            }
        }

        double total = 0;
        for (; i < gradients.Length; i++)
        {
            total += (double)gradients[i] * gradients[i];
        }

        foreach (double sum in sums)
        {
            total += sum;
        }

        return Math.Sqrt(total);
    }
}
