namespace DropoutGen.TestSupport.Oracle;

/// <summary>An update rule with state for every parameter, by name.</summary>
public abstract class OracleOptimizer
{
    private readonly Dictionary<string, double[][]> _state = [];

    public required double LearningRate { get; set; }

    public double WeightDecay { get; init; }

    /// <summary>Spares biases of dense layers from weight decay. PyTorch's default is to decay all.</summary>
    public bool DecayOnlyWeights { get; init; }

    /// <summary>Number of steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>How many values of state the rule keeps for each parameter value.</summary>
    protected abstract int StateSize { get; }

    public void Step(OracleNetwork network, OracleGradients gradients) =>
        Step(network.Parameters, parameter => gradients[parameter]);

    public void Step(IEnumerable<OracleParameter> parameters, Func<OracleParameter, double[]> gradients)
    {
        Steps++;
        foreach (OracleParameter parameter in parameters)
        {
            double[] gradient = gradients(parameter);
            double[][] state = State(parameter);
            double decay = DecayOnlyWeights && !parameter.Decays ? 0 : WeightDecay;
            for (int i = 0; i < gradient.Length; i++)
            {
                parameter.Values[i] = Update(parameter.Values[i], gradient[i], decay, state, i);
            }
        }
    }

    /// <summary>The state of a parameter: one array for each value that the rule keeps, zero before the first step.</summary>
    public double[][] State(OracleParameter parameter)
    {
        if (!_state.TryGetValue(parameter.Name, out double[][]? state))
        {
            state = [.. Enumerable.Range(0, StateSize).Select(_ => new double[parameter.Values.Length])];
            _state.Add(parameter.Name, state);
        }

        return state;
    }

    /// <summary>The new value of one parameter value; updates its state.</summary>
    protected abstract double Update(double value, double gradient, double decay, double[][] state, int index);
}
