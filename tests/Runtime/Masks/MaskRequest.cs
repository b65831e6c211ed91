using System.Numerics;

namespace DropoutGen.Runtime.Tests.Masks;

/// <summary>What a call of <see cref="MaskGenerator.Fill"/> asks for, but for the width and the rate.</summary>
internal readonly record struct MaskRequest(
    int Units, int Rows, int FirstRow = 0, int Passes = 1, ulong FirstPass = 0, int Site = 0, ulong Seed = 0)
{
    public MaskLayout Layout => new(Units);

    /// <summary>Bits that the contract defines: those behind them are scratch.</summary>
    public int BitCount => Passes * Rows * Layout.RowBits;

    public uint[] Draw(VectorWidth width, double rate)
    {
        // Scratch from the start, so that a bit that is never written is seen.
        var words = new uint[Layout.WordCount(Passes * Rows)];
        Array.Fill(words, 0xA5A5_A5A5);
        Fill(width, words, rate);
        return words;
    }

    public void Fill(VectorWidth width, Span<uint> words, double rate) =>
        MaskGenerator.Fill(
            width, words, Layout, Site, Seed, FirstPass, Passes, FirstRow, Rows, new KeepProbability(rate));

    /// <summary>The drawn masks, without the scratch behind them.</summary>
    public uint[] DrawDefined(VectorWidth width, double rate) => Defined(Draw(width, rate));

    public uint[] Defined(ReadOnlySpan<uint> words)
    {
        uint[] defined = words[..((BitCount + 31) / 32)].ToArray();
        if (BitCount % 32 != 0)
        {
            defined[^1] &= (1u << (BitCount % 32)) - 1;
        }

        return defined;
    }

    public static bool Bit(ReadOnlySpan<uint> words, long bit) => (words[(int)(bit / 32)] >> (int)(bit % 32) & 1) != 0;

    /// <summary>Number of kept units; those that only fill a row up are not counted.</summary>
    public long CountKept(ReadOnlySpan<uint> words)
    {
        long kept = 0;
        int rowBits = Layout.RowBits;
        for (int row = 0; row < Passes * Rows; row++)
        {
            for (int unit = 0; unit < Units; unit++)
            {
                kept += Bit(words, ((long)row * rowBits) + unit) ? 1 : 0;
            }
        }

        return kept;
    }

    public static long CountOnes(ReadOnlySpan<uint> words)
    {
        long ones = 0;
        foreach (uint word in words)
        {
            ones += BitOperations.PopCount(word);
        }

        return ones;
    }
}
