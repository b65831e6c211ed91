namespace DropoutGen.TestSupport.Oracle;

/// <summary>A named tensor that is learned. Weights are [out, in], row-major.</summary>
public sealed class OracleParameter(string name, int[] shape)
{
    public string Name { get; } = name;

    public IReadOnlyList<int> Shape { get; } = shape;

    public double[] Values { get; } = new double[shape.Aggregate(1, (product, size) => product * size)];

    /// <summary>Whether this is a matrix: biases and scales are exempt from weight decay when that is asked for.</summary>
    public bool IsWeight => Shape.Count > 1;

    public void CopyFrom(ReadOnlySpan<float> values)
    {
        if (values.Length != Values.Length)
        {
            throw new ArgumentException($"{Name} has {Values.Length} values, not {values.Length}.", nameof(values));
        }

        for (int i = 0; i < values.Length; i++)
        {
            Values[i] = values[i];
        }
    }
}
