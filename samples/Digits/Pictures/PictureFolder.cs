using DropoutGen.Samples.Digits.Data;
using DropoutGen.Samples.Digits.Metrics;

namespace DropoutGen.Samples.Digits.Pictures;

/// <summary>Writes all pictures.</summary>
internal static class PictureFolder
{
    /// <summary>Writes the pictures and returns their paths.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="test">The test digits.</param>
    /// <param name="results">The pairs; the first is the one on all digits.</param>
    public static IReadOnlyList<string> Save(string folder, DigitSet test, IReadOnlyList<PairResult> results)
    {
        PictureFont.Choose();
        string curves = Path.Combine(folder, "learning-curves.png");
        string confusion = Path.Combine(folder, "confusion-matrix.png");
        string uncertain = Path.Combine(folder, "most-uncertain-digits.png");
        LearningCurves.Save(curves, [.. results.Select(LearningCurvePair.Of)]);
        ConfusionPicture.Save(confusion, results[0]);
        UncertainDigits.Save(uncertain, test, results[0]);
        return [curves, confusion, uncertain];
    }
}
