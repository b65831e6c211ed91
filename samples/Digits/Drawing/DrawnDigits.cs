using DropoutGen.Samples.Digits.Data;

namespace DropoutGen.Samples.Digits.Drawing;

/// <summary>
/// Digits that need no download: strokes with jittered control points, laid on the paper in a random pose, bent, drawn
/// with a pen of random width, blurred and noisy.
/// </summary>
internal static class DrawnDigits
{
    private const int TrainingCount = 16_000;
    private const int TestCount = 4_000;

    /// <summary>Draws both sets. Digit i depends on the seed and i alone: the number of threads does not matter.</summary>
    public static DigitData Draw(ulong seed) =>
        new(
            DrawSet(seed, first: 0, TrainingCount),
            DrawSet(seed, first: TrainingCount, TestCount),
            $"digits drawn by the sample (seed {seed})");

    private static DigitSet DrawSet(ulong seed, int first, int count)
    {
        var images = new float[count * DigitSet.Pixels];
        var labels = new int[count];
        Parallel.For(
            0,
            count,
            static () => new DigitPen(),
            (row, _, pen) =>
            {
                var random = new RandomStream(seed, (ulong)(first + row));
                int digit = random.NextIndex(DigitSet.Classes);
                labels[row] = digit;
                pen.Draw(digit, ref random, images.AsSpan(row * DigitSet.Pixels, DigitSet.Pixels));
                return pen;
            },
            static _ => { });
        return new DigitSet(images, labels);
    }
}
