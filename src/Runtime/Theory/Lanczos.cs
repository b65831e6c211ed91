using System.Collections.Immutable;

namespace DropoutGen.Theory;

/// <summary>Multiplies a symmetric matrix by a vector.</summary>
/// <param name="vector">The vector.</param>
/// <param name="product">Receives the product.</param>
internal delegate void MatrixProduct(ReadOnlySpan<double> vector, Span<double> product);

/// <summary>The extreme eigenvalues of a symmetric matrix that is known by its products with vectors alone.</summary>
/// <remarks>
/// Lanczos: An iteration method for the solution of the eigenvalue problem (1950), with every new vector made orthogonal to all
/// earlier ones, twice: rounding would bring back eigenvalues that were found before.
/// </remarks>
internal static class Lanczos
{
    // A remainder this much smaller than the largest one is rounding: the vectors so far span an invariant space.
    private const double Exhausted = 1e-10;

    /// <summary>Runs the iteration.</summary>
    /// <param name="size">Rows of the matrix.</param>
    /// <param name="product">Multiplies by the matrix.</param>
    /// <param name="steps">The most products, 1 or more.</param>
    /// <param name="seed">Key of the start vector.</param>
    public static Spectrum Run(int size, MatrixProduct product, int steps, ulong seed)
    {
        steps = Math.Min(steps, size);
        var basis = new List<double[]> { Start(size, seed) };
        var diagonal = new List<double>();
        var beside = new List<double>();
        double largest = 0;
        while (true)
        {
            var next = new double[size];
            product(basis[^1], next);
            diagonal.Add(Dot(basis[^1], next));
            Orthogonalize(next, basis);
            double length = Math.Sqrt(Dot(next, next));
            largest = Math.Max(largest, Math.Max(length, Math.Abs(diagonal[^1])));
            if (diagonal.Count == steps || length <= Exhausted * largest)
            {
                return Extremes(basis, [.. diagonal], [.. beside], diagonal.Count == size ? 0 : length);
            }

            beside.Add(length);
            basis.Add(Array.ConvertAll(next, value => value / length));
        }
    }

    private static Spectrum Extremes(List<double[]> basis, double[] diagonal, double[] beside, double remainder)
    {
        double[,] vectors = SymmetricTridiagonal.Decompose(diagonal, beside);
        int last = diagonal.Length - 1;
        return new Spectrum([.. diagonal], Pair(0), Pair(last));

        // The residual of a Ritz pair is the remainder times the last component of its vector.
        Eigenpair Pair(int k)
        {
            var direction = new double[basis[0].Length];
            for (int j = 0; j <= last; j++)
            {
                for (int i = 0; i < direction.Length; i++)
                {
                    direction[i] += vectors[j, k] * basis[j][i];
                }
            }

            return new Eigenpair(diagonal[k], Math.Abs(remainder * vectors[last, k]), [.. direction]);
        }
    }

    private static double[] Start(int size, ulong seed)
    {
        var vector = new double[size];
        Span<uint> block = stackalloc uint[4];
        for (int i = 0; i < size; i++)
        {
            Philox4x32.Block((uint)i, 0, 0, 0, (uint)seed, (uint)(seed >> 32), block);
            vector[i] = (block[0] / (double)uint.MaxValue * 2) - 1;
        }

        double length = Math.Sqrt(Dot(vector, vector));
        return Array.ConvertAll(vector, value => value / length);
    }

    private static void Orthogonalize(double[] vector, List<double[]> basis)
    {
        for (int round = 0; round < 2; round++)
        {
            foreach (double[] earlier in basis)
            {
                double share = Dot(vector, earlier);
                for (int i = 0; i < vector.Length; i++)
                {
                    vector[i] -= share * earlier[i];
                }
            }
        }
    }

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}

/// <summary>Eigenvalues of a Hessian as Lanczos' iteration finds them: the extreme ones first.</summary>
/// <param name="RitzValues">Approximate eigenvalues in ascending order; all of them after as many steps as there are parameters, if they differ.</param>
/// <param name="Smallest">The smallest eigenvalue.</param>
/// <param name="Largest">The largest eigenvalue.</param>
public sealed record Spectrum(ImmutableArray<double> RitzValues, Eigenpair Smallest, Eigenpair Largest);

/// <summary>An eigenvalue with its direction.</summary>
/// <param name="Value">The eigenvalue.</param>
/// <param name="Residual">Length of H v - value v: an exact eigenvalue is no farther off, up to the error of the products.</param>
/// <param name="Direction">The eigenvector v of length 1, over all parameters in declaration order, each row by row.</param>
public sealed record Eigenpair(double Value, double Residual, ImmutableArray<double> Direction);
