namespace DropoutGen.Theory;

/// <summary>A symmetric positive definite matrix as L L'.</summary>
internal sealed class CholeskyFactor
{
    // A pivot this much smaller than its diagonal element is what rounding leaves of zero.
    private const double SmallestPivot = 1e-12;

    private readonly double[,] _lower;

    private CholeskyFactor(double[,] lower) => _lower = lower;

    /// <summary>Factors in place; reads the lower triangle only. Null where the matrix is not positive definite.</summary>
    public static CholeskyFactor? Of(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        for (int j = 0; j < size; j++)
        {
            double pivot = matrix[j, j];
            for (int k = 0; k < j; k++)
            {
                pivot -= matrix[j, k] * matrix[j, k];
            }

            if (!(pivot > SmallestPivot * matrix[j, j]))
            {
                return null;
            }

            matrix[j, j] = Math.Sqrt(pivot);
            for (int i = j + 1; i < size; i++)
            {
                double sum = matrix[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= matrix[i, k] * matrix[j, k];
                }

                matrix[i, j] = sum / matrix[j, j];
            }
        }

        return new CholeskyFactor(matrix);
    }

    /// <summary>Replaces a right-hand side by the solution.</summary>
    public void Solve(Span<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            for (int k = 0; k < i; k++)
            {
                values[i] -= _lower[i, k] * values[k];
            }

            values[i] /= _lower[i, i];
        }

        for (int i = values.Length - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < values.Length; k++)
            {
                values[i] -= _lower[k, i] * values[k];
            }

            values[i] /= _lower[i, i];
        }
    }
}
