namespace DropoutGen.Samples.Digits.Data;

/// <summary>Reads the four files of MNIST from a folder.</summary>
internal static class MnistReader
{
    private const int ImagesMagic = 2051;
    private const int LabelsMagic = 2049;

    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is not what its name says.</exception>
    public static DigitData Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{folder}: no such folder.");
        }

        return new DigitData(ReadSet(folder, "train"), ReadSet(folder, "t10k"), $"MNIST from {folder}");
    }

    private static DigitSet ReadSet(string folder, string name)
    {
        string imagesPath = RequireFile(folder, $"{name}-images-idx3-ubyte.gz");
        string labelsPath = RequireFile(folder, $"{name}-labels-idx1-ubyte.gz");

        byte[] pixels = IdxFile.Read(imagesPath, ImagesMagic, out int[] imageSizes);
        if (imageSizes[1] != DigitSet.Side || imageSizes[2] != DigitSet.Side)
        {
            throw new InvalidDataException(
                $"{imagesPath}: images of {imageSizes[1]} x {imageSizes[2]}, "
                + $"expected {DigitSet.Side} x {DigitSet.Side}.");
        }

        byte[] labels = IdxFile.Read(labelsPath, LabelsMagic, out int[] labelSizes);
        if (labelSizes[0] != imageSizes[0])
        {
            throw new InvalidDataException($"{labelsPath}: {labelSizes[0]} labels for {imageSizes[0]} images.");
        }

        int bad = Array.FindIndex(labels, static label => label >= DigitSet.Classes);
        if (bad >= 0)
        {
            throw new InvalidDataException($"{labelsPath}: label {bad} is {labels[bad]}, expected 0 to 9.");
        }

        return new DigitSet(
            Array.ConvertAll(pixels, static pixel => pixel / 255f),
            Array.ConvertAll(labels, static label => (int)label));
    }

    private static string RequireFile(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path}: no such file.", path);
    }
}
