namespace DropoutGen;

/// <summary>The width of the vectors that a network's kernels use; the value is the number of bits.</summary>
public enum VectorWidth
{
    /// <summary>No vectors: one value at a time.</summary>
    Scalar = 32,

    /// <summary>128 bits, 4 values: SSE or NEON.</summary>
    Vector128 = 128,

    /// <summary>256 bits, 8 values: AVX2.</summary>
    Vector256 = 256,

    /// <summary>512 bits, 16 values: AVX-512.</summary>
    Vector512 = 512,
}
