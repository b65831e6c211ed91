namespace DropoutGen.TestSupport.Oracle;

/// <summary>-log softmax(logits)[label], averaged over the rows.</summary>
public sealed record SoftmaxCrossEntropy : OracleLoss
{
    public override LossResult Evaluate(Matrix logits, OracleTargets targets)
    {
        int[] labels = targets.RequireLabels(logits);
        Matrix logarithms = LogSoftmax(logits);
        double sum = 0;
        for (int row = 0; row < logits.Rows; row++)
        {
            sum -= targets.Weight(row) * logarithms[row, labels[row]];
        }

        Matrix gradient = logits.Map((row, unit) =>
            targets.Weight(row) * (Math.Exp(logarithms[row, unit]) - (unit == labels[row] ? 1 : 0)) / logits.Rows);
        return new LossResult(sum / logits.Rows, gradient);
    }

    public override Matrix Predict(Matrix logits) => LogSoftmax(logits).Map(Math.Exp);

    private static Matrix LogSoftmax(Matrix logits)
    {
        var result = new Matrix(logits.Rows, logits.Columns);
        for (int row = 0; row < logits.Rows; row++)
        {
            double largest = Enumerable.Range(0, logits.Columns).Max(unit => logits[row, unit]);
            double sum = Enumerable.Range(0, logits.Columns).Sum(unit => Math.Exp(logits[row, unit] - largest));
            for (int unit = 0; unit < logits.Columns; unit++)
            {
                // The largest logit goes first: added to log(sum) it would swallow the digits of that.
                result[row, unit] = logits[row, unit] - largest - Math.Log(sum);
            }
        }

        return result;
    }
}
