namespace DropoutGen.Samples.Uncertainty.Cubic;

/// <summary>Rows of y = x^3 + noise with x uniform in [-4, 4].</summary>
/// <remarks>The example of Hernández-Lobato, Adams: Probabilistic Backpropagation (2015), section 5.1, with more rows.</remarks>
internal sealed class CubicData
{
    public const float Noise = 3f;
    public const float Range = 4f;

    // What the network sees is of the size of 1.
    public const float InputScale = Range;
    public const float TargetScale = 32f;

    public CubicData(int rows, ulong seed)
    {
        var random = new RandomStream(seed, stream: 1);
        X = new float[rows];
        Y = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            X[row] = random.Next(-Range, Range);
            Y[row] = Truth(X[row]) + (Noise * random.NextNormal());
        }
    }

    private CubicData(float[] x, float[] y)
    {
        X = x;
        Y = y;
    }

    public float[] X { get; }

    public float[] Y { get; }

    public float[] Inputs => Array.ConvertAll(X, static x => x / InputScale);

    public float[] Targets => Array.ConvertAll(Y, static y => y / TargetScale);

    /// <summary>As many rows, drawn with replacement.</summary>
    public CubicData Bootstrap(ulong seed)
    {
        var random = new RandomStream(seed, stream: 3);
        int[] rows = [.. X.Select(_ => random.NextIndex(X.Length))];
        return new CubicData([.. rows.Select(row => X[row])], [.. rows.Select(row => Y[row])]);
    }

    public static float Truth(float x) => x * x * x;
}
