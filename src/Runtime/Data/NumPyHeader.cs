using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DropoutGen;

/// <summary>The header of an array, a Python dictionary: <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (2, 3), }</c>.</summary>
internal sealed partial class NumPyHeader
{
    private const int MaximumDimensions = 32;

    private readonly char _kind;
    private readonly bool _isBigEndian;

    private NumPyHeader(char kind, int size, bool isBigEndian, bool isColumnMajor, ImmutableArray<int> shape)
    {
        (_kind, ValueSize, _isBigEndian) = (kind, size, isBigEndian);
        (IsColumnMajor, Shape) = (isColumnMajor, shape);
    }

    public int ValueSize { get; }

    public bool IsColumnMajor { get; }

    public ImmutableArray<int> Shape { get; }

    /// <exception cref="InvalidDataException">It is no such dictionary, or the type is not of numbers.</exception>
    public static NumPyHeader Parse(string source, string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success)
        {
            throw new InvalidDataException(
                $"{source}: the header {SafetensorsHeader.Quote(text.Trim())} does not state descr, fortran_order and shape.");
        }

        string type = match.Groups["type"].Value;
        if (type[1..] is not ("f2" or "f4" or "f8" or "i1" or "i2" or "i4" or "i8" or "u1" or "u2" or "u4" or "u8" or "b1"))
        {
            throw new InvalidDataException($"{source}: the type is '{type}'; numbers of 1, 2, 4 and 8 bytes are read.");
        }

        var shape = ImmutableArray.CreateBuilder<int>();
        foreach (string size in match.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (shape.Count == MaximumDimensions || !int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int value))
            {
                throw new InvalidDataException($"{source}: the shape has the size {SafetensorsHeader.Quote(size)} at place {shape.Count}.");
            }

            shape.Add(value);
        }

        return new NumPyHeader(
            type[1], type[2] - '0', type[0] == '>', match.Groups["order"].Value == "True", shape.ToImmutable());
    }

    public float Value(ReadOnlySpan<byte> bytes)
    {
        Span<byte> little = stackalloc byte[8];
        bytes.CopyTo(little);
        if (_isBigEndian)
        {
            little[..ValueSize].Reverse();
        }

        return (_kind, ValueSize) switch
        {
            ('f', 2) => (float)BinaryPrimitives.ReadHalfLittleEndian(little),
            ('f', 4) => BinaryPrimitives.ReadSingleLittleEndian(little),
            ('f', _) => (float)BinaryPrimitives.ReadDoubleLittleEndian(little),
            ('i', 1) => (sbyte)little[0],
            ('i', 2) => BinaryPrimitives.ReadInt16LittleEndian(little),
            ('i', 4) => BinaryPrimitives.ReadInt32LittleEndian(little),
            ('i', _) => BinaryPrimitives.ReadInt64LittleEndian(little),
            ('u', 2) => BinaryPrimitives.ReadUInt16LittleEndian(little),
            ('u', 4) => BinaryPrimitives.ReadUInt32LittleEndian(little),
            ('u', 8) => BinaryPrimitives.ReadUInt64LittleEndian(little),
            _ => little[0],
        };
    }

    [GeneratedRegex(@"^\s*\{\s*'descr'\s*:\s*'(?<type>[<>|=][a-zA-Z]\d+)'\s*,\s*'fortran_order'\s*:\s*(?<order>True|False)\s*,\s*'shape'\s*:\s*\((?<shape>[\d\s,]*)\)\s*,?\s*\}\s*$")]
    private static partial Regex Pattern();
}
