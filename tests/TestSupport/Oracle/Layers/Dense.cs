namespace DropoutGen.TestSupport.Oracle;

/// <summary>y = x Wᵀ + b; behind an update no row of W is longer than the largest norm.</summary>
public sealed record Dense(int Units, bool Bias = true, double MaxNorm = double.PositiveInfinity) : OracleLayer
{
    public override BoundLayer Bind(OracleBinder binder, int inputs)
    {
        string name = binder.NextName("dense");
        OracleParameter weight = binder.AddParameter(new OracleParameter($"{name}.weight", [Units, inputs]) { MaxNorm = MaxNorm });
        OracleParameter? bias = Bias ? binder.AddParameter($"{name}.bias", Units) : null;
        int mask = binder.TakeWeightMask(Units);
        return new BoundLayer(Units, (input, run) =>
        {
            // What each weight is multiplied by.
            double[] factors = new double[weight.Values.Length];
            for (int i = 0; i < factors.Length; i++)
            {
                factors[i] = mask < 0 || !run.UsesMasks ? 1
                    : run.Masks.Kept(mask, i % inputs, i / inputs) ? 1 / run.Masks.KeepProbability(mask)
                    : 0;
            }

            // A dropped weight is 0 whatever its value was.
            double[] masked = [.. weight.Values.Select((value, i) => factors[i] == 0 ? 0 : value * factors[i])];
            return new LayerPass(
                Forward(input, masked, bias?.Values),
                (gradient, gradients) => Backward(input, weight, masked, factors, bias, gradient, gradients));
        });
    }

    private Matrix Forward(Matrix input, double[] weight, double[]? bias) =>
        new Matrix(input.Rows, Units).Map((row, unit) =>
        {
            double sum = bias?[unit] ?? 0;
            for (int k = 0; k < input.Columns; k++)
            {
                sum += input[row, k] * weight[(unit * input.Columns) + k];
            }

            return sum;
        });

    private static Matrix Backward(
        Matrix input,
        OracleParameter weight,
        double[] masked,
        double[] factors,
        OracleParameter? bias,
        Matrix gradient,
        OracleGradients gradients)
    {
        var inputGradient = new Matrix(input.Rows, input.Columns);
        double[] weightGradient = gradients[weight];
        double[]? biasGradient = bias is null ? null : gradients[bias];
        for (int row = 0; row < gradient.Rows; row++)
        {
            for (int unit = 0; unit < gradient.Columns; unit++)
            {
                double g = gradient[row, unit];
                if (biasGradient is not null)
                {
                    biasGradient[unit] += g;
                }

                for (int k = 0; k < input.Columns; k++)
                {
                    int index = (unit * input.Columns) + k;
                    weightGradient[index] += g * input[row, k] * factors[index];
                    inputGradient[row, k] += g * masked[index];
                }
            }
        }

        return inputGradient;
    }
}
