namespace DropoutGen.Samples.Theory.Data;

/// <summary>Eight correlated inputs of different size and a target that is linear in them, curved in the first, and noisy.</summary>
internal sealed class RegressionData
{
    public const int Columns = 8;

    private RegressionData(float[] inputs, float[] targets)
    {
        Inputs = inputs;
        Targets = targets;
    }

    public float[] Inputs { get; }

    public float[] Targets { get; }

    public ReadOnlySpan<float> Row(int row) => Inputs.AsSpan(row * Columns, Columns);

    public static RegressionData Draw(int rows, ulong seed)
    {
        var inputs = new float[rows * Columns];
        var targets = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            var random = new RandomStream(seed, (ulong)row);
            float common = random.NextNormal();
            float target = 0.15f * random.NextNormal();
            for (int i = 0; i < Columns; i++)
            {
                float x = (0.5f + (0.1f * i)) * ((0.6f * common) + (0.8f * random.NextNormal()));
                inputs[(row * Columns) + i] = x;
                target += Slope(i) * x;
            }

            targets[row] = target + (0.5f * MathF.Sin(3 * inputs[row * Columns]));
        }

        return new RegressionData(inputs, targets);
    }

    private static float Slope(int column) => (column % 2 == 0 ? 1f : -1f) * (1f - (0.1f * column));
}
