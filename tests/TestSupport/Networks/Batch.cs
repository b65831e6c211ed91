using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.TestSupport.Networks;

/// <summary>Seeded rows with their targets, as floats for the kernels and as doubles of the same value for the oracle.</summary>
public sealed class Batch
{
    private readonly OracleNetwork _oracle;
    private readonly int[] _labels;
    private readonly float[] _values;

    /// <param name="oracle">Whose shapes and loss the batch fits.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="seed">Equal seeds give equal batches.</param>
    /// <param name="weighted">Whether each row has a weight of its own, between 0 and 2.</param>
    public Batch(OracleNetwork oracle, int rows, int seed, bool weighted = false)
    {
        _oracle = oracle;
        Rows = rows;
        var random = new Random(seed);
        Inputs = Draw(random, rows * oracle.Inputs, -1.5, 1.5);
        _labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(oracle.Outputs))];
        _values = Draw(random, rows * oracle.Loss.TargetsPerRow(oracle.Outputs), 0, 1);
        Weights = weighted ? Draw(random, rows, 0, 2) : [];
    }

    public int Rows { get; }

    public float[] Inputs { get; }

    /// <summary>One weight a row, or none at all.</summary>
    public float[] Weights { get; }

    public Matrix InputMatrix => Matrix.FromRows(Inputs, _oracle.Inputs);

    public OracleTargets OracleTargets
    {
        get
        {
            double[]? weights = Weights.Length == 0 ? null : Array.ConvertAll(Weights, static weight => (double)weight);
            return _oracle.Loss is SoftmaxCrossEntropy
                ? OracleTargets.Labels(_labels, weights)
                : OracleTargets.Values(Matrix.FromRows(_values, _oracle.Loss.TargetsPerRow(_oracle.Outputs)), weights);
        }
    }

    /// <summary>Labels for <see cref="int"/>, values for <see cref="float"/>.</summary>
    public TTarget[] Targets<TTarget>() =>
        typeof(TTarget) == typeof(int) ? (TTarget[])(object)_labels : (TTarget[])(object)_values;

    private static float[] Draw(Random random, int count, double lower, double upper) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(lower + ((upper - lower) * random.NextDouble())))];
}
