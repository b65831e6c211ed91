using System.Globalization;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>
/// The oracle's tensors, and how far each may be missed: by the usual tolerance, or by what rounding may do to it. The
/// latter is found by running the oracle with noise of that size, and only for tensors that need it.
/// </summary>
internal sealed class ExpectedTensors(Func<OracleNoise?, Tensors<double>> run)
{
    /// <summary>Norm-wise: max|a - b| / max|b|.</summary>
    public const double Tolerance = 2e-5;

    // Noise is drawn a few times; float sums of many terms gather more than the one rounding that is drawn.
    private const int Draws = 3;
    private const double Factor = 16;

    // However badly conditioned: a fault would not be told from it.
    private const double Most = 1e-2;

    // What rounding may change by all that it is, is zero but for rounding: the gradient behind a tanh that is 1 in single
    // precision, the entropy of a probability that is. It may be as large as rounding makes it.
    private const double RoundingAlone = 1;

    // Where floats end, at 1e-38, doubles go on; and doubles that should be equal differ by 1e-16, their variances by the
    // square of it. What is smaller than this is zero on both sides.
    private const double Nothing = 1e-30;

    // What is smaller than this share of the largest tensor is the rounding of doubles.
    private const double NothingBeside = 1e-13;

    private readonly Tensors<double> _exact = run(null);
    private readonly Lazy<Tensors<double>[]> _disturbed = new(() =>
        [.. Enumerable.Range(1, Draws).Select(seed => run(new OracleNoise(seed)))]);

    /// <summary>Compares tensors with the oracle's.</summary>
    public TensorCounts Compare(Tensors<float> actual, Action<string> fail)
    {
        int loose = 0;
        int roundingAlone = 0;
        if (!actual.All.Select(static tensor => tensor.Name).SequenceEqual(_exact.All.Select(static tensor => tensor.Name)))
        {
            fail($"has {string.Join(", ", actual.All.Select(static tensor => tensor.Name))}; expected {string.Join(", ", _exact.All.Select(static tensor => tensor.Name))}");
            return default;
        }

        double largest = _exact.All.Max(static tensor => tensor.Values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max());
        for (int i = 0; i < actual.All.Count; i++)
        {
            (string name, double[] expected, int degree) = _exact.All[i];
            TensorDifference difference = TensorDifference.Between(name, actual.All[i].Values, expected);
            if (difference.LargestExpected > float.MaxValue)
            {
                // It leaves single precision: an exponential of values that dropout at an extreme rate made large.
                continue;
            }

            if (difference.LargestExpected > 0 && difference.LargestExpected < NothingBeside * largest)
            {
                // Zero but for the oracle's own rounding: the gradient of a mean that a normalisation takes away again.
                difference = difference with { Relative = actual.All[i].Values.Max(MathF.Abs) / largest };
            }

            if (difference.Relative <= degree * Tolerance || difference.Absolute <= Nothing)
            {
                continue;
            }

            double rounding = Factor * _disturbed.Value.Max(disturbed => TensorDifference.Between(name, disturbed.All[i].Values, expected).Relative);
            bool isRoundingAlone = rounding >= RoundingAlone;
            double tolerance = isRoundingAlone ? rounding : Math.Min(Most, rounding);
            if (difference.Relative <= tolerance)
            {
                loose++;
                roundingAlone += isRoundingAlone ? 1 : 0;
            }
            else
            {
                fail(string.Create(CultureInfo.InvariantCulture, $"{difference}; rounding explains {tolerance:g3}"));
            }
        }

        return new TensorCounts(actual.All.Count, loose, roundingAlone);
    }
}
