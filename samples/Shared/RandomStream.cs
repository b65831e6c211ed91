namespace DropoutGen.Samples;

/// <summary>
/// SplitMix64: one stream an item, so that a drawn digit depends on its seed and number and not on the thread that
/// draws it. Unlike those of <see cref="Random"/>, its numbers are fixed by this file, whatever the version of .NET.
/// </summary>
internal struct RandomStream(ulong seed, ulong stream)
{
    private ulong _state = Mix(seed + 0x9E37_79B9_7F4A_7C15) ^ Mix(stream ^ 0xD1B5_4A32_D192_ED03);

    public ulong NextBits() => Mix(_state += 0x9E37_79B9_7F4A_7C15);

    /// <summary>Uniform in [0, 1).</summary>
    public float NextUnit() => (NextBits() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [low, high).</summary>
    public float Next(float low, float high) => low + ((high - low) * NextUnit());

    /// <summary>Uniform in 0 .. count - 1. The bias of at most count / 2^32 does not matter here.</summary>
    public int NextIndex(int count) => (int)(((NextBits() >> 32) * (ulong)count) >> 32);

    /// <summary>Normal with mean 0 and deviation 1 (Box, Muller 1958; the second value is not kept).</summary>
    public float NextNormal()
    {
        float radius = MathF.Sqrt(-2f * MathF.Log(1f - NextUnit()));
        return radius * MathF.Cos(2f * MathF.PI * NextUnit());
    }

    // Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014).
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
