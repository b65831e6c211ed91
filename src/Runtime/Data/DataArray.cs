using System.Collections.Immutable;
using System.Globalization;

namespace DropoutGen;

/// <summary>An array that was read from a file: its sizes and its values, row-major. The first size counts rows.</summary>
public sealed class DataArray
{
    private readonly float[] _values;

    internal DataArray(string source, ImmutableArray<int> shape, float[] values)
    {
        (Source, Shape, _values) = (source, shape, values);
    }

    /// <summary>Where it came from, for messages.</summary>
    public string Source { get; }

    /// <summary>The sizes; none for a single value.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The values.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Number of rows.</summary>
    public int Rows => Shape.IsEmpty ? 1 : Shape[0];

    /// <summary>Values of one row.</summary>
    public int ValuesPerRow => Rows == 0 ? 0 : _values.Length / Rows;

    /// <summary>A copy of all values, each multiplied by a factor: 1/255 brings the bytes of images to 0 to 1.</summary>
    /// <param name="factor">The factor.</param>
    public float[] Scaled(float factor) => Array.ConvertAll(_values, value => value * factor);

    /// <summary>The values as class indices.</summary>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="InvalidDataException">There is not one value a row, or a value is no class.</exception>
    public int[] ToLabels(int classes)
    {
        if (_values.Length != Rows)
        {
            throw new InvalidDataException($"{Source}: {ValuesPerRow} values a row; labels are one.");
        }

        var labels = new int[_values.Length];
        for (int row = 0; row < labels.Length; row++)
        {
            float value = _values[row];
            labels[row] = value >= 0 && value < classes && value == MathF.Floor(value)
                ? (int)value
                : throw new InvalidDataException(
                    $"{Source}: label {row} is {value.ToString(CultureInfo.InvariantCulture)}, expected 0 to {classes - 1}.");
        }

        return labels;
    }
}
