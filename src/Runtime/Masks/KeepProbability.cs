using System.Numerics;

namespace DropoutGen;

/// <summary>
/// The probability to keep a unit as masks are drawn with: a multiple of 1/65,536, so that a mask bit needs at most 16
/// random bits. It is never 0, and 1 only for the rate 0.
/// </summary>
public readonly record struct KeepProbability
{
    private const int One = 1 << 16;

    // What is left to 65,536, so that the default value keeps everything.
    private readonly int _dropped;

    /// <summary>Rounds 1 - <paramref name="rate"/>.</summary>
    /// <param name="rate">Probability to drop a unit, 0 or above and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside [0, 1).</exception>
    public KeepProbability(double rate)
    {
        if (!(rate is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A dropout rate must be 0 or above and below 1.");
        }

        _dropped = rate == 0 ? 0 : One - Math.Clamp((int)Math.Round((1 - rate) * One), 1, One - 1);
    }

    /// <summary>The probability times 65,536.</summary>
    public int Threshold => One - _dropped;

    /// <summary>The probability: what values are scaled by, so that expectations are exact.</summary>
    public double Effective => (double)Threshold / One;

    /// <summary>Number of random bits that a mask bit takes: 0 for the rate 0, 1 for one half, at most 16.</summary>
    public int SliceCount => Threshold == One ? 0 : 16 - BitOperations.TrailingZeroCount(Threshold);
}
