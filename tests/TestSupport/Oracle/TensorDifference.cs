using System.Globalization;
using System.Numerics;

namespace DropoutGen.TestSupport.Oracle;

/// <summary>
/// How far a tensor is from its reference: max|a - b| / max|b|. Equal NaNs and equal infinities are no difference; one
/// on one side only is an infinite one.
/// </summary>
public sealed record TensorDifference(
    string Name, double Relative, int WorstIndex, double Actual, double Expected, double LargestExpected, int Count)
{
    /// <summary>max|a - b|.</summary>
    public double Absolute => Relative == 0 ? 0 : Math.Abs(Actual - Expected);

    public static TensorDifference Between(
        string name, ReadOnlySpan<float> actual, ReadOnlySpan<double> expected) => Compare(name, actual, expected);

    public static TensorDifference Between(
        string name, ReadOnlySpan<double> actual, ReadOnlySpan<double> expected) => Compare(name, actual, expected);

    /// <exception cref="TensorMismatchException">The difference exceeds the tolerance.</exception>
    public void RequireWithin(double tolerance)
    {
        if (!(Relative <= tolerance))
        {
            throw new TensorMismatchException(string.Create(
                CultureInfo.InvariantCulture,
                $"{this} exceeds the tolerance of {tolerance:g3}."));
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: max|a-b| / max|b| = {Relative:g3} at index {WorstIndex} of {Count}: "
        + $"{Actual:r} against {Expected:r}, max|b| = {LargestExpected:g4}");

    private static TensorDifference Compare<T>(string name, ReadOnlySpan<T> actual, ReadOnlySpan<double> expected)
        where T : INumber<T>
    {
        if (actual.Length != expected.Length)
        {
            throw new TensorMismatchException($"{name}: {actual.Length} values, expected {expected.Length}.");
        }

        double largest = 0;
        double worst = -1;
        int index = -1;
        for (int i = 0; i < expected.Length; i++)
        {
            double a = double.CreateChecked(actual[i]);
            double difference = a.Equals(expected[i]) ? 0 : Math.Abs(a - expected[i]);
            if (double.IsNaN(difference))
            {
                difference = double.PositiveInfinity;
            }

            if (double.IsFinite(expected[i]))
            {
                largest = Math.Max(largest, Math.Abs(expected[i]));
            }

            if (difference > worst)
            {
                (worst, index) = (difference, i);
            }
        }

        return index < 0
            ? new TensorDifference(name, 0, -1, 0, 0, 0, 0)
            : new TensorDifference(
                name,
                worst == 0 ? 0 : worst / largest,
                index,
                double.CreateChecked(actual[index]),
                expected[index],
                largest,
                expected.Length);
    }
}

/// <summary>A tensor is too far from its reference.</summary>
public sealed class TensorMismatchException(string message) : Exception(message);
