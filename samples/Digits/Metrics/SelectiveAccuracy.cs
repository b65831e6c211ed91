namespace DropoutGen.Samples.Digits.Metrics;

/// <summary>Accuracy when the network may pass on the digits it is least certain of.</summary>
internal static class SelectiveAccuracy
{
    /// <summary>Accuracy among the most certain part of the digits.</summary>
    /// <param name="predictions">What the network says.</param>
    /// <param name="uncertainty">One value a digit, larger for less certain.</param>
    /// <param name="share">Part of the digits that it answers, above 0 up to 1.</param>
    public static double Among(Predictions predictions, ReadOnlySpan<float> uncertainty, double share)
    {
        int[] order = MostUncertainFirst(uncertainty);
        int kept = Math.Max((int)Math.Round(share * order.Length), 1);
        return (double)order[^kept..].Count(predictions.IsRight) / kept;
    }

    /// <summary>The numbers of the digits by falling uncertainty; equal ones stay in their order.</summary>
    public static int[] MostUncertainFirst(ReadOnlySpan<float> uncertainty)
    {
        float[] values = uncertainty.ToArray();
        return [.. Enumerable.Range(0, values.Length).OrderByDescending(row => values[row])];
    }
}
