using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>How far means over T passes scatter: Var(a_MC) = Var(a) / T.</summary>
/// <remarks>
/// Where the network is linear behind its only dropout, Var(a) is <see cref="LinearDropout.OutputVariance"/>:
/// (1/T) (1 - q) / q sum (w x)^2 for inverted scaling, (1/T) q (1 - q) sum (w x)^2 for classic.
/// </remarks>
public static class MonteCarloVariance
{
    /// <summary>Repeats a Monte-Carlo mean and measures its variance.</summary>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <param name="network">The network, with its present rates.</param>
    /// <param name="inputs">Rows x inputs values.</param>
    /// <param name="passes">Number of masks T of one mean, 1 or more.</param>
    /// <param name="repeats">Number of means, 2 or more; all their masks are independent.</param>
    /// <param name="seed">Key of the masks.</param>
    /// <param name="confidence">Probability with which an interval contains the exact variance.</param>
    /// <exception cref="ArgumentException">The inputs are no whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There is no pass, there are fewer than 2 repeats, or the confidence is not between 0 and 1.
    /// </exception>
    public static MonteCarloVarianceReport Measure<TNetwork>(
        TNetwork network, ReadOnlySpan<float> inputs, int passes, int repeats, ulong seed, double confidence = 0.99)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        TheoryArgument.RequireAtLeast(1, passes, "A mean");
        TheoryArgument.RequireAtLeast(2, repeats, "A variance");
        TheoryArgument.RequireConfidence(confidence);
        NetworkDefinition definition = network.State.Definition;
        int rows = RowArgument.Rows(definition, inputs);
        var means = new RunningMoments[rows * definition.Outputs];
        var sums = new double[means.Length];
        new MaskedPasses(checked(passes * repeats), seed, asLogits: true).Run(network, inputs, (pass, firstRow, values) =>
        {
            int first = firstRow * definition.Outputs;
            for (int i = 0; i < values.Length; i++)
            {
                sums[first + i] += values[i];
                if (pass % passes == passes - 1)
                {
                    means[first + i].Add(sums[first + i] / passes);
                    sums[first + i] = 0;
                }
            }
        });
        return new MonteCarloVarianceReport(
            rows,
            definition.Outputs,
            passes,
            repeats,
            Array.ConvertAll(means, mean => mean.Variance(confidence)),
            LinearPart.Variances(network.State, inputs));
    }
}

/// <summary>Variance over repeats of Monte-Carlo means.</summary>
public sealed class MonteCarloVarianceReport
{
    private readonly Estimate[] _variances;
    private readonly double[]? _ofOnePass;

    internal MonteCarloVarianceReport(
        int rows, int outputs, int passes, int repeats, Estimate[] variances, double[]? ofOnePass)
    {
        Rows = rows;
        Outputs = outputs;
        Passes = passes;
        Repeats = repeats;
        _variances = variances;
        _ofOnePass = ofOnePass;
    }

    /// <summary>Number of input rows.</summary>
    public int Rows { get; }

    /// <summary>Values in one output row.</summary>
    public int Outputs { get; }

    /// <summary>Number of masks of one mean, T.</summary>
    public int Passes { get; }

    /// <summary>Number of means.</summary>
    public int Repeats { get; }

    /// <summary>Variance over the repeats of the mean of an output, a logit.</summary>
    /// <param name="row">Number of the row.</param>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or output.</exception>
    public Estimate this[int row, int output] => _variances[Index(row, output)];

    /// <summary>What the variance must be: for a dropout in front of one dense layer; null for other networks.</summary>
    /// <param name="row">Number of the row.</param>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or output.</exception>
    public double? Exact(int row, int output) => _ofOnePass?[Index(row, output)] / Passes;

    private int Index(int row, int output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, Outputs);
        return (row * Outputs) + output;
    }
}
