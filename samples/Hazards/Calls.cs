namespace DropoutGen.Samples.Hazards;

[Network(64)]
[Dense(128), Relu, Dropout(0.5)]
[Dense(10), SoftmaxCrossEntropy]
public sealed partial class Digits;

/// <summary>Networks with dropout, called as they should not be.</summary>
public static class Calls
{
    public static double Accuracy(Trainer<Digits, int, Adam> trainer, float[][] rows, int[] labels)
    {
        int correct = 0;
        var logits = new float[10];
        for (int row = 0; row < rows.Length; row++)
        {
            trainer.Forward(rows[row], logits); // DG2003
            correct += ArgMax(logits) == labels[row] ? 1 : 0;
        }

        return (double)correct / rows.Length;
    }

    public static void SameMasks(Digits network, float[][] batches, float[] entropies)
    {
        for (int batch = 0; batch < batches.Length; batch++)
        {
            entropies[batch] = network.PredictMonteCarlo(batches[batch], passes: 100, seed: 7).PredictiveEntropy[0]; // DG2004
        }
    }

    public static float FewPasses(Digits network, float[] row) =>
        network.PredictMonteCarlo(row, passes: 5, seed: 1).Variance[0]; // DG2005

    public static int[] Votes(Trainer<Digits, int, Adam> trainer, float[] row)
    {
        var votes = new int[10];
        var logits = new float[10];
        for (int pass = 0; pass < 100; pass++)
        {
            trainer.Forward(row, logits);
            votes[ArgMax(logits)]++; // DG2006
        }

        return votes;
    }

    private static int ArgMax(float[] values) => Array.IndexOf(values, values.Max());
}
