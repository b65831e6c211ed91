using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DropoutGen;

/// <summary>Writes a tensor's values as file formats keep them: single precision, little-endian, one after the other.</summary>
internal static class TensorValues
{
    // Values that are asked for at once.
    private const int Piece = 1 << 14;

    public static void Write(Stream stream, long count, TensorFill fill)
    {
        var buffer = new float[Math.Min(Piece, count)];
        for (long start = 0; start < count; start += buffer.Length)
        {
            Span<float> piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, count - start));
            fill(start, piece);
            if (!BitConverter.IsLittleEndian)
            {
                Span<int> words = MemoryMarshal.Cast<float, int>(piece);
                BinaryPrimitives.ReverseEndianness(words, words);
            }

            stream.Write(MemoryMarshal.AsBytes(piece));
        }
    }
}
