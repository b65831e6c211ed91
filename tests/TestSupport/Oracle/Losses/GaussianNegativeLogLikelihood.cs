namespace DropoutGen.TestSupport.Oracle;

/// <summary>
/// -log of the normal density of the target, without its constant unless that is asked for, averaged over rows and
/// targets. The first half of the outputs are means, the second half logarithms of variances.
/// </summary>
public sealed record GaussianNegativeLogLikelihood(bool Full = false) : OracleLoss
{
    public override int TargetsPerRow(int outputs) => outputs / 2;

    public override LossResult Evaluate(Matrix logits, OracleTargets targets)
    {
        int count = TargetsPerRow(logits.Columns);
        Matrix values = targets.RequireValues(logits.Rows, count);
        double elements = (double)logits.Rows * count;
        double sum = 0;
        Matrix gradient = logits.Map((row, unit) =>
        {
            int target = unit % count;
            double variance = Math.Exp(logits[row, count + target]);
            double distance = logits[row, target] - values[row, target];
            double factor = targets.Weight(row) / elements;
            if (unit < count)
            {
                return factor * distance / variance;
            }

            // In logarithms: the density of a distant target is no number above 0.
            double constant = Full ? Math.Log(2 * Math.PI) : 0;
            sum += targets.Weight(row) * (constant + Math.Log(variance) + (distance * distance / variance)) / 2;
            return factor * (1 - (distance * distance / variance)) / 2;
        });
        return new LossResult(sum / elements, gradient);
    }

    public override Matrix Predict(Matrix logits) => logits.Map((row, unit) =>
        unit < logits.Columns / 2 ? logits[row, unit] : Math.Exp(logits[row, unit]));
}
