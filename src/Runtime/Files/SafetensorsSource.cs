using System.Collections.Immutable;
using System.Globalization;

namespace DropoutGen;

/// <summary>
/// Produces a piece of a tensor: the values from index <paramref name="start"/> on, row-major, as many as
/// <paramref name="destination"/> takes. Pieces are asked for in order.
/// </summary>
internal delegate void TensorFill(long start, Span<float> destination);

/// <summary>A tensor to write. Its values need not lie in memory in that order, nor at once.</summary>
internal sealed record SafetensorsSource(string Name, ImmutableArray<int> Shape, TensorFill Fill)
{
    /// <summary>Number of values.</summary>
    /// <exception cref="ArgumentException">A size is negative.</exception>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (int size in Shape)
            {
                if (size < 0)
                {
                    throw new ArgumentException(string.Create(
                        CultureInfo.InvariantCulture, $"The tensor '{Name}' has the size {size}."));
                }

                count = checked(count * size);
            }

            return count;
        }
    }

    /// <summary>The value of a tensor that is one integer; <see langword="null"/> for floats.</summary>
    public long? Value { get; private init; }

    /// <summary>A tensor of no dimension: one integer.</summary>
    public static SafetensorsSource Integer(string name, long value) => new(name, [], static (_, _) => { }) { Value = value };
}
