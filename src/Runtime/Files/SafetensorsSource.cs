using System.Collections.Immutable;

namespace DropoutGen;

/// <summary>
/// Produces a piece of a tensor: the values from index <paramref name="start"/> on, row-major, as many as
/// <paramref name="destination"/> takes. Pieces are asked for in order.
/// </summary>
internal delegate void TensorFill(long start, Span<float> destination);

/// <summary>A tensor to write. Its values need not lie in memory in that order, nor at once.</summary>
internal sealed record SafetensorsSource(string Name, ImmutableArray<int> Shape, TensorFill Fill)
{
    /// <summary>The value of a tensor that is one integer; <see langword="null"/> for floats.</summary>
    public long? Value { get; private init; }

    /// <summary>A tensor of no dimension: one integer.</summary>
    public static SafetensorsSource Integer(string name, long value) => new(name, [], static (_, _) => { }) { Value = value };
}
