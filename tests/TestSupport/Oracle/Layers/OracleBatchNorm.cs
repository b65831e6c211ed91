namespace DropoutGen.TestSupport.Oracle;

/// <summary>
/// y = (x - mean) / sqrt(variance + epsilon) * weight + bias: by the batch's mean and biased variance in training, by the
/// running ones otherwise. A training pass says what becomes of the running ones, the variance being unbiased there.
/// </summary>
public sealed record OracleBatchNorm(double Momentum = 0.1, double Epsilon = 1e-5, bool Affine = true) : OracleLayer
{
    public override BoundLayer Bind(OracleBinder binder, int inputs)
    {
        string name = binder.NextName("batchnorm");
        OracleParameter? weight = Affine ? binder.AddVector($"{name}.weight", 1, inputs) : null;
        OracleParameter? bias = Affine ? binder.AddVector($"{name}.bias", 0, inputs) : null;
        OracleParameter runningMean = binder.AddStatistic($"{name}.running_mean", 0, inputs);
        OracleParameter runningVariance = binder.AddStatistic($"{name}.running_var", 1, inputs);
        return new BoundLayer(inputs, (input, run) =>
        {
            double[] mean = runningMean.Values;
            double[] variance = runningVariance.Values;
            bool usesBatch = run.Mode == OracleMode.Training || run.UsesBatchMoments;
            if (usesBatch)
            {
                mean = Columns(input, column => Mean(input.Rows, row => input[row, column]));
                variance = Columns(input, column => Mean(input.Rows, row => Math.Pow(input[row, column] - mean[column], 2)));
                double unbiased = input.Rows / (input.Rows - 1.0);
                run.Statistics.Add((runningMean, Mixed(runningMean.Values, mean, 1)));
                run.Statistics.Add((runningVariance, Mixed(runningVariance.Values, variance, unbiased)));
            }

            double[] deviation = Array.ConvertAll(variance, value => Math.Sqrt(value + Epsilon));
            Matrix normal = input.Map((row, column) => (input[row, column] - mean[column]) / deviation[column]);
            double Gain(int column) => weight?.Values[column] ?? 1;
            return new LayerPass(
                normal.Map((row, column) => (normal[row, column] * Gain(column)) + (bias?.Values[column] ?? 0)),
                (gradient, gradients) =>
                {
                    double[] means = Columns(input, column => Mean(input.Rows, row => gradient[row, column]));
                    double[] products = Columns(input, column => Mean(input.Rows, row => gradient[row, column] * normal[row, column]));
                    for (int column = 0; column < inputs && weight is not null; column++)
                    {
                        gradients[weight][column] += input.Rows * products[column];
                        gradients[bias!][column] += input.Rows * means[column];
                    }

                    return gradient.Map((row, column) => Gain(column) / deviation[column] * (usesBatch
                        ? gradient[row, column] - means[column] - (normal[row, column] * products[column])
                        : gradient[row, column]));
                });
        });
    }

    private double[] Mixed(double[] running, double[] batch, double factor) =>
        [.. running.Select((value, i) => ((1 - Momentum) * value) + (Momentum * factor * batch[i]))];

    private static double[] Columns(Matrix matrix, Func<int, double> value) => [.. Enumerable.Range(0, matrix.Columns).Select(value)];

    private static double Mean(int rows, Func<int, double> value) => Enumerable.Range(0, rows).Average(value);
}
