namespace DropoutGen.TestSupport.Oracle;

/// <summary>y = (x - mean) / sqrt(variance + epsilon) * weight + bias by the mean and biased variance of each row.</summary>
public sealed record OracleLayerNorm(double Epsilon = 1e-5, bool Affine = true) : OracleLayer
{
    public override BoundLayer Bind(OracleBinder binder, int inputs)
    {
        string name = binder.NextName("layernorm");
        OracleParameter? weight = Affine ? binder.AddVector($"{name}.weight", 1, inputs) : null;
        OracleParameter? bias = Affine ? binder.AddVector($"{name}.bias", 0, inputs) : null;
        return new BoundLayer(inputs, (input, _) =>
        {
            double[] mean = Rows(input, row => Mean(inputs, unit => input[row, unit]));
            double[] deviation = Rows(input, row => Math.Sqrt(Mean(inputs, unit => Math.Pow(input[row, unit] - mean[row], 2)) + Epsilon));
            Matrix normal = input.Map((row, unit) => (input[row, unit] - mean[row]) / deviation[row]);
            double Gain(int unit) => weight?.Values[unit] ?? 1;
            return new LayerPass(
                normal.Map((row, unit) => (normal[row, unit] * Gain(unit)) + (bias?.Values[unit] ?? 0)),
                (gradient, gradients) =>
                {
                    for (int i = 0; i < gradient.Values.Length && weight is not null; i++)
                    {
                        gradients[weight][i % inputs] += gradient.Values[i] * normal.Values[i];
                        gradients[bias!][i % inputs] += gradient.Values[i];
                    }

                    double[] means = Rows(input, row => Mean(inputs, unit => gradient[row, unit] * Gain(unit)));
                    double[] products = Rows(input, row => Mean(inputs, unit => gradient[row, unit] * Gain(unit) * normal[row, unit]));
                    return gradient.Map((row, unit) =>
                        ((gradient[row, unit] * Gain(unit)) - means[row] - (normal[row, unit] * products[row])) / deviation[row]);
                });
        });
    }

    private static double[] Rows(Matrix matrix, Func<int, double> value) => [.. Enumerable.Range(0, matrix.Rows).Select(value)];

    private static double Mean(int units, Func<int, double> value) => Enumerable.Range(0, units).Average(value);
}
