namespace DropoutGen.TestSupport.Oracle;

/// <summary>
/// Dropout in front of the last dense layer of a network with squared loss: training draws nothing and adds the variance of the outputs
/// over masks, (1 - q) / q times the sum of (w x)^2, as the loss averages it over rows and outputs. Sampling draws masks.
/// </summary>
public sealed record OracleMarginalizedDropout(double Rate) : OracleLayer
{
    public override BoundLayer Bind(OracleBinder binder, int inputs)
    {
        int site = binder.AddSite(inputs, Rate);
        int weightIndex = binder.Parameters.Count;
        return new BoundLayer(inputs, (input, run) =>
        {
            double q = run.Masks.KeepProbability(site);
            if (run.Mode != OracleMode.Training)
            {
                Matrix Apply(Matrix values) => values.Map((row, unit) =>
                    !run.UsesMasks ? values[row, unit] : run.Masks.Kept(site, row, unit) ? values[row, unit] / q : 0);
                return new LayerPass(Apply(input), (gradient, _) => Apply(gradient));
            }

            OracleParameter weight = binder.Parameters[weightIndex];
            int outputs = weight.Shape[0];
            double Scale(int row) => run.RowWeight(row) * (1 - q) / q / ((double)input.Rows * outputs);
            double ColumnSquares(int unit) =>
                Enumerable.Range(0, outputs).Sum(output => weight.Values[(output * inputs) + unit] * weight.Values[(output * inputs) + unit]);
            double[] squares = [.. Enumerable.Range(0, inputs).Select(ColumnSquares)];
            run.Penalties.Add(() => Enumerable.Range(0, input.Rows).Sum(row =>
                Scale(row) * Enumerable.Range(0, inputs).Sum(unit => squares[unit] * input[row, unit] * input[row, unit])));
            return new LayerPass(input, (gradient, gradients) =>
            {
                for (int unit = 0; unit < inputs; unit++)
                {
                    double sum = Enumerable.Range(0, input.Rows).Sum(row => Scale(row) * input[row, unit] * input[row, unit]);
                    for (int output = 0; output < outputs; output++)
                    {
                        int index = (output * inputs) + unit;
                        gradients[weight][index] += 2 * sum * weight.Values[index];
                    }
                }

                return gradient.Map((row, unit) => gradient[row, unit] + (2 * Scale(row) * squares[unit] * input[row, unit]));
            });
        });
    }
}
