namespace DropoutGen.Theory;

/// <summary>Eigenvalues and eigenvectors of a symmetric tridiagonal matrix, by the QL method with implicit shifts.</summary>
/// <remarks>
/// Bowdler, Martin, Reinsch, Wilkinson: The QR and QL algorithms for symmetric matrices (1968), procedure tql2. The package
/// depends on no other, so it is here; the tests hold it against a library.
/// </remarks>
internal static class SymmetricTridiagonal
{
    private const int MostIterations = 60;

    /// <summary>Computes all eigenvalues, in ascending order, and their eigenvectors.</summary>
    /// <param name="diagonal">n values; replaced by the eigenvalues.</param>
    /// <param name="beside">n - 1 values next to the diagonal.</param>
    /// <returns>Eigenvector k in column k: n x n values.</returns>
    public static double[,] Decompose(double[] diagonal, ReadOnlySpan<double> beside)
    {
        int size = diagonal.Length;
        var vectors = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            vectors[i, i] = 1;
        }

        var off = new double[size];
        beside.CopyTo(off);
        for (int l = 0; l < size; l++)
        {
            int iterations = 0;
            for (int m = Split(diagonal, off, l); m > l; m = Split(diagonal, off, l))
            {
                if (++iterations > MostIterations)
                {
                    throw new ArithmeticException($"An eigenvalue of a tridiagonal matrix of size {size} did not converge.");
                }

                Sweep(diagonal, off, vectors, l, m);
            }
        }

        Sort(diagonal, vectors);
        return vectors;
    }

    // The first index from l on behind which the matrix falls apart.
    private static int Split(double[] diagonal, double[] off, int l)
    {
        int m = l;
        while (m < diagonal.Length - 1)
        {
            double scale = Math.Abs(diagonal[m]) + Math.Abs(diagonal[m + 1]);
            if (scale + Math.Abs(off[m]) == scale)
            {
                break;
            }

            m++;
        }

        return m;
    }

    private static void Sweep(double[] diagonal, double[] off, double[,] vectors, int l, int m)
    {
        double g = (diagonal[l + 1] - diagonal[l]) / (2 * off[l]);
        double r = double.Hypot(g, 1);
        g = diagonal[m] - diagonal[l] + (off[l] / (g + Math.CopySign(r, g)));
        double sine = 1;
        double cosine = 1;
        double p = 0;
        for (int i = m - 1; i >= l; i--)
        {
            double f = sine * off[i];
            double b = cosine * off[i];
            r = double.Hypot(f, g);
            off[i + 1] = r;
            if (r == 0)
            {
                diagonal[i + 1] -= p;
                off[m] = 0;
                return;
            }

            sine = f / r;
            cosine = g / r;
            g = diagonal[i + 1] - p;
            r = ((diagonal[i] - g) * sine) + (2 * cosine * b);
            p = sine * r;
            diagonal[i + 1] = g + p;
            g = (cosine * r) - b;
            for (int k = 0; k < diagonal.Length; k++)
            {
                double upper = vectors[k, i + 1];
                vectors[k, i + 1] = (sine * vectors[k, i]) + (cosine * upper);
                vectors[k, i] = (cosine * vectors[k, i]) - (sine * upper);
            }
        }

        diagonal[l] -= p;
        off[l] = g;
        off[m] = 0;
    }

    private static void Sort(double[] values, double[,] vectors)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        double[] unsorted = [.. values];
        double[,] columns = (double[,])vectors.Clone();
        Array.Sort([.. unsorted], order);
        for (int k = 0; k < order.Length; k++)
        {
            values[k] = unsorted[order[k]];
            for (int i = 0; i < order.Length; i++)
            {
                vectors[i, k] = columns[i, order[k]];
            }
        }
    }
}
