namespace DropoutGen.Samples.Digits.Metrics;

/// <summary>Whether a network that says 80% is right in 80% of the cases.</summary>
internal static class Calibration
{
    private const int Bins = 15;

    /// <summary>
    /// Expected calibration error (Naeini, Cooper, Hauskrecht 2015): the gap between confidence and accuracy in bins of
    /// equal width by confidence, weighted by the digits in each.
    /// </summary>
    public static double ExpectedError(Predictions predictions)
    {
        // |sum of confidence - number right| is the bin's weight times its gap already.
        var excess = new double[Bins];
        for (int row = 0; row < predictions.Count; row++)
        {
            float confidence = predictions.Confidence(row);
            int bin = Math.Min((int)(confidence * Bins), Bins - 1);
            excess[bin] += confidence - (predictions.IsRight(row) ? 1 : 0);
        }

        return excess.Sum(Math.Abs) / Math.Max(predictions.Count, 1);
    }
}
