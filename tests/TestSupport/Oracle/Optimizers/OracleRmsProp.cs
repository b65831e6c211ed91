namespace DropoutGen.TestSupport.Oracle;

/// <summary>PyTorch's RMSprop. The state is the mean square, the mean and the velocity.</summary>
public sealed class OracleRmsProp : OracleOptimizer
{
    public double Decay { get; init; } = 0.99;

    public double Epsilon { get; init; } = 1e-8;

    public double Momentum { get; init; }

    public bool Centered { get; init; }

    protected override int StateSize => 3;

    protected override double Update(double value, double gradient, double decay, double[][] state, int index)
    {
        gradient += decay * value;
        state[0][index] = (Decay * state[0][index]) + ((1 - Decay) * gradient * gradient);
        state[1][index] = (Decay * state[1][index]) + ((1 - Decay) * gradient);
        double mean = Centered ? state[1][index] : 0;
        double quotient = gradient / (Math.Sqrt(state[0][index] - (mean * mean)) + Epsilon);
        state[2][index] = (Momentum * state[2][index]) + quotient;
        return value - (LearningRate * state[2][index]);
    }
}
