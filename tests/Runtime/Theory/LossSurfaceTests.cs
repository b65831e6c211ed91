using DropoutGen.Theory;
using DropoutGen.TestSupport.Oracle;
using MathNet.Numerics.LinearAlgebra;
using Matrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;

namespace DropoutGen.Runtime.Tests.Theory;

/// <summary>Loss, Hessian and eigenvalues against the oracle's, through the same masks and through all masks.</summary>
public sealed class LossSurfaceTests
{
    private const int Passes = 40;
    private const ulong Seed = 5;

    [Theory]
    [InlineData(LossPart.Deterministic)]
    [InlineData(LossPart.Expected)]
    [InlineData(LossPart.Difference)]
    public void Losses_and_products_are_those_of_the_same_masks(LossPart part)
    {
        Enumeration oracle = Cases.Curved();
        using var surface = new LossSurface<CurvedValues, float>(
            oracle.Create<CurvedValues>(), Cases.Inputs2, Cases.Targets1, Passes, Seed);
        double[,] hessian = Hessian(oracle, part);
        double[] vector = [.. Enumerable.Range(0, surface.ParameterCount).Select(static i => Math.Sin(i + 1))];
        var product = new double[vector.Length];
        surface.MultiplyHessian(part, vector, product);
        double[] expected = Matrix.Build.DenseOfArray(hessian).Multiply(Vector<double>.Build.Dense(vector)).ToArray();
        double size = expected.Max(Math.Abs);
        Assert.All(expected.Zip(product), pair => Assert.Equal(pair.First, pair.Second, 2e-3 * size));

        double[] displacement = Array.ConvertAll(vector, static value => 0.1 * value);
        Displace(oracle, displacement);
        Assert.Equal(Loss(oracle, part), surface.Loss(part, displacement), 1e-6);
    }

    [Theory]
    [InlineData(LossPart.Deterministic)]
    [InlineData(LossPart.Expected)]
    [InlineData(LossPart.Difference)]
    public void Eigenvalues_are_those_of_the_whole_Hessian(LossPart part)
    {
        Enumeration oracle = Cases.Curved();
        using var surface = new LossSurface<CurvedValues, float>(
            oracle.Create<CurvedValues>(), Cases.Inputs2, Cases.Targets1, Passes, Seed);
        Matrix hessian = Matrix.Build.DenseOfArray(Hessian(oracle, part));
        double[] expected = [.. hessian.Add(hessian.Transpose()).Divide(2).Evd(Symmetricity.Symmetric).EigenValues.Select(static value => value.Real).Order()];
        Spectrum spectrum = surface.Eigenvalues(part);
        double tolerance = 2e-3 * Math.Max(-expected[0], expected[^1]);
        Assert.Equal(expected[^1], spectrum.Largest.Value, tolerance);
        Assert.Equal(expected[0], spectrum.Smallest.Value, tolerance);
        Assert.InRange(spectrum.Largest.Residual, 0, tolerance);
        Assert.Equal(1, spectrum.Largest.Direction.Sum(static value => value * value), 1e-9);
    }

    [Fact]
    public void Linear_least_squares_gets_a_positive_diagonal()
    {
        Enumeration exact = Cases.Linear(DropoutScaling.Inverted);
        using var surface = new LossSurface<LinearInverted, float>(
            exact.Create<LinearInverted>(), Cases.Inputs3, Cases.Targets2, 20_000, Seed) { DifferenceStep = 1 };
        double[] shift = LinearDropout.HessianShift(Cases.Inputs3, 3, outputs: 2, keepProbability: 0.75);
        Spectrum spectrum = surface.Eigenvalues(LossPart.Difference);

        // Sampled masks: a few percent; the biases' eigenvalues are 0.
        Assert.Equal(shift.Max(), spectrum.Largest.Value, 0.05 * shift.Max());
        Assert.Equal(0, spectrum.Smallest.Value, 0.05 * shift.Max());
        for (int input = 0; input < 3; input++)
        {
            var direction = new double[8];
            direction[input] = 2;
            Estimate curvature = surface.DifferenceAlong(direction, 5_000, seed: 77, Cases.Confidence);
            Assert.True(curvature.Contains(shift[input]), $"{curvature} does not contain {shift[input]}");
        }
    }

    [Fact]
    public void A_deeper_network_gets_a_negative_eigenvalue()
    {
        Enumeration exact = Cases.Curved();
        Matrix difference = Matrix.Build.DenseOfArray(exact.ExpectedHessian()) - Matrix.Build.DenseOfArray(exact.PlainHessian());
        Assert.True(difference.Evd(Symmetricity.Symmetric).EigenValues[0].Real < -0.05);

        using var surface = new LossSurface<CurvedValues, float>(
            exact.Create<CurvedValues>(), Cases.Inputs2, Cases.Targets1, 500, Seed);
        double[] direction = [.. surface.Eigenvalues(LossPart.Difference).Smallest.Direction];
        Vector<double> v = Vector<double>.Build.Dense(direction);
        double along = v.DotProduct(difference.Multiply(v));
        Estimate measured = surface.DifferenceAlong(direction, 20_000, seed: 77, Cases.Confidence);
        Assert.True(measured.Contains(along), $"{measured} does not contain {along}");
        Assert.True(measured.Upper < 0);
    }

    [Fact]
    public void The_network_is_left_alone()
    {
        var network = new CurvedClasses(2);
        float[] before = [.. network.Parameters.SelectMany(static parameter => parameter.ToArray())];
        using var surface = new LossSurface<CurvedClasses, int>(network, Cases.Inputs2, Cases.Labels, 3, Seed);
        surface.Eigenvalues(LossPart.Difference);
        Assert.Equal(before, network.Parameters.SelectMany(static parameter => parameter.ToArray()));
        Assert.Equal(0.5, network.Dropouts[0].Rate);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Assert.Contains("classic", Assert.Throws<ArgumentException>(() => new LossSurface<LinearClassic, float>(
            new LinearClassic(1), Cases.Inputs3, Cases.Targets2, 2, Seed)).Message, StringComparison.Ordinal);
        using var surface = new LossSurface<LinearInverted, float>(
            new LinearInverted(1), Cases.Inputs3, Cases.Targets2, 2, Seed);
        Assert.Throws<ArgumentException>(() => surface.Loss(LossPart.Expected, new double[7]));
        Assert.Throws<ArgumentException>(() => surface.DifferenceAlong(new double[8], 2, Seed));
        Assert.Throws<ArgumentOutOfRangeException>(() => surface.DifferenceStep = 0);
        var product = new double[8];
        surface.MultiplyHessian(LossPart.Expected, new double[8], product);
        Assert.All(product, static value => Assert.Equal(0, value));
    }

    private static double[,] Hessian(Enumeration oracle, LossPart part) => oracle.Hessian(() => Combine(
        part, () => MeanGradient(oracle), () => oracle.Gradient(null)));

    private static double Loss(Enumeration oracle, LossPart part) => Combine(
        part, () => [Masks(oracle).Average(oracle.Loss)], () => [oracle.Loss(null)])[0];

    private static double[] Combine(LossPart part, Func<double[]> expected, Func<double[]> plain) => part switch
    {
        LossPart.Deterministic => plain(),
        LossPart.Expected => expected(),
        _ => [.. expected().Zip(plain(), static (with, without) => with - without)],
    };

    private static double[] MeanGradient(Enumeration oracle)
    {
        double[][] gradients = [.. Masks(oracle).Select(oracle.Gradient)];
        return [.. gradients[0].Select((_, i) => gradients.Average(gradient => gradient[i]))];
    }

    private static IEnumerable<MaskSource> Masks(Enumeration oracle) =>
        Enumerable.Range(0, Passes).Select(pass => oracle.Oracle.PhiloxMasks(Seed, (ulong)pass));

    private static void Displace(Enumeration oracle, double[] displacement)
    {
        int position = 0;
        foreach (OracleParameter parameter in oracle.Oracle.Parameters)
        {
            for (int i = 0; i < parameter.Values.Length; i++)
            {
                parameter.Values[i] += displacement[position++];
            }
        }
    }
}
