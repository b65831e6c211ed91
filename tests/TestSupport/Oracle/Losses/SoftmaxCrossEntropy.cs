namespace DropoutGen.TestSupport.Oracle;

/// <summary>-log softmax(logits)[label], averaged over the rows.</summary>
public sealed record SoftmaxCrossEntropy : OracleLoss
{
    public override LossResult Evaluate(Matrix logits, OracleTargets targets)
    {
        int[] labels = targets.RequireLabels(logits);
        Matrix probabilities = Predict(logits);
        double sum = 0;
        for (int row = 0; row < logits.Rows; row++)
        {
            sum += targets.Weight(row) * (LogSumExp(logits, row) - logits[row, labels[row]]);
        }

        Matrix gradient = logits.Map((row, unit) =>
            targets.Weight(row) * (probabilities[row, unit] - (unit == labels[row] ? 1 : 0)) / logits.Rows);
        return new LossResult(sum / logits.Rows, gradient);
    }

    public override Matrix Predict(Matrix logits)
    {
        double[] normalizers = [.. Enumerable.Range(0, logits.Rows).Select(row => LogSumExp(logits, row))];
        return logits.Map((row, unit) => Math.Exp(logits[row, unit] - normalizers[row]));
    }

    private static double LogSumExp(Matrix logits, int row)
    {
        double largest = double.NegativeInfinity;
        for (int unit = 0; unit < logits.Columns; unit++)
        {
            largest = Math.Max(largest, logits[row, unit]);
        }

        double sum = 0;
        for (int unit = 0; unit < logits.Columns; unit++)
        {
            sum += Math.Exp(logits[row, unit] - largest);
        }

        return largest + Math.Log(sum);
    }
}
