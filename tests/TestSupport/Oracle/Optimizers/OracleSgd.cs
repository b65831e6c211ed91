namespace DropoutGen.TestSupport.Oracle;

/// <summary>PyTorch's SGD with dampening 0. The state is the velocity.</summary>
public sealed class OracleSgd : OracleOptimizer
{
    public double Momentum { get; init; }

    public bool Nesterov { get; init; }

    protected override int StateSize => Momentum == 0 ? 0 : 1;

    protected override double Update(double value, double gradient, double decay, double[][] state, int index)
    {
        double direction = gradient + (decay * value);
        if (Momentum != 0)
        {
            // PyTorch starts the velocity at the first gradient: with dampening 0 that is the same as starting at 0.
            double velocity = (Momentum * state[0][index]) + direction;
            state[0][index] = velocity;
            direction = Nesterov ? direction + (Momentum * velocity) : velocity;
        }

        return value - (LearningRate * direction);
    }
}
