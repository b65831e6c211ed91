using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;

namespace DropoutGen;

/// <summary>Reads NumPy's arrays: <c>.npy</c>, one array, and <c>.npz</c>, an archive of named ones.</summary>
/// <remarks>The format is that of numpy.lib.format, versions 1 to 3. Arrays of Python objects are refused: they are programs.</remarks>
public static class NumPyFile
{
    private const int MagicLength = 6;

    /// <summary>Reads an <c>.npy</c> file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of a type that has no numbers; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static DataArray Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse(path, File.ReadAllBytes(path));
    }

    /// <summary>Reads all arrays of an <c>.npz</c> file, by name.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of a type that has no numbers; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, DataArray> ReadArchive(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return ReadArchive(stream, path);
    }

    internal static IReadOnlyDictionary<string, DataArray> ReadArchive(Stream stream, string source)
    {
        const string suffix = ".npy";
        var arrays = new Dictionary<string, DataArray>(StringComparer.Ordinal);
        using ZipArchive archive = Open(stream, source);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string name = entry.FullName.EndsWith(suffix, StringComparison.Ordinal)
                ? entry.FullName[..^suffix.Length]
                : throw new InvalidDataException($"{source}: the entry '{entry.FullName}' is no {suffix} file.");
            using var bytes = new MemoryStream();
            using (Stream packed = entry.Open())
            {
                packed.CopyTo(bytes);
            }

            if (!arrays.TryAdd(name, Parse($"{source}, {name}", bytes.ToArray())))
            {
                throw new InvalidDataException($"{source}: there are two arrays '{name}'.");
            }
        }

        return arrays;
    }

    internal static DataArray Parse(string source, ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', _, _, ..])
        {
            throw new InvalidDataException($"{source}: no NumPy array: it does not begin with 0x93 'NUMPY' and a version.");
        }

        int major = bytes[MagicLength];
        if (major is < 1 or > 3)
        {
            throw new InvalidDataException($"{source}: the version is {major}; versions 1 to 3 are read.");
        }

        int lengthAt = MagicLength + 2;
        int lengthSize = major == 1 ? 2 : 4;
        long headerLength = bytes.Length < lengthAt + lengthSize ? long.MaxValue
            : major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[lengthAt..])
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes[lengthAt..]);
        int headerAt = lengthAt + lengthSize;
        if (headerLength > bytes.Length - headerAt)
        {
            throw new InvalidDataException($"{source}: truncated: the file ends within its header.");
        }

        NumPyHeader header = NumPyHeader.Parse(source, Encoding.UTF8.GetString(bytes.Slice(headerAt, (int)headerLength)));
        ReadOnlySpan<byte> data = bytes[(headerAt + (int)headerLength)..];
        int size = header.ValueSize;
        int count = ArrayShape.Count(source, header.Shape, data.Length / size, data.Length % size != 0);
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[header.IsColumnMajor ? RowMajor(i, header.Shape) : i] = header.Value(data.Slice(i * size, size));
        }

        return new DataArray(source, header.Shape, values);
    }

    private static ZipArchive Open(Stream stream, string source)
    {
        try
        {
            return new ZipArchive(stream, ZipArchiveMode.Read);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{source}: no archive of arrays: {exception.Message}", exception);
        }
    }

    // In a column-major array the first index runs fastest.
    private static int RowMajor(int columnMajor, ImmutableArray<int> shape)
    {
        int index = 0;
        int stride = 1;
        Span<int> digits = stackalloc int[shape.Length];
        for (int i = 0; i < shape.Length; i++)
        {
            (columnMajor, digits[i]) = Math.DivRem(columnMajor, shape[i]);
        }

        for (int i = shape.Length - 1; i >= 0; i--)
        {
            index += digits[i] * stride;
            stride *= shape[i];
        }

        return index;
    }
}
