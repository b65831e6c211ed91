namespace DropoutGen.Samples.Theory.Data;

/// <summary>Points on the three arms of a spiral.</summary>
internal sealed class SpiralData
{
    public const int Arms = 3;

    private SpiralData(float[] inputs, int[] labels)
    {
        Inputs = inputs;
        Labels = labels;
    }

    public float[] Inputs { get; }

    public int[] Labels { get; }

    public static SpiralData Draw(int rows, ulong seed)
    {
        var inputs = new float[2 * rows];
        var labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            var random = new RandomStream(seed, (ulong)row);
            labels[row] = row % Arms;
            float along = 0.1f + (0.9f * random.NextUnit());
            float angle = (MathF.Tau * labels[row] / Arms) + (4f * along) + (0.22f * random.NextNormal());
            inputs[2 * row] = 2 * along * MathF.Cos(angle);
            inputs[(2 * row) + 1] = 2 * along * MathF.Sin(angle);
        }

        return new SpiralData(inputs, labels);
    }
}
