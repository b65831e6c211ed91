namespace DropoutGen.TestSupport.Oracle;

/// <summary>A named tensor that is learned. Weights are [out, in], row-major.</summary>
public sealed class OracleParameter(string name, int[] shape)
{
    public string Name { get; } = name;

    public IReadOnlyList<int> Shape { get; } = shape;

    public double[] Values { get; } = new double[shape.Aggregate(1, (product, size) => product * size)];

    /// <summary>Whether this is a matrix.</summary>
    public bool IsWeight => Shape.Count > 1;

    /// <summary>Whether it belongs to a normalisation.</summary>
    public bool IsOfNormalization { get; init; }

    /// <summary>What drawn values are spread around.</summary>
    public double Center { get; init; }

    /// <summary>Whether it decays by default: all but biases of dense layers.</summary>
    public bool Decays => IsWeight || IsOfNormalization;

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
