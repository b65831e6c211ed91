using System.Collections.Immutable;

namespace DropoutGen;

/// <summary>A tensor of a safetensors file: row-major floats, or integers.</summary>
internal sealed record SafetensorsTensor(string Name, ImmutableArray<int> Shape, float[] Values)
{
    /// <summary>Whether it holds integers, and no floats.</summary>
    public bool IsInteger { get; init; }

    /// <summary>The integers.</summary>
    public long[] Integers { get; init; } = [];
}
