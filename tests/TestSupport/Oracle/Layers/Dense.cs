namespace DropoutGen.TestSupport.Oracle;

/// <summary>y = x Wᵀ + b; behind an update no row of W is longer than the largest norm.</summary>
public sealed record Dense(int Units, bool Bias = true, double MaxNorm = double.PositiveInfinity) : OracleLayer
{
    public override BoundLayer Bind(OracleBinder binder, int inputs)
    {
        string name = binder.NextName("dense");
        OracleParameter weight = binder.AddParameter(new OracleParameter($"{name}.weight", [Units, inputs]) { MaxNorm = MaxNorm });
        OracleParameter? bias = Bias ? binder.AddParameter($"{name}.bias", Units) : null;
        return new BoundLayer(Units, (input, _) => new LayerPass(
            Forward(input, weight.Values, bias?.Values),
            (gradient, gradients) => Backward(input, weight, bias, gradient, gradients)));
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
        Matrix input, OracleParameter weight, OracleParameter? bias, Matrix gradient, OracleGradients gradients)
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
                    weightGradient[index] += g * input[row, k];
                    inputGradient[row, k] += g * weight.Values[index];
                }
            }
        }

        return inputGradient;
    }
}
