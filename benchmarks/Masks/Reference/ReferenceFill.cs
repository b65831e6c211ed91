using System.Numerics;

namespace DropoutGen.Benchmarks.Masks.Reference;

/// <summary>
/// A straightforward reference, to be as fast as: Philox4x32-10 on consecutive counters, slices combined along the binary
/// expansion of the keep probability. It has no rows, no layers and no passes, and it stores words as they fall out of the
/// lanes; so its words are those of a layer of 128 units at pass 0 and site 0, in another order within each group of blocks.
/// </summary>
internal static class ReferenceFill
{
    /// <summary>Words that are filled at a time on the widest vectors: lengths are multiples.</summary>
    public const int GroupWords = 64;

    /// <summary>Fills with masks.</summary>
    /// <param name="width">Vector width.</param>
    /// <param name="destination">A multiple of <see cref="GroupWords"/> words.</param>
    /// <param name="threshold">Keep probability times 65,536.</param>
    /// <param name="seed">Key.</param>
    public static void Run(VectorWidth width, Span<uint> destination, int threshold, ulong seed)
    {
        if (destination.Length % GroupWords != 0)
        {
            throw new ArgumentException($"{destination.Length} words are no multiple of {GroupWords}.", nameof(destination));
        }

        int lowestBit = BitOperations.TrailingZeroCount(threshold);
        switch (width)
        {
            case VectorWidth.Vector512:
                Reference512.Fill(destination, threshold, lowestBit, (uint)seed, (uint)(seed >> 32));
                break;
            case VectorWidth.Vector256:
                Reference256.Fill(destination, threshold, lowestBit, (uint)seed, (uint)(seed >> 32));
                break;
            case VectorWidth.Vector128:
                Reference128.Fill(destination, threshold, lowestBit, (uint)seed, (uint)(seed >> 32));
                break;
            default:
                ReferenceScalar.Fill(destination, threshold, lowestBit, (uint)seed, (uint)(seed >> 32));
                break;
        }
    }
}
