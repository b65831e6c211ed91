using System.Globalization;
using System.Runtime.Intrinsics;
using DropoutGen.CompilerServices;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Functions;

/// <summary>
/// The elementary functions of the kernels against double precision, on every width. Bounds are relative where the
/// result is at least 1e-35, and absolute below: no more than the smallest normal float.
/// </summary>
public sealed class KernelMathTests
{
    private const double Unit = 1.0 / (1 << 23);
    private const double SmallestNormal = 1.1754943508222875e-38;

    // Below, intermediate results lose digits to underflow, and exp is flushed to zero.
    private const double RelativeFrom = 1e-35;

    private delegate Vector128<float> Function128(Vector128<float> x);

    private delegate Vector256<float> Function256(Vector256<float> x);

    private delegate Vector512<float> Function512(Vector512<float> x);

    // Relative bounds in units of 2^-23, as measured and a little more.
    private static readonly Dictionary<string, Function> s_functions = new Function[]
    {
        new("Exp", Math.Exp, KernelMath.Exp, KernelMath.Exp, KernelMath.Exp, KernelMath.Exp, 1),
        new("ExpMinusOne", OracleMath.ExpMinusOne, KernelMath.ExpMinusOne, KernelMath.ExpMinusOne, KernelMath.ExpMinusOne, KernelMath.ExpMinusOne, 2),
        new("Tanh", Math.Tanh, KernelMath.Tanh, KernelMath.Tanh, KernelMath.Tanh, KernelMath.Tanh, 2),
        new("Sigmoid", OracleMath.Sigmoid, KernelMath.Sigmoid, KernelMath.Sigmoid, KernelMath.Sigmoid, KernelMath.Sigmoid, 2),
        new("Softplus", Softplus, KernelMath.Softplus, KernelMath.Softplus, KernelMath.Softplus, KernelMath.Softplus, 3),
        new("Erf", OracleMath.Erf, KernelMath.Erf, KernelMath.Erf, KernelMath.Erf, KernelMath.Erf, 6),
    }.ToDictionary(static function => function.Name);

    public static TheoryData<string> Names => [.. s_functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees_with_double_precision(string name)
    {
        Function function = s_functions[name];
        float[] points = Points();
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            float[] values = function.Run(width, points);
            double worstRelative = 0;
            double worstAbsolute = 0;
            float relativeAt = 0;
            for (int i = 0; i < points.Length; i++)
            {
                double expected = function.Reference(points[i]);
                if (Math.Abs(expected) > float.MaxValue)
                {
                    // Within a rounding error of the limit either side is right.
                    Assert.True(values[i] > 3.4e38f, $"{width} {name}({points[i]:r}) = {values[i]:r}");
                    continue;
                }

                Assert.False(float.IsNaN(values[i]), $"{width} {name}({points[i]:r}) is NaN.");
                double error = Math.Abs(values[i] - expected);
                worstAbsolute = Math.Max(worstAbsolute, Math.Abs(expected) < 1 ? error : 0);
                if (Math.Abs(expected) < RelativeFrom)
                {
                    Assert.True(error <= SmallestNormal, $"{width} {name}({points[i]:r}) = {values[i]:r}, expected {expected:r}");
                }
                else if (error / Math.Abs(expected) > worstRelative)
                {
                    (worstRelative, relativeAt) = (error / Math.Abs(expected), points[i]);
                }
            }

            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{width} {name}: relative {worstRelative / Unit:f2} * 2^-23 at {relativeAt:r}, absolute {worstAbsolute:g3}"));
            Assert.True(
                worstRelative <= function.Units * Unit,
                string.Create(CultureInfo.InvariantCulture, $"{width} {name}: {worstRelative / Unit:f2} units at {relativeAt:r}"));
        }
    }

    [Theory]
    [InlineData("Exp", 1, 1, 0, float.PositiveInfinity)]
    [InlineData("ExpMinusOne", 0, 0, -1, float.PositiveInfinity)]
    [InlineData("Tanh", 0, 0, -1, 1)]
    [InlineData("Sigmoid", 0.5, 0.5, 0, 1)]
    [InlineData("Erf", 0, 0, -1, 1)]
    public void Has_the_right_values_at_the_ends(string name, float atZero, float atMinusZero, float below, float above)
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            float[] values = s_functions[name].Run(
                width, [0f, -0f, float.NegativeInfinity, float.PositiveInfinity, float.MinValue, float.MaxValue]);
            Assert.Equal([atZero, atMinusZero, below, above, below, above], values.Select(static value => value + 0f));
        }
    }

    [Fact]
    public void Softplus_has_the_right_values_at_the_ends()
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            float[] values = s_functions["Softplus"].Run(
                width, [float.NegativeInfinity, float.PositiveInfinity, float.MinValue, float.MaxValue]);
            Assert.Equal([0f, float.PositiveInfinity, 0f, float.MaxValue], values);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_stays_NaN_and_in_its_lane(string name)
    {
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            for (int lane = 0; lane < 16; lane++)
            {
                var points = new float[16];
                points[lane] = float.NaN;
                float[] values = s_functions[name].Run(width, points);
                Assert.Equal([lane], Enumerable.Range(0, 16).Where(i => float.IsNaN(values[i])));
            }
        }
    }

    private static double Softplus(double x) => Math.Max(x, 0) + OracleMath.LogOnePlus(Math.Exp(-Math.Abs(x)));

    // Evenly over the ranges in which the functions change, and by size over all floats; whole vectors of 16.
    private static float[] Points()
    {
        var points = new List<float>();
        for (int i = -40_000; i <= 40_000; i++)
        {
            points.Add(i * (100f / 40_000));
            points.Add(i * (6f / 40_000));
        }

        for (double size = 1e-45; size < 3e38; size *= 1.01)
        {
            points.Add((float)size);
            points.Add((float)-size);
        }

        // Both sides of where exp overflows and underflows.
        for (int i = -200; i <= 200; i++)
        {
            points.Add(88.722839f + (i * 1e-5f));
            points.Add(-87.336544f + (i * 1e-5f));
        }

        while (points.Count % 16 != 0)
        {
            points.Add(1f);
        }

        return [.. points];
    }

    private sealed record Function(
        string Name,
        Func<double, double> Reference,
        Func<float, float> Scalar,
        Function128 By128,
        Function256 By256,
        Function512 By512,
        double Units)
    {
        public float[] Run(VectorWidth width, float[] points)
        {
            var padded = new float[(points.Length + 15) / 16 * 16];
            points.CopyTo(padded, 0);
            var values = new float[padded.Length];
            int step = width switch
            {
                VectorWidth.Vector512 => 16,
                VectorWidth.Vector256 => 8,
                VectorWidth.Vector128 => 4,
                _ => 1,
            };
            for (int i = 0; i < padded.Length; i += step)
            {
                switch (step)
                {
                    case 16:
                        By512(Vector512.LoadUnsafe(ref padded[i])).StoreUnsafe(ref values[i]);
                        break;
                    case 8:
                        By256(Vector256.LoadUnsafe(ref padded[i])).StoreUnsafe(ref values[i]);
                        break;
                    case 4:
                        By128(Vector128.LoadUnsafe(ref padded[i])).StoreUnsafe(ref values[i]);
                        break;
                    default:
                        values[i] = Scalar(padded[i]);
                        break;
                }
            }

            return values[..points.Length];
        }
    }
}
