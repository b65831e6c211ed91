namespace DropoutGen.TestSupport.Oracle;

/// <summary>The keep probability of a rate as the contract draws it: sixteen binary digits, never 0 or 1 by rounding.</summary>
public static class KeepThreshold
{
    public const int Bits = 16;

    private const int One = 1 << Bits;

    /// <summary>The keep probability in units of 1/65536; 65536 means that nothing is dropped.</summary>
    public static int Of(double rate) =>
        rate == 0 ? One : Math.Clamp((int)Math.Round((1 - rate) * One, MidpointRounding.ToEven), 1, One - 1);

    public static double Probability(double rate) => Of(rate) / (double)One;
}
