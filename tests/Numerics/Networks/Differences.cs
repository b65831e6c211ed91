using System.Globalization;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Numerics.Tests.Networks;

/// <summary>Collects comparisons of one test, reports the largest for each width, and fails with all that are too large.</summary>
internal sealed class Differences(double tolerance = Differences.Tolerance)
{
    /// <summary>Norm-wise, per tensor: what single precision keeps through a few layers.</summary>
    public const double Tolerance = 2e-5;

    private const double Nothing = 1e-13;

    private readonly Dictionary<VectorWidth, TensorDifference> _largest = [];
    private readonly List<string> _failures = [];

    public void Add(VectorWidth width, string name, ReadOnlySpan<float> actual, ReadOnlySpan<double> expected, double? tolerated = null)
    {
        TensorDifference difference = TensorDifference.Between(name, actual, expected);
        if (difference.LargestExpected is > 0 and < Nothing)
        {
            // Zero but for the oracle's own rounding: the gradient of a mean that a normalisation takes away again.
            difference = difference with { Relative = Largest(actual) };
        }

        if (!_largest.TryGetValue(width, out TensorDifference? largest) || difference.Relative > largest.Relative)
        {
            _largest[width] = difference;
        }

        if (!(difference.Relative <= (tolerated ?? tolerance)))
        {
            _failures.Add($"{width} {difference}");
        }
    }

    private static double Largest(ReadOnlySpan<float> values)
    {
        float largest = 0;
        foreach (float value in values)
        {
            largest = MathF.Max(largest, MathF.Abs(value));
        }

        return largest;
    }

    public void AddParameters(VectorWidth width, string name, ParameterCollection actual, OracleNetwork expected)
    {
        foreach (OracleParameter parameter in expected.Parameters)
        {
            Add(width, $"{name} {parameter.Name}", actual[parameter.Name].ToArray(), parameter.Values);
        }
    }

    public void AddStatistics(VectorWidth width, string name, ParameterCollection actual, OracleNetwork expected)
    {
        foreach (OracleParameter statistic in expected.Statistics)
        {
            Add(width, $"{name} {statistic.Name}", actual[statistic.Name].ToArray(), statistic.Values);
        }
    }

    /// <summary>Fails if anything was too far off, or if nothing was compared on some width.</summary>
    public void Require()
    {
        foreach ((VectorWidth width, TensorDifference largest) in _largest)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"largest {width} {largest}"));
        }

        Assert.Equal(VectorWidths.Supported.Order(), _largest.Keys.Order());
        Assert.True(_failures.Count == 0, $"{_failures.Count} too large:\n{string.Join('\n', _failures.Take(12))}");
    }
}
