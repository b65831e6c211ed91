namespace DropoutGen.Benchmarks.Peers.Agreement;

/// <summary>How far two lists of values are apart.</summary>
internal static class Difference
{
    /// <summary>Largest difference as a share of the largest value of the second.</summary>
    public static double Relative(ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs)
    {
        if (ours.Length != theirs.Length)
        {
            throw new ArgumentException($"There are {ours.Length} values against {theirs.Length}.", nameof(theirs));
        }

        double difference = 0;
        double largest = 0;
        for (int i = 0; i < ours.Length; i++)
        {
            // Written so that a value that is not a number counts as a difference.
            double distance = Math.Abs((double)ours[i] - theirs[i]);
            difference = distance <= difference ? difference : distance;
            largest = Math.Max(largest, Math.Abs(theirs[i]));
        }

        return largest > 0 ? difference / largest : difference;
    }

    /// <summary>
    /// Norm of the difference as a share of the second's norm, all tensors together. For trained parameters: where a gradient
    /// is next to zero its sign is rounding, and Adam makes a whole step of a sign, so that single values may differ by all
    /// they are.
    /// </summary>
    public static double OfNorms(float[][] ours, float[][] theirs)
    {
        double difference = 0;
        double norm = 0;
        foreach ((float[] a, float[] b) in ours.Zip(theirs))
        {
            for (int i = 0; i < b.Length; i++)
            {
                difference += ((double)a[i] - b[i]) * ((double)a[i] - b[i]);
                norm += (double)b[i] * b[i];
            }
        }

        return Math.Sqrt(difference / norm);
    }

    /// <summary>The largest over several tensors.</summary>
    public static double Relative(float[][] ours, float[][] theirs) =>
        ours.Zip(theirs, static (a, b) => Relative(a, b)).Max();
}
