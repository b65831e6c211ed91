using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>What follows in training from moments without one dropout, for the batch normalisation behind it.</summary>
/// <param name="state">What the network holds.</param>
/// <param name="normalization">Number of the batch normalisation.</param>
internal sealed class DroppedMoments(NetworkState state, int normalization)
{
    private readonly BatchNormDefinition _definition = state.Definition.BatchNorms[normalization];
    private readonly PooledMoments _moments = new(state.Definition);
    private readonly SquareMeans _squares = new(state.Definition, normalization);

    /// <summary>Number of the dropout.</summary>
    public int Site => _definition.Dropout;

    /// <summary>The prediction, or null where no formula covers what is in front.</summary>
    public static DroppedMoments? For(NetworkState state, int normalization) =>
        state.Definition.BatchNorms[normalization].Dropout is >= 0 and var site
        && state.Dropouts[site].Definition.Kind is DropoutKind.Standard or DropoutKind.Gaussian
            ? new DroppedMoments(state, normalization)
            : null;

    /// <summary>Adds what a pass without the dropout left in a workspace.</summary>
    public void Add(Workspace workspace, int rows)
    {
        _moments.Add(workspace, rows);
        _squares.Add(workspace, rows);
    }

    /// <summary>Mean and variance of each unit with the dropout.</summary>
    public (double[] Mean, double[] Variance) Values()
    {
        DropoutState dropout = state.Dropouts[Site];
        double q = dropout.EffectiveKeepProbability;
        bool isInverted = dropout.Definition.Kind == DropoutKind.Gaussian || dropout.Definition.Scaling == DropoutScaling.Inverted;
        ParameterView? weight = _definition.Product < 0 ? null : state.Parameters[_definition.Product];

        // The bias, if there is one, follows its weight.
        int next = _definition.Product + 1;
        ParameterView? bias = weight is not null && next < state.Parameters.Count && state.Parameters[next].Definition.Kind == ParameterKind.Bias
            ? state.Parameters[next]
            : null;
        double[] mean = _moments.Means(normalization);
        double[] variance = _moments.Variances(normalization);
        double[] squares = _squares.Values();
        var predictedMean = new double[mean.Length];
        var predictedVariance = new double[mean.Length];
        for (int unit = 0; unit < mean.Length; unit++)
        {
            double square = weight is null
                ? variance[unit] + (mean[unit] * mean[unit])
                : squares.Select((value, input) => (double)weight[unit, input] * weight[unit, input] * value).Sum();
            double offset = bias?[unit] ?? 0;
            predictedMean[unit] = isInverted ? mean[unit] : (q * (mean[unit] - offset)) + offset;
            predictedVariance[unit] = isInverted
                ? variance[unit] + ((1 - q) / q * square)
                : (q * q * variance[unit]) + (q * (1 - q) * square);
        }

        return (predictedMean, predictedVariance);
    }
}
