using DropoutGen.Samples.Digits.Data;

namespace DropoutGen.Samples.Digits.Metrics;

/// <summary>How often each digit was taken for each.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[,] _counts = new int[DigitSet.Classes, DigitSet.Classes];

    public ConfusionMatrix(Predictions predictions)
    {
        for (int row = 0; row < predictions.Count; row++)
        {
            _counts[predictions.Label(row), predictions.Classified[row]]++;
        }
    }

    public int this[int actual, int predicted] => _counts[actual, predicted];

    public int Total(int actual) => Enumerable.Range(0, DigitSet.Classes).Sum(predicted => _counts[actual, predicted]);

    /// <summary>The most frequent single confusion.</summary>
    public int WorstConfusion() =>
        (from actual in Enumerable.Range(0, DigitSet.Classes)
         from predicted in Enumerable.Range(0, DigitSet.Classes)
         where actual != predicted
         select _counts[actual, predicted]).Max();
}
