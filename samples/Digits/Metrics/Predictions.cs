using DropoutGen.Samples.Digits.Data;

namespace DropoutGen.Samples.Digits.Metrics;

/// <summary>Class probabilities of a set of digits beside the true labels.</summary>
internal sealed class Predictions
{
    private const int Classes = DigitSet.Classes;
    private readonly float[] _probabilities;
    private readonly int[] _labels;

    public Predictions(float[] probabilities, int[] labels)
    {
        _probabilities = probabilities;
        _labels = labels;
        Classified = new int[labels.Length];
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<float> values = Row(row);
            int best = 0;
            for (int c = 1; c < Classes; c++)
            {
                best = values[c] > values[best] ? c : best;
            }

            Classified[row] = best;
        }

        Accuracy = (double)Enumerable.Range(0, Count).Count(IsRight) / Math.Max(Count, 1);
    }

    public int Count => _labels.Length;

    /// <summary>The most probable class of each digit.</summary>
    public int[] Classified { get; }

    public double Accuracy { get; }

    /// <summary>Whether the network is right in 80% of the cases when it says 80%.</summary>
    public double CalibrationError => UncertaintyMetrics.ExpectedCalibrationError(_probabilities, _labels);

    public static Predictions Of<TNetwork>(TNetwork network, DigitSet digits)
        where TNetwork : class, INetwork<TNetwork>
    {
        var probabilities = new float[digits.Count * Classes];
        network.Predict(digits.Images, probabilities);
        return new Predictions(probabilities, digits.Labels);
    }

    public ReadOnlySpan<float> Row(int row) => _probabilities.AsSpan(row * Classes, Classes);

    public int Label(int row) => _labels[row];

    public bool IsRight(int row) => Classified[row] == _labels[row];

    /// <summary>Entropy of each digit's distribution, in nats.</summary>
    public float[] Entropies()
    {
        var entropies = new float[Count];
        for (int row = 0; row < Count; row++)
        {
            foreach (float p in Row(row))
            {
                // p log p goes to 0 with p.
                entropies[row] -= p > 0f ? p * MathF.Log(p) : 0f;
            }
        }

        return entropies;
    }
}
