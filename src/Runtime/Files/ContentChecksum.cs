using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DropoutGen;

/// <summary>
/// A CRC-32C (Castagnoli) over names, shapes, values and metadata, independent of how the header is spelled: the format
/// itself does not notice a changed bit among the values.
/// </summary>
internal static class ContentChecksum
{
    public const string Key = "checksum";

    private const int Piece = 1 << 14;

    /// <summary>Of what is to be written.</summary>
    public static uint Of(IEnumerable<SafetensorsSource> tensors, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        uint checksum = Of(metadata);
        var buffer = new float[Piece];
        foreach (SafetensorsSource tensor in tensors)
        {
            checksum = Add(Add(checksum, tensor.Name), tensor.Shape);
            if (tensor.Value is { } integer)
            {
                checksum = BitOperations.Crc32C(checksum, (ulong)integer);
                continue;
            }

            long count = tensor.Count;
            for (long start = 0; start < count; start += Piece)
            {
                Span<float> piece = buffer.AsSpan(0, (int)Math.Min(Piece, count - start));
                tensor.Fill(start, piece);
                checksum = Add(checksum, piece);
            }
        }

        return checksum;
    }

    /// <summary>Compares a file with the checksum that it states.</summary>
    /// <exception cref="InvalidSafetensorsException">They differ, or it states none.</exception>
    public static void Require(SafetensorsFile file)
    {
        if (!file.Metadata.TryGetValue(Key, out string? stated))
        {
            throw new InvalidSafetensorsException($"The file has no '{Key}' in its metadata.");
        }

        uint checksum = Of(file.Metadata);
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            checksum = Add(Add(Add(checksum, tensor.Name), tensor.Shape), tensor.Values);
            foreach (long integer in tensor.Integers)
            {
                checksum = BitOperations.Crc32C(checksum, (ulong)integer);
            }
        }

        if (stated != Text(checksum))
        {
            throw new InvalidSafetensorsException(
                $"The file is damaged: it states the checksum {SafetensorsHeader.Quote(stated)}, its content has '{Text(checksum)}'.");
        }
    }

    public static string Text(uint checksum) => checksum.ToString("x8", CultureInfo.InvariantCulture);

    private static uint Of(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        uint checksum = uint.MaxValue;
        foreach ((string key, string value) in metadata.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            if (key != Key)
            {
                checksum = Add(Add(checksum, key), value);
            }
        }

        return checksum;
    }

    // With the length, so that what moves from one string to the next is noticed.
    private static uint Add(uint checksum, string text)
    {
        checksum = BitOperations.Crc32C(checksum, (uint)text.Length);
        foreach (char character in text)
        {
            checksum = BitOperations.Crc32C(checksum, character);
        }

        return checksum;
    }

    private static uint Add(uint checksum, IReadOnlyCollection<int> shape)
    {
        checksum = BitOperations.Crc32C(checksum, (uint)shape.Count);
        foreach (int size in shape)
        {
            checksum = BitOperations.Crc32C(checksum, (uint)size);
        }

        return checksum;
    }

    private static uint Add(uint checksum, ReadOnlySpan<float> values)
    {
        foreach (uint value in MemoryMarshal.Cast<float, uint>(values))
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return checksum;
    }
}
