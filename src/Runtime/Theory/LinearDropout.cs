using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>
/// Closed forms for a dropout in front of one dense layer with mean squared error: dropout there is a penalty on weights, so
/// its loss, its minimum and its curvature are known exactly.
/// </summary>
/// <remarks>
/// In all formulas q is the keep probability and p = 1 - q. For half the squared error, as the literature writes it, divide by
/// two: p / (2 n q) sum w^2 x^2. Wager, Wang, Liang: Dropout Training as Adaptive Regularization (2013);
/// Baldi, Sadowski: Understanding Dropout (2013).
/// </remarks>
public static class LinearDropout
{
    /// <summary>
    /// Variance over masks of sum w x: (1 - q) / q sum (w x)^2 for inverted scaling, q (1 - q) sum (w x)^2 otherwise. The
    /// mean of T passes has 1/T of it.
    /// </summary>
    /// <param name="weights">Weights of one output.</param>
    /// <param name="inputs">As many inputs, in front of the dropout.</param>
    /// <param name="keepProbability">Probability to keep an input.</param>
    /// <param name="scaling">Where kept inputs are scaled.</param>
    /// <exception cref="ArgumentException">There are not as many inputs as weights.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The keep probability is not above 0 and at most 1.</exception>
    public static double OutputVariance(
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> inputs,
        double keepProbability,
        DropoutScaling scaling = DropoutScaling.Inverted)
    {
        RowArgument.RequireLength(inputs.Length, 1, weights.Length, nameof(inputs));
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double product = (double)weights[i] * inputs[i];
            sum += product * product;
        }

        return VarianceFactor(keepProbability, scaling) * sum;
    }

    /// <summary>
    /// What dropout adds to the mean squared error: (1 - q) / (q n o) sum w^2 x^2 over n rows, o outputs and all inputs, for
    /// inverted scaling. Otherwise q (1 - q) for the first factor, which is the same for the weights q w that inference uses.
    /// </summary>
    /// <param name="weights">Outputs x inputs weights.</param>
    /// <param name="inputs">Rows x inputs values, in front of the dropout.</param>
    /// <param name="inputCount">Values in one input row.</param>
    /// <param name="keepProbability">Probability to keep an input.</param>
    /// <param name="scaling">Where kept inputs are scaled.</param>
    /// <exception cref="ArgumentException">Weights or inputs are no whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The keep probability is not above 0 and at most 1.</exception>
    public static double Penalty(
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> inputs,
        int inputCount,
        double keepProbability,
        DropoutScaling scaling = DropoutScaling.Inverted)
    {
        double[] squares = MeanSquares(inputs, inputCount);
        int outputs = Rows(weights.Length, inputCount, nameof(weights));
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += (double)weights[i] * weights[i] * squares[i % inputCount];
        }

        return VarianceFactor(keepProbability, scaling) * sum / outputs;
    }

    /// <summary>
    /// What dropout adds to the Hessian of the mean squared error by the weights of one output: the diagonal matrix of
    /// 2 (1 - q) / (q n o) sum x^2 over n rows for o outputs and inverted scaling; by the bias it adds 0.
    /// </summary>
    /// <param name="inputs">Rows x inputs values, in front of the dropout.</param>
    /// <param name="inputCount">Values in one input row.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="keepProbability">Probability to keep an input.</param>
    /// <param name="scaling">Where kept inputs are scaled.</param>
    /// <returns>The diagonal: a value for each input.</returns>
    /// <exception cref="ArgumentException">The inputs are no whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The keep probability is not above 0 and at most 1, or there is no output.
    /// </exception>
    public static double[] HessianShift(
        ReadOnlySpan<float> inputs,
        int inputCount,
        int outputs,
        double keepProbability,
        DropoutScaling scaling = DropoutScaling.Inverted)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputs);
        double factor = 2 * VarianceFactor(keepProbability, scaling) / outputs;
        return Array.ConvertAll(MeanSquares(inputs, inputCount), square => factor * square);
    }

    /// <summary>
    /// The weights and biases that minimise the expected mean squared error: those that training with sampled masks wanders
    /// around. For inverted scaling the columns of w solve (Z'Z + (1 - q) / q diag(sum x^2)) w = Z'y, where Z is X with a
    /// column of ones that the diagonal leaves out; otherwise the same for q w.
    /// </summary>
    /// <param name="inputs">Rows x inputs values, in front of the dropout.</param>
    /// <param name="targets">Rows x outputs values.</param>
    /// <param name="inputCount">Values in one input row.</param>
    /// <param name="keepProbability">Probability to keep an input.</param>
    /// <param name="scaling">Where kept inputs are scaled.</param>
    /// <param name="bias">Whether the layer has a bias.</param>
    /// <exception cref="ArgumentException">
    /// Inputs or targets are no whole number of rows, or the inputs do not determine the weights.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The keep probability is not above 0 and at most 1.</exception>
    public static LinearFit Minimize(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        int inputCount,
        double keepProbability,
        DropoutScaling scaling = DropoutScaling.Inverted,
        bool bias = true)
    {
        TheoryArgument.RequireKeepProbability(keepProbability);
        int rows = Rows(inputs.Length, inputCount, nameof(inputs));
        int outputs = Rows(targets.Length, rows, nameof(targets));
        double inWeights = scaling == DropoutScaling.Inverted ? 1 : 1 / keepProbability;
        CholeskyFactor factor = CholeskyFactor.Of(NormalMatrix(inputs, rows, inputCount, (1 - keepProbability) / keepProbability, bias))
            ?? throw new ArgumentException(
                $"{rows} rows do not determine {inputCount} weights: a column of the inputs is zero or depends on the others.", nameof(inputs));
        var weights = new double[outputs * inputCount];
        var biases = new double[bias ? outputs : 0];
        for (int output = 0; output < outputs; output++)
        {
            var moment = new double[inputCount + (bias ? 1 : 0)];
            for (int row = 0; row < rows; row++)
            {
                double target = targets[(row * outputs) + output];
                for (int i = 0; i < moment.Length; i++)
                {
                    moment[i] += target * (i < inputCount ? inputs[(row * inputCount) + i] : 1.0);
                }
            }

            factor.Solve(moment);
            for (int i = 0; i < inputCount; i++)
            {
                weights[(output * inputCount) + i] = inWeights * moment[i];
            }

            if (bias)
            {
                biases[output] = moment[inputCount];
            }
        }

        return new LinearFit([.. weights], [.. biases]);
    }

    private static double[,] NormalMatrix(ReadOnlySpan<float> inputs, int rows, int inputCount, double onDiagonal, bool bias)
    {
        int size = inputCount + (bias ? 1 : 0);
        var matrix = new double[size, size];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> x = inputs.Slice(row * inputCount, inputCount);
            for (int i = 0; i < size; i++)
            {
                double left = i < inputCount ? x[i] : 1.0;
                for (int j = 0; j <= i; j++)
                {
                    matrix[i, j] += left * (j < inputCount ? x[j] : 1.0);
                }
            }
        }

        for (int i = 0; i < inputCount; i++)
        {
            matrix[i, i] *= 1 + onDiagonal;
        }

        return matrix;
    }

    private static double[] MeanSquares(ReadOnlySpan<float> inputs, int inputCount)
    {
        int rows = Rows(inputs.Length, inputCount, nameof(inputs));
        var squares = new double[inputCount];
        for (int i = 0; i < inputs.Length; i++)
        {
            squares[i % inputCount] += (double)inputs[i] * inputs[i] / rows;
        }

        return squares;
    }

    private static int Rows(int length, int perRow, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perRow);
        return length > 0 && length % perRow == 0
            ? length / perRow
            : throw new ArgumentException($"{name} has {length} values, which are not one or more rows of {perRow}.", name);
    }

    // Variance over masks of what becomes of the value 1.
    private static double VarianceFactor(double keepProbability, DropoutScaling scaling)
    {
        TheoryArgument.RequireKeepProbability(keepProbability);
        return scaling == DropoutScaling.Inverted
            ? (1 - keepProbability) / keepProbability
            : keepProbability * (1 - keepProbability);
    }
}
