using System.Globalization;
using System.Collections.Immutable;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <summary>
/// A parameter tensor, or its gradient, in PyTorch's order: [units, inputs] for the matrix of a dense layer, [units] for the rest. The view
/// reads and writes the network's own storage, whose layout is the kernels' affair.
/// </summary>
public sealed class ParameterView
{
    private readonly AlignedBuffer _storage;
    private readonly int _offset;

    internal ParameterView(ParameterDefinition definition, AlignedBuffer storage, int offset)
    {
        Definition = definition;
        _storage = storage;
        _offset = offset;
    }

    /// <summary>Name, shape and kind.</summary>
    public ParameterDefinition Definition { get; }

    /// <summary>Name, for example <c>dense0.weight</c>.</summary>
    public string Name => Definition.Name;

    /// <summary>[units, inputs] for the matrix of a dense layer, [units] for the rest.</summary>
    public ImmutableArray<int> Shape => Definition.Shape;

    /// <summary>Number of values.</summary>
    public int Count => Definition.Count;

    /// <summary>One value of a weight.</summary>
    /// <param name="unit">Row, 0 to units - 1.</param>
    /// <param name="input">Column, 0 to inputs - 1; 0 for a bias.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the shape.</exception>
    public float this[int unit, int input]
    {
        get => _storage.Span[Index(unit, input)];
        set => _storage.Span[Index(unit, input)] = value;
    }

    /// <summary>One value of a vector: of anything but the matrix of a dense layer.</summary>
    /// <param name="unit">Index, 0 to units - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the shape.</exception>
    /// <exception cref="InvalidOperationException">The parameter is a matrix and needs two indices.</exception>
    public float this[int unit]
    {
        get => _storage.Span[Index(RequireVector(unit), 0)];
        set => _storage.Span[Index(RequireVector(unit), 0)] = value;
    }

    /// <summary>Copies all values out, row by row.</summary>
    /// <param name="destination">At least <see cref="Count"/> floats.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void CopyTo(Span<float> destination)
    {
        if (destination.Length < Count)
        {
            throw new ArgumentException(
                $"{Name} has {Count} values, the destination only {destination.Length}.", nameof(destination));
        }

        Span<float> storage = _storage.Span;
        int position = 0;
        for (int unit = 0; unit < Definition.Units; unit++)
        {
            for (int input = 0; input < Definition.Inputs; input++)
            {
                destination[position++] = storage[_offset + Definition.StorageIndex(unit, input)];
            }
        }
    }

    /// <summary>Replaces all values, row by row.</summary>
    /// <param name="source">Exactly <see cref="Count"/> floats.</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> has another length; nothing is changed.</exception>
    public void CopyFrom(ReadOnlySpan<float> source)
    {
        if (source.Length != Count)
        {
            throw new ArgumentException($"{Name} has {Count} values, the source {source.Length}.", nameof(source));
        }

        Span<float> storage = _storage.Span;
        int position = 0;
        for (int unit = 0; unit < Definition.Units; unit++)
        {
            for (int input = 0; input < Definition.Inputs; input++)
            {
                storage[_offset + Definition.StorageIndex(unit, input)] = source[position++];
            }
        }
    }

    /// <summary>The values as a new array, row by row.</summary>
    public float[] ToArray()
    {
        var values = new float[Count];
        CopyTo(values);
        return values;
    }

    /// <summary>Copies the values from index <paramref name="start"/> on, as many as the destination takes.</summary>
    internal void CopyPiece(long start, Span<float> destination)
    {
        Span<float> storage = _storage.Span;
        for (int i = 0; i < destination.Length; i++)
        {
            (long unit, long input) = Math.DivRem(start + i, Definition.Inputs);
            destination[i] = storage[_offset + Definition.StorageIndex((int)unit, (int)input)];
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name} [{string.Join(", ", Shape)}]");

    private int Index(int unit, int input)
    {
        if ((uint)unit >= (uint)Definition.Units)
        {
            throw new ArgumentOutOfRangeException(
                nameof(unit), unit, $"{Name} has {Definition.Units} units.");
        }

        if ((uint)input >= (uint)Definition.Inputs)
        {
            throw new ArgumentOutOfRangeException(
                nameof(input), input, $"{Name} has {Definition.Inputs} values for each unit.");
        }

        return _offset + Definition.StorageIndex(unit, input);
    }

    private int RequireVector(int unit) =>
        Definition.Kind != ParameterKind.Weight
            ? unit
            : throw new InvalidOperationException($"{Name} is a matrix: it needs two indices, [unit, input].");
}
