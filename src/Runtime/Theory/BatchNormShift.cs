using DropoutGen.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>
/// The moments of the values in front of a batch normalisation, in training and without dropout, as measured and, where the
/// dropout in front is known, as predicted from moments without dropout.
/// </summary>
/// <remarks>
/// With keep probability q, a unit a = sum w x + b behind inverted dropout of x has in training the variance
/// Var[a] + (1 - q)/q sum w^2 E[x^2], moments on the right being those without dropout; classic scaling has the same ratio.
/// Without scaling (<see cref="DropoutScaling.None"/>) it is q^2 Var[a] + q (1 - q) sum w^2 E[x^2], and the mean is
/// q (E[a] - b) + b: the normalised mean moves at inference, of a dropped unit itself by
/// mu (1 - q) / sqrt(q sigma^2 + q (1 - q) mu^2 + epsilon). Inverted scaling keeps the mean. What dropouts further in front do
/// to the moments of x is not part of the prediction. Li, Chen, Hu, Yang: Understanding the Disharmony between Dropout and
/// Batch Normalization by Variance Shift (2019).
/// </remarks>
public sealed class BatchNormShift
{
    private readonly double[] _trainingMean;
    private readonly double[] _trainingVariance;
    private readonly double[] _inferenceMean;
    private readonly double[] _inferenceVariance;
    private readonly double[] _predictedMean;
    private readonly double[] _predictedVariance;

    private BatchNormShift(
        BatchNormDefinition normalization, PooledMoments training, PooledMoments inference, int index, (double[] Mean, double[] Variance) predicted)
    {
        Normalization = normalization;
        _trainingMean = training.Means(index);
        _trainingVariance = training.Variances(index);
        _inferenceMean = inference.Means(index);
        _inferenceVariance = inference.Variances(index);
        (_predictedMean, _predictedVariance) = predicted;
    }

    /// <summary>The batch normalisation.</summary>
    public BatchNormDefinition Normalization { get; }

    /// <summary>Mean of each unit in training, over rows and masks.</summary>
    public ReadOnlySpan<double> TrainingMean => _trainingMean;

    /// <summary>Variance of each unit in training, over rows and masks.</summary>
    public ReadOnlySpan<double> TrainingVariance => _trainingVariance;

    /// <summary>Mean of each unit without dropout, over rows.</summary>
    public ReadOnlySpan<double> InferenceMean => _inferenceMean;

    /// <summary>Variance of each unit without dropout, over rows.</summary>
    public ReadOnlySpan<double> InferenceVariance => _inferenceVariance;

    /// <summary>Whether there is a prediction: a dropout is in front, straight or with nothing but one dense layer between.</summary>
    public bool IsPredicted => _predictedVariance.Length > 0;

    /// <summary>The mean in training that follows from moments without dropout; empty where there is no prediction.</summary>
    public ReadOnlySpan<double> PredictedMean => _predictedMean;

    /// <summary>The variance in training that follows from moments without dropout; empty where there is no prediction.</summary>
    public ReadOnlySpan<double> PredictedVariance => _predictedVariance;

    /// <summary>Variance in training over variance without dropout, each summed over the units.</summary>
    public double VarianceRatio => _trainingVariance.Sum() / _inferenceVariance.Sum();

    /// <summary>The same as predicted; NaN where there is no prediction.</summary>
    public double PredictedVarianceRatio => IsPredicted ? _predictedVariance.Sum() / _inferenceVariance.Sum() : double.NaN;

    /// <summary>
    /// What each unit's normalised mean moves by at inference, before the learned weight:
    /// (inference mean - training mean) / sqrt(training variance + epsilon).
    /// </summary>
    public double[] MeanShift => Shift(_trainingMean, _trainingVariance);

    /// <summary>The same as predicted; empty where there is no prediction.</summary>
    public double[] PredictedMeanShift => Shift(_predictedMean, _predictedVariance);

    /// <summary>Measures all batch normalisations of a network, in declaration order. The network is not changed.</summary>
    /// <typeparam name="TNetwork">The declared class.</typeparam>
    /// <param name="network">The network; it must not be trained meanwhile.</param>
    /// <param name="inputs">Rows x inputs values, at least 2 rows.</param>
    /// <param name="seed">Key of the masks.</param>
    /// <param name="passes">Masks for each row, 1 or above.</param>
    /// <param name="batchSize">Rows that are normalised together, as in training; 2 or above.</param>
    /// <exception cref="ArgumentException">The length is no whole number of rows, or there are fewer than 2.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="passes"/> is below 1 or <paramref name="batchSize"/> below 2.</exception>
    public static IReadOnlyList<BatchNormShift> Measure<TNetwork>(
        TNetwork network, ReadOnlySpan<float> inputs, ulong seed, int passes = 4, int batchSize = 512)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(passes, 1);
        NetworkState state = network.State;
        RowBatches batches = RowBatches.Of(state.Definition, inputs, batchSize);
        var workspace = new Workspace(state.Definition, batches.Largest);
        var inference = new PooledMoments(state.Definition);
        var squares = new SquareMeans(state.Definition);
        var training = new PooledMoments(state.Definition);
        for (int batch = 0; batch < batches.Count; batch++)
        {
            ReadOnlySpan<float> rows = batches.Slice(inputs, batch, out int first, out int count);
            TNetwork.Calibrate(new NetworkPass(state, workspace, rows, count));
            inference.Add(workspace, count);
            squares.Add(workspace, count);
            for (int pass = 0; pass < passes; pass++)
            {
                MaskDrawing.Run(state, workspace, seed, (ulong)pass, first, count);
                TNetwork.Forward(new NetworkPass(state, workspace, rows, count));
                training.Add(workspace, count);
            }
        }

        return
        [
            .. state.Definition.BatchNorms.Select((normalization, i) => new BatchNormShift(
                normalization, training, inference, i, Predict(state, normalization, inference.Means(i), inference.Variances(i), squares.Of(i)))),
        ];
    }

    private static (double[] Mean, double[] Variance) Predict(
        NetworkState state, BatchNormDefinition normalization, double[] mean, double[] variance, double[] squares)
    {
        if (normalization.Dropout < 0 || state.Dropouts[normalization.Dropout] is not { Definition.Kind: DropoutKind.Standard or DropoutKind.Gaussian } dropout)
        {
            return ([], []);
        }

        double q = dropout.EffectiveKeepProbability;
        bool isUnscaled = dropout.Definition is { Kind: DropoutKind.Standard, Scaling: DropoutScaling.None };
        ParameterView? weight = normalization.Product < 0 ? null : state.Parameters[normalization.Product];

        // The bias, if there is one, follows its weight.
        ParameterView? bias = weight is not null && normalization.Product + 1 < state.Parameters.Count
            && state.Parameters[normalization.Product + 1].Definition.Kind == ParameterKind.Bias ? state.Parameters[normalization.Product + 1] : null;
        var predictedMean = new double[mean.Length];
        var predictedVariance = new double[mean.Length];
        for (int unit = 0; unit < mean.Length; unit++)
        {
            double square = weight is null
                ? variance[unit] + (mean[unit] * mean[unit])
                : squares.Select((value, input) => (double)weight[unit, input] * weight[unit, input] * value).Sum();
            double offset = bias?[unit] ?? 0;
            predictedMean[unit] = isUnscaled ? (q * (mean[unit] - offset)) + offset : mean[unit];
            predictedVariance[unit] = isUnscaled
                ? (q * q * variance[unit]) + (q * (1 - q) * square)
                : variance[unit] + ((1 - q) / q * square);
        }

        return (predictedMean, predictedVariance);
    }

    private double[] Shift(double[] mean, double[] variance) =>
        [.. mean.Select((value, unit) => (_inferenceMean[unit] - value) / Math.Sqrt(variance[unit] + Normalization.Epsilon))];
}
