namespace DropoutGen.TestSupport.Oracle;

/// <summary>A forward pass that can be gone back.</summary>
public sealed class OraclePass
{
    private readonly OracleNetwork _network;
    private readonly LayerPass _chain;
    private readonly OracleRun _run;

    internal OraclePass(OracleNetwork network, LayerPass chain, OracleRun run)
    {
        _network = network;
        _chain = chain;
        _run = run;
    }

    public Matrix Logits => _chain.Output;

    /// <inheritdoc cref="OracleRun.KinkDistances"/>
    public IReadOnlyList<double> KinkDistances => _run.KinkDistances;

    /// <summary>Takes the batch's moments into the running statistics, as a training pass does.</summary>
    public void UpdateStatistics()
    {
        foreach ((OracleParameter statistic, double[] values) in _run.Statistics)
        {
            values.CopyTo(statistic.Values, 0);
        }
    }

    /// <summary>The loss of the pass, with what layers add to it, and its gradient by the logits.</summary>
    public LossResult Evaluate(OracleTargets targets)
    {
        _run.RowWeight = targets.Weight;
        LossResult loss = _network.Loss.Evaluate(Logits, targets);
        return loss with { Value = loss.Value + _run.Penalties.Sum(static penalty => penalty()) };
    }

    /// <summary>The gradients that follow from one of the logits.</summary>
    public OracleGradients Backward(Matrix logitGradient)
    {
        if (logitGradient.Rows != Logits.Rows || logitGradient.Columns != Logits.Columns)
        {
            throw new ArgumentException(
                $"The gradient is {logitGradient.Rows} x {logitGradient.Columns}, the logits {Logits.Rows} x {Logits.Columns}.",
                nameof(logitGradient));
        }

        var gradients = new OracleGradients(_network.Parameters);
        gradients.Inputs = _chain.Backward(logitGradient, gradients);
        return gradients;
    }
}

/// <summary>The outcome of forward, loss and backward.</summary>
public sealed record OracleStep(double Loss, Matrix Logits, OracleGradients Gradients);
