using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DropoutGen;

/// <summary>
/// Reads safetensors: 8 bytes of header length (little-endian), a JSON header, the tensors' bytes without gaps. Files
/// come from anywhere: every number is checked before it is used, and memory is taken only for bytes that are there.
/// </summary>
internal static class SafetensorsReader
{
    /// <summary>The limit of the reference implementation.</summary>
    private const int MaximumHeaderLength = 100_000_000;

    private const int LengthBytes = 8;

    /// <summary>What is taken at once when the stream does not say how much it holds.</summary>
    private const int Chunk = 1 << 16;

    /// <summary>The most values that are read by one call.</summary>
    private const int MaximumPiece = 1 << 20;

    /// <summary>Reads from the stream's position to its end.</summary>
    /// <exception cref="InvalidSafetensorsException">The bytes break the format, or a tensor is neither F32 nor I64.</exception>
    public static SafetensorsFile Read(Stream stream)
    {
        long? available = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : null;
        int headerLength = ReadHeaderLength(stream, available);
        SafetensorsHeader header = SafetensorsHeader.Parse(ReadHeader(stream, headerLength, available is not null));
        long dataLength = RequireContiguous(header.Entries);
        if (available is not null)
        {
            RequireDataLength(header.Entries, dataLength, available.Value - LengthBytes - headerLength);
        }

        var tensors = new SafetensorsTensor[header.Entries.Count];
        foreach ((int index, SafetensorsEntry entry) in InFileOrder(header.Entries))
        {
            tensors[index] = entry.IsInteger
                ? new SafetensorsTensor(entry.Name, entry.Shape, [])
                {
                    IsInteger = true,
                    Integers = ReadValues<long>(stream, entry, dataLength, available is not null),
                }
                : new SafetensorsTensor(
                    entry.Name, entry.Shape, ReadValues<float>(stream, entry, dataLength, available is not null));
        }

        if (stream.ReadByte() >= 0)
        {
            throw Invalid($"The file goes on behind the {dataLength} bytes of data that its header describes.");
        }

        return new SafetensorsFile(tensors, header.Metadata);
    }

    private static int ReadHeaderLength(Stream stream, long? available)
    {
        Span<byte> bytes = stackalloc byte[LengthBytes];
        int read = stream.ReadAtLeast(bytes, LengthBytes, throwOnEndOfStream: false);
        if (read < LengthBytes)
        {
            throw Invalid($"The file ends after {read} bytes; the header length alone takes {LengthBytes}.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > MaximumHeaderLength)
        {
            throw Invalid($"The header length is {length} bytes, above the limit of {MaximumHeaderLength}.");
        }

        if (available is not null && (long)length > available.Value - LengthBytes)
        {
            throw Invalid(
                $"The header length is {length} bytes, but the file has only {available.Value - LengthBytes} behind it.");
        }

        return (int)length;
    }

    private static byte[] ReadHeader(Stream stream, int length, bool isThere)
    {
        var bytes = new byte[isThere ? length : Math.Min(length, Chunk)];
        int filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            if (filled < bytes.Length)
            {
                throw Invalid($"The header length is {length} bytes, but the file has only {filled} behind it.");
            }

            if (filled == length)
            {
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min(length, 2L * filled));
        }
    }

    /// <summary>Tensors by their place in the data, with their place in the header; empty ones in front.</summary>
    private static IEnumerable<(int Index, SafetensorsEntry Entry)> InFileOrder(
        IReadOnlyList<SafetensorsEntry> entries) =>
        entries.Index().OrderBy(pair => pair.Item.Begin).ThenBy(pair => pair.Item.End);

    /// <summary>Returns the length of the data: tensors follow each other without overlap and without holes.</summary>
    private static long RequireContiguous(IReadOnlyList<SafetensorsEntry> entries)
    {
        long position = 0;
        string before = "the start of the data";
        foreach ((_, SafetensorsEntry entry) in InFileOrder(entries))
        {
            string name = SafetensorsHeader.Quote(entry.Name);
            if (entry.Begin < position)
            {
                throw Invalid(
                    $"The tensor {name} begins at byte {entry.Begin} and overlaps {before}, which ends at byte {position}.");
            }

            if (entry.Begin > position)
            {
                throw Invalid(
                    $"Bytes {position} to {entry.Begin} between {before} and the tensor {name} belong to no tensor.");
            }

            position = entry.End;
            before = $"the tensor {name}";
        }

        return position;
    }

    private static void RequireDataLength(IReadOnlyList<SafetensorsEntry> entries, long described, long actual)
    {
        if (actual < described)
        {
            (_, SafetensorsEntry entry) = InFileOrder(entries).First(pair => pair.Entry.End > actual);
            throw Truncated(entry, described, actual);
        }

        if (actual > described)
        {
            throw Invalid(
                $"The file has {actual} bytes of data, {actual - described} more than the {described} of its header.");
        }
    }

    private static T[] ReadValues<T>(Stream stream, SafetensorsEntry entry, long dataLength, bool isThere)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        var values = new T[isThere ? entry.Count : Math.Min(entry.Count, Chunk)];
        int filled = 0;
        while (filled < entry.Count)
        {
            if (filled == values.Length)
            {
                Array.Resize(ref values, (int)Math.Min(entry.Count, 2L * filled));
            }

            // In pieces: the bytes of a large tensor do not fit the 32 bits in which a span counts.
            int piece = Math.Min(values.Length - filled, MaximumPiece);
            Span<byte> bytes = MemoryMarshal.AsBytes(values.AsSpan(filled, piece));
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read < bytes.Length)
            {
                throw Truncated(entry, dataLength, entry.Begin + ((long)filled * size) + read);
            }

            filled += piece;
        }

        if (!BitConverter.IsLittleEndian)
        {
            if (size == sizeof(long))
            {
                Span<long> words = MemoryMarshal.Cast<T, long>(values.AsSpan());
                BinaryPrimitives.ReverseEndianness(words, words);
            }
            else
            {
                Span<int> words = MemoryMarshal.Cast<T, int>(values.AsSpan());
                BinaryPrimitives.ReverseEndianness(words, words);
            }
        }

        return values;
    }

    private static InvalidSafetensorsException Truncated(SafetensorsEntry entry, long described, long actual)
    {
        string name = SafetensorsHeader.Quote(entry.Name);
        return Invalid(
            $"The tensor {name} ends at byte {entry.End} of {described} bytes of data, but the file has only {actual}.");
    }

    private static InvalidSafetensorsException Invalid(FormattableString message) =>
        new(message.ToString(CultureInfo.InvariantCulture));
}
