using DropoutGen.Theory;
using MathNet.Numerics.LinearAlgebra;

namespace DropoutGen.Runtime.Tests.Theory;

/// <summary>Own eigenvalues against a library's.</summary>
public sealed class LanczosTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(25)]
    public void Tridiagonal_matrices_are_decomposed(int size)
    {
        var random = new Random(size);
        double[] diagonal = [.. Enumerable.Range(0, size).Select(_ => (4 * random.NextDouble()) - 2)];
        double[] beside = [.. Enumerable.Range(1, size - 1).Select(_ => (2 * random.NextDouble()) - 1)];
        Matrix<double> matrix = Matrix<double>.Build.Dense(size, size, (i, j) =>
            i == j ? diagonal[i] : Math.Abs(i - j) == 1 ? beside[Math.Min(i, j)] : 0);
        double[] expected = [.. matrix.Evd(Symmetricity.Symmetric).EigenValues.Select(static value => value.Real).Order()];
        double[] values = [.. diagonal];
        Matrix<double> vectors = Matrix<double>.Build.DenseOfArray(SymmetricTridiagonal.Decompose(values, beside));
        for (int i = 0; i < size; i++)
        {
            Assert.Equal(expected[i], values[i], 1e-12);
        }

        Assert.InRange(((matrix * vectors) - (vectors * Matrix<double>.Build.DenseOfDiagonalArray(values))).L2Norm(), 0, 1e-12);
        Assert.InRange((vectors.TransposeThisAndMultiply(vectors) - Matrix<double>.Build.DenseIdentity(size)).L2Norm(), 0, 1e-12);
    }

    [Fact]
    public void A_matrix_that_falls_apart_is_decomposed_too()
    {
        double[] values = [3, 1, 2, 2];
        SymmetricTridiagonal.Decompose(values, [0, 1e-300, 0]);
        Assert.Equal([1, 2, 2, 3], values);
    }

    [Fact]
    public void Extreme_eigenvalues_are_found_in_few_steps()
    {
        // 200 eigenvalues in [0, 1], one at 5 and one at -3.
        double[] diagonal = [.. Enumerable.Range(0, 200).Select(static i => i / 200.0), 5, -3];
        Spectrum spectrum = Lanczos.Run(diagonal.Length, Product(diagonal), 20, seed: 1);
        Assert.Equal(5, spectrum.Largest.Value, 1e-9);
        Assert.Equal(-3, spectrum.Smallest.Value, 1e-9);
        Assert.InRange(spectrum.Largest.Residual, 0, 1e-6);
        Assert.Equal(1, Math.Abs(spectrum.Largest.Direction[200]), 1e-9);
        Assert.Equal(20, spectrum.RitzValues.Length);
    }

    [Fact]
    public void Few_steps_say_how_far_off_they_are()
    {
        double[] diagonal = [.. Enumerable.Range(0, 100).Select(static i => (double)i)];
        Spectrum spectrum = Lanczos.Run(100, Product(diagonal), 5, seed: 1);
        Assert.InRange(99 - spectrum.Largest.Value, 1e-3, spectrum.Largest.Residual);
    }

    [Fact]
    public void Repeated_eigenvalues_end_the_iteration()
    {
        Spectrum spectrum = Lanczos.Run(6, Product([2, 2, 2, 1, 1, 1]), 6, seed: 1);
        Assert.Equal([1, 2], spectrum.RitzValues.Select(static value => Math.Round(value, 9)));
        Assert.InRange(spectrum.Largest.Residual, 0, 1e-9);
        Assert.Equal([0], Lanczos.Run(3, Product([0, 0, 0]), 3, seed: 1).RitzValues);
    }

    private static MatrixProduct Product(double[] diagonal) => (vector, product) =>
    {
        for (int i = 0; i < diagonal.Length; i++)
        {
            product[i] = diagonal[i] * vector[i];
        }
    };
}
