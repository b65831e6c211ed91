namespace DropoutGen.TestSupport.Oracle;

/// <summary>Binary cross entropy of sigmoid(logit) against a target in [0, 1].</summary>
public sealed record SigmoidCrossEntropy : ElementwiseLoss
{
    public override Matrix Predict(Matrix logits) => logits.Map(OracleMath.Sigmoid);

    protected override double Term(double logit, double target) =>
        Math.Max(logit, 0) - (logit * target) + OracleMath.LogOnePlus(Math.Exp(-Math.Abs(logit)));

    protected override double Derivative(double logit, double target) => OracleMath.Sigmoid(logit) - target;
}

/// <summary>Squared difference from the target.</summary>
public sealed record MeanSquaredError : ElementwiseLoss
{
    protected override double Term(double logit, double target) => (logit - target) * (logit - target);

    protected override double Derivative(double logit, double target) => 2 * (logit - target);
}

/// <summary>Half the square of the difference up to delta, a line of slope delta beyond.</summary>
public sealed record Huber(double Delta = 1) : ElementwiseLoss
{
    protected override double Term(double logit, double target)
    {
        double distance = Math.Abs(logit - target);
        return distance < Delta ? distance * distance / 2 : Delta * (distance - (Delta / 2));
    }

    protected override double Derivative(double logit, double target) => Math.Clamp(logit - target, -Delta, Delta);
}
