namespace DropoutGen.TestSupport.Oracle;

/// <summary>A loss over a batch, and the prediction that belongs to it.</summary>
public abstract record OracleLoss
{
    /// <summary>The loss and its gradient with respect to the logits.</summary>
    public abstract LossResult Evaluate(Matrix logits, OracleTargets targets);

    /// <summary>Number of targets that belong to a row of outputs.</summary>
    public virtual int TargetsPerRow(int outputs) => outputs;

    public virtual Matrix Predict(Matrix logits) => logits.Clone();
}

public sealed record LossResult(double Value, Matrix Gradient)
{
    /// <summary>Distances of outputs from a kink of the loss, in order: finite differences across one mean nothing.</summary>
    public IReadOnlyList<double> KinkDistances { get; init; } = [];
}

/// <summary>A loss that is a sum over the single outputs, averaged over rows and outputs.</summary>
public abstract record ElementwiseLoss : OracleLoss
{
    public sealed override LossResult Evaluate(Matrix logits, OracleTargets targets)
    {
        Matrix values = targets.RequireValues(logits);
        double count = (double)logits.Rows * logits.Columns;
        double sum = 0;
        Matrix gradient = logits.Map((row, unit) =>
        {
            double weight = targets.Weight(row);
            sum += weight * Term(logits[row, unit], values[row, unit]);
            return weight * Derivative(logits[row, unit], values[row, unit]) / count;
        });
        return new LossResult(sum / count, gradient);
    }

    protected abstract double Term(double logit, double target);

    protected abstract double Derivative(double logit, double target);
}
