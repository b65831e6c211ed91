namespace DropoutGen;

/// <summary>
/// The counter-based generator Philox4x32 with 10 rounds: a block of 128 random bits is a function of a counter of four
/// words and a key of two, and of nothing else.
/// </summary>
/// <remarks>Salmon, Moraes, Dror, Shaw: Parallel random numbers, as easy as 1, 2, 3 (2011).</remarks>
public static class Philox4x32
{
    internal const uint Multiplier0 = 0xD2511F53;
    internal const uint Multiplier1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9;
    internal const uint Weyl1 = 0xBB67AE85;
    internal const int Rounds = 10;

    /// <summary>Computes one block.</summary>
    /// <param name="counter0">First word of the counter.</param>
    /// <param name="counter1">Second word.</param>
    /// <param name="counter2">Third word.</param>
    /// <param name="counter3">Fourth word.</param>
    /// <param name="key0">First word of the key.</param>
    /// <param name="key1">Second word.</param>
    /// <param name="destination">Receives four words.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than four words.</exception>
    public static void Block(
        uint counter0, uint counter1, uint counter2, uint counter3, uint key0, uint key1, Span<uint> destination)
    {
        if (destination.Length < 4)
        {
            throw new ArgumentException($"A block has 4 words, the destination {destination.Length}.", nameof(destination));
        }

        unchecked
        {
            for (int round = 0; round < Rounds; round++)
            {
                ulong product0 = (ulong)Multiplier0 * counter0;
                ulong product1 = (ulong)Multiplier1 * counter2;
                counter0 = (uint)(product1 >> 32) ^ counter1 ^ key0;
                counter1 = (uint)product1;
                counter2 = (uint)(product0 >> 32) ^ counter3 ^ key1;
                counter3 = (uint)product0;
                key0 += Weyl0;
                key1 += Weyl1;
            }
        }

        destination[0] = counter0;
        destination[1] = counter1;
        destination[2] = counter2;
        destination[3] = counter3;
    }
}
