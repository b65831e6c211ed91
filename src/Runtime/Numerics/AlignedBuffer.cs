using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DropoutGen.CompilerServices;

/// <summary>Zero-initialised floats that start on a cache line (64 bytes) and never move, so that kernels can keep references into them.</summary>
internal sealed class AlignedBuffer
{
    private const int Alignment = 64;

    private readonly float[] _array;
    private readonly int _start;
    private readonly unsafe float* _first;

    /// <summary>Allocates <paramref name="length"/> zeros.</summary>
    /// <param name="length">Number of floats, 0 or more.</param>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        // A pinned array never moves, so its alignment holds for its lifetime.
        _array = GC.AllocateArray<float>(checked(length + (Alignment / sizeof(float))), pinned: true);
        unsafe
        {
            float* array = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
            _start = (int)(((Alignment - ((nuint)array % Alignment)) % Alignment) / sizeof(float));
            _first = array + _start;
        }

        Length = length;
    }

    /// <summary>Number of floats.</summary>
    public int Length { get; }

    /// <summary>The first float. The reference keeps the array alive, as one into any array does.</summary>
    public unsafe ref float Reference => ref *_first;

    /// <summary>All floats.</summary>
    public Span<float> Span => _array.AsSpan(_start, Length);
}
