namespace DropoutGen.Samples.Digits.Data;

/// <summary>Reads the four files of MNIST from a folder.</summary>
internal static class MnistReader
{
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

        DataArray images = IdxFile.Read(imagesPath);
        if (images.Shape is not [_, DigitSet.Side, DigitSet.Side])
        {
            throw new InvalidDataException(
                $"{imagesPath}: the sizes are {string.Join(" x ", images.Shape)}, expected images of {DigitSet.Side} x {DigitSet.Side}.");
        }

        int[] labels = IdxFile.Read(labelsPath).ToLabels(DigitSet.Classes);
        return labels.Length == images.Rows
            ? new DigitSet(images.Scaled(1 / 255f), labels)
            : throw new InvalidDataException($"{labelsPath}: {labels.Length} labels for {images.Rows} images.");
    }

    private static string RequireFile(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path}: no such file.", path);
    }
}
