namespace DropoutGen.Samples.Digits.Data;

/// <summary>Digits and their labels: rows of 28 x 28 values from 0 (paper) to 1 (ink).</summary>
internal sealed class DigitSet
{
    public const int Side = 28;
    public const int Pixels = Side * Side;
    public const int Classes = 10;

    public DigitSet(float[] images, int[] labels)
    {
        if (images.Length != labels.Length * Pixels)
        {
            throw new ArgumentException(
                $"{labels.Length} labels need {labels.Length * Pixels} pixels, not {images.Length}.");
        }

        Images = images;
        Labels = labels;
    }

    public float[] Images { get; }

    public int[] Labels { get; }

    public int Count => Labels.Length;

    /// <summary>The same digits as data to train on.</summary>
    public Dataset<int> Rows => Dataset.Create(Images, Labels, Pixels);

    public ReadOnlySpan<float> Image(int row) => Images.AsSpan(row * Pixels, Pixels);

    /// <summary>The first rows. Both sources come in no particular order, so these are as good as any.</summary>
    public DigitSet Take(int count) =>
        count >= Count ? this : new DigitSet(Images[..(count * Pixels)], Labels[..count]);
}
