using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>
/// What dropout does to the expected output: the mean over masks against the deterministic output, and what their difference,
/// the Jensen bias, must be where that is known.
/// </summary>
/// <remarks>
/// With inverted scaling a value x becomes x m / q, whose expectation is x; with classic scaling x m, whose expectation q x
/// is what inference computes. So the expected output is the deterministic one where the network is linear behind its first
/// dropout. Elsewhere E f(z) is not f(E z), and the two differ by about f''(z) Var(z) / 2.
/// Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov: Dropout (2014); Jensen (1906).
/// </remarks>
public static class DropoutExpectation
{
    /// <summary>Measures the mean over masks of the logits, the values that the loss takes, and their deterministic values.</summary>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <param name="network">The network, with its present rates.</param>
    /// <param name="inputs">Rows x inputs values.</param>
    /// <param name="passes">Number of masks, 2 or more.</param>
    /// <param name="seed">Key of the masks.</param>
    /// <param name="confidence">Probability with which an interval contains the exact expectation.</param>
    /// <exception cref="ArgumentException">The inputs are no whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 passes, or the confidence is not between 0 and 1.</exception>
    public static ExpectationReport Measure<TNetwork>(
        TNetwork network, ReadOnlySpan<float> inputs, int passes, ulong seed, double confidence = 0.99)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        TheoryArgument.RequireAtLeast(2, passes, "A mean with its error");
        TheoryArgument.RequireConfidence(confidence);
        NetworkDefinition definition = network.State.Definition;
        int rows = RowArgument.Rows(definition, inputs);
        var deterministic = new float[rows * definition.Outputs];
        network.PredictLogits(inputs, deterministic);

        var moments = new RunningMoments[deterministic.Length];
        var biases = new double[passes];
        new MaskedPasses(passes, seed, asLogits: true).Run(network, inputs, (pass, firstRow, values) =>
        {
            int first = firstRow * definition.Outputs;
            for (int i = 0; i < values.Length; i++)
            {
                moments[first + i].Add(values[i]);
                biases[pass] += (values[i] - (double)deterministic[first + i]) / deterministic.Length;
            }
        });
        var bias = default(RunningMoments);
        foreach (double value in biases)
        {
            bias.Add(value);
        }

        double[]? closedForm = LinearPart.KeepsExpectation(definition) ? new double[deterministic.Length]
            : definition.Dropouts is [{ Scaling: not DropoutScaling.None }] ? LinearPart.Variances(network.State, inputs, isSquared: true)
            : null;
        return new ExpectationReport(
            rows, definition.Outputs, passes, deterministic, moments, closedForm, bias.Mean(confidence));
    }

    /// <summary>
    /// The Jensen bias of one quadratic unit, (sum of w x + b)^2: the variance of the sum, which with inverted scaling is
    /// (1 - q) / q sum (w x)^2, that is x^2 p / (1 - p) for one input of weight 1.
    /// </summary>
    /// <param name="weights">Weights of the unit.</param>
    /// <param name="inputs">As many inputs, in front of the dropout.</param>
    /// <param name="keepProbability">Probability to keep an input: <see cref="DropoutState.EffectiveKeepProbability"/>.</param>
    /// <param name="scaling">Where kept inputs are scaled; for classic scaling inference is at q x.</param>
    /// <exception cref="ArgumentException">There are not as many inputs as weights, or the scaling is <c>None</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The keep probability is not above 0 and at most 1.</exception>
    public static double BiasOfQuadraticUnit(
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> inputs,
        double keepProbability,
        DropoutScaling scaling = DropoutScaling.Inverted) =>
        scaling == DropoutScaling.None
            ? throw new ArgumentException(
                "Without scaling training and inference have different means: the difference of outputs is no Jensen bias.", nameof(scaling))
            : LinearDropout.OutputVariance(weights, inputs, keepProbability, scaling);
}
