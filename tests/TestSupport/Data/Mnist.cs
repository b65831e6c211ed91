namespace DropoutGen.TestSupport.Data;

/// <summary>MNIST's images as floats in [0, 1] and labels, from the IDX files.</summary>
/// <param name="Images">Rows x 784 values.</param>
/// <param name="Labels">One digit a row.</param>
public sealed record Mnist(float[] Images, int[] Labels)
{
    /// <summary>Values in one image.</summary>
    public const int Pixels = 784;

    /// <summary>Reads <c>train</c> or <c>t10k</c>.</summary>
    public static Mnist Read(string folder, string part)
    {
        DataArray images = IdxFile.Read(Path.Combine(folder, part + "-images-idx3-ubyte.gz"));
        DataArray labels = IdxFile.Read(Path.Combine(folder, part + "-labels-idx1-ubyte.gz"));
        return new Mnist(images.Scaled(1 / 255f), labels.ToLabels(classes: 10));
    }
}
