using System.IO.Compression;

namespace DropoutGen.TestSupport.Data;

/// <summary>MNIST's images as floats in [0, 1] and labels, from the IDX files.</summary>
/// <param name="Images">Rows x 784 values.</param>
/// <param name="Labels">One digit a row.</param>
public sealed record Mnist(float[] Images, int[] Labels)
{
    /// <summary>Values in one image.</summary>
    public const int Pixels = 784;

    private const int ImageHeader = 16;
    private const int LabelHeader = 8;

    /// <summary>Reads <c>train</c> or <c>t10k</c>.</summary>
    public static Mnist Read(string folder, string part)
    {
        byte[] images = Decompressed(Path.Combine(folder, part + "-images-idx3-ubyte.gz"));
        byte[] labels = Decompressed(Path.Combine(folder, part + "-labels-idx1-ubyte.gz"));
        return new Mnist(
            Array.ConvertAll(images[ImageHeader..], static pixel => pixel / 255f),
            Array.ConvertAll(labels[LabelHeader..], static label => (int)label));
    }

    private static byte[] Decompressed(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
