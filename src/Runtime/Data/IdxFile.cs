using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;

namespace DropoutGen;

/// <summary>
/// Reads IDX files, MNIST's format: two zero bytes, the type, the number of sizes, the sizes and the values, big-endian;
/// packed by gzip or not.
/// </summary>
public static class IdxFile
{
    /// <summary>Reads all values.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is no IDX file, or damaged; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static DataArray Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ReadOnlySpan<byte> bytes = Bytes(path);
        if (bytes.Length < 4 || bytes[0] != 0 || bytes[1] != 0)
        {
            throw new InvalidDataException(
                $"{path}: no IDX file: it begins with {Convert.ToHexString(bytes[..Math.Min(bytes.Length, 4)])}, expected 0000, a type and a number of sizes.");
        }

        int size = bytes[2] switch
        {
            0x08 or 0x09 => 1,
            0x0B => 2,
            0x0C or 0x0D => 4,
            0x0E => 8,
            byte other => throw new InvalidDataException($"{path}: the type is 0x{other:X2}, which IDX does not have."),
        };
        int dimensions = bytes[3];
        int header = 4 * (1 + dimensions);
        if (bytes.Length < header)
        {
            throw new InvalidDataException(
                $"{path}: truncated: a header of {header} bytes expected, the file holds {bytes.Length} bytes.");
        }

        var shape = ImmutableArray.CreateBuilder<int>(dimensions);
        for (int i = 0; i < dimensions; i++)
        {
            shape.Add(BinaryPrimitives.ReadInt32BigEndian(bytes[(4 * (i + 1))..]));
        }

        int count = ArrayShape.Count(path, shape, (bytes.Length - header) / size, (bytes.Length - header) % size != 0);
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Value(bytes[2], bytes.Slice(header + (i * size), size));
        }

        return new DataArray(path, shape.MoveToImmutable(), values);
    }

    private static float Value(byte type, ReadOnlySpan<byte> bytes) => type switch
    {
        0x08 => bytes[0],
        0x09 => (sbyte)bytes[0],
        0x0B => BinaryPrimitives.ReadInt16BigEndian(bytes),
        0x0C => BinaryPrimitives.ReadInt32BigEndian(bytes),
        0x0D => BinaryPrimitives.ReadSingleBigEndian(bytes),
        _ => (float)BinaryPrimitives.ReadDoubleBigEndian(bytes),
    };

    private static ReadOnlySpan<byte> Bytes(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes is not [0x1F, 0x8B, ..])
        {
            return bytes;
        }

        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
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
