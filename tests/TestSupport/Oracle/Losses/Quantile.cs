namespace DropoutGen.TestSupport.Oracle;

/// <summary>
/// level * d where the output is d below the target, (1 - level) * d where it is above, averaged over rows and outputs.
/// Output level * targets + target is the quantile of a level and target.
/// </summary>
public sealed record Quantile(params double[] Levels) : OracleLoss
{
    public override int TargetsPerRow(int outputs) => outputs / Levels.Length;

    public override LossResult Evaluate(Matrix logits, OracleTargets targets)
    {
        int count = TargetsPerRow(logits.Columns);
        Matrix values = targets.RequireValues(logits.Rows, count);
        double elements = (double)logits.Rows * logits.Columns;
        double sum = 0;
        var kinks = new List<double>();
        Matrix gradient = logits.Map((row, unit) =>
        {
            double level = Levels[unit / count];
            double above = logits[row, unit] - values[row, unit % count];
            kinks.Add(above);
            double slope = above < 0 ? -level : 1 - level;
            sum += targets.Weight(row) * slope * above;
            return targets.Weight(row) * slope / elements;
        });
        return new LossResult(sum / elements, gradient) { KinkDistances = kinks };
    }
}
