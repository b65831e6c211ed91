using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DropoutGen;

/// <summary>Writes safetensors: tensors of F32, or of one I64, in the given order, the data aligned to 8 bytes.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Values that are asked for at once.</summary>
    private const int Piece = 1 << 14;

    /// <exception cref="ArgumentException">
    /// Two tensors have one name, a name is reserved or no text, or a size is negative.
    /// </exception>
    public static void Write(
        Stream stream,
        IReadOnlyList<SafetensorsSource> tensors,
        IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        ReadOnlySpan<byte> header = Header(tensors, metadata);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        var buffer = new float[Piece];
        foreach (SafetensorsSource tensor in tensors)
        {
            WriteValues(stream, tensor, buffer);
        }
    }

    private static ReadOnlySpan<byte> Header(
        IReadOnlyList<SafetensorsSource> tensors, IEnumerable<KeyValuePair<string, string>>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();

        // The relaxed encoder escapes what JSON demands and nothing for the sake of HTML.
        using var json = new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        WriteMetadata(json, metadata);
        var names = new HashSet<string>(StringComparer.Ordinal) { SafetensorsHeader.MetadataName };
        long offset = 0;
        foreach (SafetensorsSource tensor in tensors)
        {
            if (!names.Add(tensor.Name))
            {
                throw new ArgumentException($"The tensor name '{tensor.Name}' is taken.", nameof(tensors));
            }

            long end = checked(offset + (CountOf(tensor) * (tensor.Value is null ? sizeof(float) : sizeof(long))));
            json.WriteStartObject(RequireText(tensor.Name));
            json.WriteString("dtype"u8, tensor.Value is null ? "F32"u8 : "I64"u8);
            json.WriteStartArray("shape"u8);
            foreach (int size in tensor.Shape)
            {
                json.WriteNumberValue(size);
            }

            json.WriteEndArray();
            json.WriteStartArray("data_offsets"u8);
            json.WriteNumberValue(offset);
            json.WriteNumberValue(end);
            json.WriteEndArray();
            json.WriteEndObject();
            offset = end;
        }

        json.WriteEndObject();
        json.Flush();
        int padding = (Alignment - (buffer.WrittenCount % Alignment)) % Alignment;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>>? metadata)
    {
        if (metadata is null)
        {
            return;
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        json.WriteStartObject(SafetensorsHeader.MetadataName);
        foreach ((string key, string value) in metadata)
        {
            if (!keys.Add(key))
            {
                throw new ArgumentException($"The metadata key '{key}' is taken.", nameof(metadata));
            }

            json.WriteString(RequireText(key), RequireText(value));
        }

        json.WriteEndObject();
    }

    // The JSON writer puts a replacement character for half a surrogate pair: another name would come back.
    private static string RequireText(string text)
    {
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out int consumed) != OperationStatus.Done)
            {
                throw new ArgumentException($"The name or value '{text}' has half a surrogate pair.");
            }

            rest = rest[consumed..];
        }

        return text;
    }

    private static long CountOf(SafetensorsSource tensor)
    {
        long count = 1;
        foreach (int size in tensor.Shape)
        {
            if (size < 0)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"The tensor '{tensor.Name}' has the size {size}."));
            }

            count = checked(count * size);
        }

        return count;
    }

    private static void WriteValues(Stream stream, SafetensorsSource tensor, float[] buffer)
    {
        if (tensor.Value is { } integer)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, integer);
            stream.Write(bytes);
            return;
        }

        long count = CountOf(tensor);
        for (long start = 0; start < count; start += buffer.Length)
        {
            Span<float> piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, count - start));
            tensor.Fill(start, piece);
            if (!BitConverter.IsLittleEndian)
            {
                Span<int> words = MemoryMarshal.Cast<float, int>(piece);
                BinaryPrimitives.ReverseEndianness(words, words);
            }

            stream.Write(MemoryMarshal.AsBytes(piece));
        }
    }
}
