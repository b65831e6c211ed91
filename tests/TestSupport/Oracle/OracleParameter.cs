namespace DropoutGen.TestSupport.Oracle;

/// <summary>A named tensor that is learned. Weights are [out, in], row-major.</summary>
public sealed class OracleParameter(string name, int[] shape)
{
    public string Name { get; } = name;

    public IReadOnlyList<int> Shape { get; } = shape;

    public double[] Values { get; } = new double[shape.Aggregate(1, (product, size) => product * size)];

    /// <summary>Whether this is a matrix.</summary>
    public bool IsWeight => Shape.Count > 1;

    /// <summary>Largest Euclidean norm of a row of a matrix behind an update.</summary>
    public double MaxNorm { get; init; } = double.PositiveInfinity;

    /// <summary>Whether it belongs to a normalisation.</summary>
    public bool IsOfNormalization { get; init; }

    /// <summary>What drawn values are spread around.</summary>
    public double Center { get; init; }

    /// <summary>Whether it decays by default: all but biases of dense layers.</summary>
    public bool Decays => IsWeight || IsOfNormalization;

    /// <summary>Scales rows that are longer back to <see cref="MaxNorm"/>.</summary>
    public void Constrain()
    {
        int length = Shape[^1];
        for (int start = 0; IsWeight && start < Values.Length; start += length)
        {
            Span<double> row = Values.AsSpan(start, length);
            double squares = 0;
            foreach (double value in row)
            {
                squares += value * value;
            }

            double factor = Math.Min(1, MaxNorm / Math.Sqrt(squares));
            for (int i = 0; squares > 0 && i < length; i++)
            {
                row[i] *= factor;
            }
        }
    }

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
