using System.Buffers.Binary;
using System.Text;

namespace DropoutGen;

/// <summary>
/// A message of the protocol buffers format: its fields in the order they were added. A message's length stands in front of
/// it, so it is complete before it becomes a field of another; long contents are asked for when it is written.
/// </summary>
internal sealed class ProtobufMessage
{
    private const int Varint = 0;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;

    private readonly List<Action<Stream>> _parts = [];

    /// <summary>Bytes of all fields.</summary>
    public long Length { get; private set; }

    /// <summary>Adds an integer.</summary>
    public void Number(int field, long value)
    {
        Tag(field, Varint);
        Variable((ulong)value);
    }

    /// <summary>Adds a number in single precision.</summary>
    public void Real(int field, float value)
    {
        Tag(field, Fixed32);
        var bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Part(bytes.Length, stream => stream.Write(bytes));
    }

    /// <summary>Adds a text.</summary>
    public void Text(int field, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Content(field, bytes.Length, stream => stream.Write(bytes));
    }

    /// <summary>Adds a message; it takes no more fields.</summary>
    public void Nested(int field, ProtobufMessage message) => Content(field, message.Length, message.WriteTo);

    /// <summary>Adds bytes that are written when they are needed.</summary>
    /// <param name="field">Number of the field.</param>
    /// <param name="length">Their number.</param>
    /// <param name="write">Writes exactly as many.</param>
    public void Content(int field, long length, Action<Stream> write)
    {
        Tag(field, LengthDelimited);
        Variable((ulong)length);
        Part(length, write);
    }

    public void WriteTo(Stream stream)
    {
        foreach (Action<Stream> part in _parts)
        {
            part(stream);
        }
    }

    private void Tag(int field, int wireType) => Variable(((ulong)field << 3) | (uint)wireType);

    // Seven bits a byte, lowest first; all but the last have the highest bit set.
    private void Variable(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        byte[] written = [.. bytes];
        Part(written.Length, stream => stream.Write(written));
    }

    private void Part(long length, Action<Stream> write)
    {
        Length += length;
        _parts.Add(write);
    }
}
