namespace DropoutGen.Benchmarks.Masks.Reference;

/// <summary>Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011).</summary>
internal static class PhiloxConstants
{
    public const int Rounds = 10;
    public const uint Multiplier0 = 0xD251_1F53;
    public const uint Multiplier1 = 0xCD9E_8D57;
    public const uint Weyl0 = 0x9E37_79B9;
    public const uint Weyl1 = 0xBB67_AE85;
}
