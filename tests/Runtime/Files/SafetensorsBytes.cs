using System.Buffers.Binary;
using System.Text;

namespace DropoutGen.Runtime.Tests.Files;

/// <summary>Safetensors files put together by hand, right or wrong.</summary>
internal static class SafetensorsBytes
{
    public static byte[] File(string header, int dataBytes = 0, long? headerLength = null) =>
        File(Encoding.UTF8.GetBytes(header), dataBytes, headerLength);

    public static byte[] File(byte[] header, int dataBytes = 0, long? headerLength = null)
    {
        var bytes = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, headerLength ?? header.Length);
        header.CopyTo(bytes, 8);
        for (int i = 0; i < dataBytes; i++)
        {
            bytes[8 + header.Length + i] = (byte)i;
        }

        return bytes;
    }

    public static string Entry(string name, string shape, long begin, long end, string type = "F32") =>
        $$"""
        "{{name}}":{"dtype":"{{type}}","shape":{{shape}},"data_offsets":[{{begin}},{{end}}]}
        """;

    public static SafetensorsFile Read(byte[] bytes, bool seekable = true)
    {
        using Stream stream = seekable ? new MemoryStream(bytes) : new Trickle(bytes);
        return SafetensorsReader.Read(stream);
    }

    public static byte[] Write(
        IReadOnlyList<SafetensorsSource> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, tensors, metadata);
        return stream.ToArray();
    }

    public static SafetensorsSource Source(string name, int[] shape, float[] values) =>
        new(name, [.. shape], (start, destination) => values.AsSpan((int)start, destination.Length).CopyTo(destination));

    /// <summary>A small file with everything in it: metadata, an empty tensor, a scalar, a matrix.</summary>
    public static byte[] Small() => Write(
        [Source("a.weight", [2, 2], [1, -2, 3, -4]), Source("empty", [0, 3], []), Source("scalar", [], [7])],
        [new("format", "pt"), new("note", "grüße \"quoted\"\n")]);

    /// <summary>A pipe: it cannot seek, and gives a few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 4999)]);
    }
}
