using System.Buffers.Binary;
using System.IO.Compression;

namespace DropoutGen.Samples.Digits.Data;

/// <summary>Reads a gzipped IDX file of bytes: a magic number, the sizes (big-endian), then the values.</summary>
internal static class IdxFile
{
    /// <summary>Reads all values.</summary>
    /// <param name="path">The file.</param>
    /// <param name="magic">The magic number it must begin with; the lowest byte is the number of sizes.</param>
    /// <param name="sizes">The sizes that the file states.</param>
    /// <exception cref="InvalidDataException">The file is not what its name says.</exception>
    public static byte[] Read(string path, int magic, out int[] sizes)
    {
        ReadOnlySpan<byte> bytes = Unpack(path);
        int headerLength = 4 * (1 + (magic & 0xFF));
        if (bytes.Length >= 4 && BinaryPrimitives.ReadInt32BigEndian(bytes) is var found && found != magic)
        {
            throw new InvalidDataException($"{path}: the magic number is {found}, expected {magic}.");
        }

        if (bytes.Length < headerLength)
        {
            throw new InvalidDataException(
                $"{path}: truncated: a header of {headerLength} bytes expected, the file holds {bytes.Length} bytes.");
        }

        sizes = new int[magic & 0xFF];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(bytes[(4 * (i + 1))..]);
        }

        ReadOnlySpan<byte> values = bytes[headerLength..];
        CheckCount(path, sizes, values.Length);
        return values.ToArray();
    }

    private static void CheckCount(string path, int[] sizes, int found)
    {
        string shape = string.Join(" x ", sizes);
        long count = 1;
        foreach (int size in sizes)
        {
            // No overflow: the product is checked before it can leave 62 bits.
            if (size <= 0 || (count *= size) > Array.MaxLength)
            {
                throw new InvalidDataException($"{path}: the header states {shape} values, which cannot be.");
            }
        }

        if (found != count)
        {
            string fault = found < count ? "truncated" : "too long";
            throw new InvalidDataException(
                $"{path}: {fault}: the header states {shape} = {count} values, the file holds {found}.");
        }
    }

    private static ReadOnlySpan<byte> Unpack(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        try
        {
            gzip.CopyTo(unpacked);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException(
                $"{path}: not a sound gzip file: it breaks after {unpacked.Length} unpacked bytes.", exception);
        }

        return unpacked.GetBuffer().AsSpan(0, (int)unpacked.Length);
    }
}
