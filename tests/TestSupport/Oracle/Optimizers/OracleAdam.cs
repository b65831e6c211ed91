namespace DropoutGen.TestSupport.Oracle;

/// <summary>PyTorch's Adam: weight decay goes into the gradient. The state is the first and the second moment.</summary>
public class OracleAdam : OracleOptimizer
{
    public double Beta1 { get; init; } = 0.9;

    public double Beta2 { get; init; } = 0.999;

    public double Epsilon { get; init; } = 1e-8;

    protected override int StateSize => 2;

    protected override double Update(double value, double gradient, double decay, double[][] state, int index) =>
        Move(value, gradient + (decay * value), state, index);

    /// <summary>The step without weight decay.</summary>
    protected double Move(double value, double gradient, double[][] state, int index)
    {
        double first = (Beta1 * state[0][index]) + ((1 - Beta1) * gradient);
        double second = (Beta2 * state[1][index]) + ((1 - Beta2) * gradient * gradient);
        state[0][index] = first;
        state[1][index] = second;

        // Epsilon is added behind the bias correction of the second moment.
        double root = Math.Sqrt(second / (1 - Math.Pow(Beta2, Steps)));
        return value - (LearningRate * (first / (1 - Math.Pow(Beta1, Steps))) / (root + Epsilon));
    }
}

/// <summary>PyTorch's AdamW: weight decay shrinks the value before the step and stays out of the moments.</summary>
public sealed class OracleAdamW : OracleAdam
{
    public OracleAdamW() => WeightDecay = 0.01;

    protected override double Update(double value, double gradient, double decay, double[][] state, int index) =>
        Move(value * (1 - (LearningRate * decay)), gradient, state, index);
}
