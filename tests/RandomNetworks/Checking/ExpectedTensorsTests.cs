using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>How far a tensor may be from the oracle's.</summary>
public sealed class ExpectedTensorsTests
{
    private const double HalfUnit = 1.0 / (1 << 24);

    [Theory]
    [InlineData(1, 1 + 1e-5, true)]
    [InlineData(1, 1 + 3e-5, false)]
    public void By_the_tolerance_where_rounding_explains_no_more(double expected, double actual, bool passes) =>
        Assert.Equal(passes, Passes(expected, size: expected, actual, new TensorCounts(1, 0, 0)));

    // Off by a hundredth at most, though 16 roundings explain half of it.
    [Theory]
    [InlineData(1.005, true)]
    [InlineData(1.02, false)]
    public void By_what_rounding_explains_up_to_a_hundredth(double actual, bool passes) =>
        Assert.Equal(passes, Passes(1, size: 0.03 / HalfUnit, actual, new TensorCounts(1, 1, 0)));

    // What comes of values of size 1, and is a hundredth of their rounding.
    [Theory]
    [InlineData(0, true)]
    [InlineData(5, true)]
    [InlineData(20, false)]
    public void By_the_size_of_rounding_where_it_is_nothing_else(double roundings, bool passes) =>
        Assert.Equal(passes, Passes(HalfUnit / 100, size: 1, roundings * HalfUnit, new TensorCounts(1, 1, 1)));

    // Whether the value passes; if so, with these counts.
    private static bool Passes(double expected, double size, double actual, TensorCounts counts)
    {
        var failures = new List<string>();
        TensorCounts found = new ExpectedTensors(noise => Of(noise?.Disturb(expected, size) ?? expected)).Compare(Of((float)actual), failures.Add);
        Assert.True(failures.Count > 0 || found == counts, $"{found}");
        return failures.Count == 0;
    }

    private static Tensors<T> Of<T>(T value)
    {
        var tensors = new Tensors<T>();
        tensors.Add("value", [value]);
        return tensors;
    }
}
