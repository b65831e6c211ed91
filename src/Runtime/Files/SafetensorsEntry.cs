using System.Collections.Immutable;
using System.Globalization;

namespace DropoutGen;

/// <summary>A checked entry of a safetensors header: [Begin, End) are the tensor's bytes within the data.</summary>
internal sealed record SafetensorsEntry(string Name, ImmutableArray<int> Shape, int Count, long Begin, long End, bool IsInteger = false)
{
    private const string FloatType = "F32";
    private const string IntegerType = "I64";

    /// <exception cref="InvalidSafetensorsException">The entry does not fit itself, or is neither F32 nor I64.</exception>
    public static SafetensorsEntry Create(
        string name, string type, ImmutableArray<long> shape, ImmutableArray<long> offsets)
    {
        string tensor = $"The tensor {SafetensorsHeader.Quote(name)}";
        if (type is not (FloatType or IntegerType))
        {
            throw new InvalidSafetensorsException(
                $"{tensor} has the type {SafetensorsHeader.Quote(type)}; only {FloatType} and {IntegerType} are supported.");
        }

        if (offsets.Length != 2)
        {
            throw new InvalidSafetensorsException(
                $"{tensor}, data_offsets: expected two integers, found {offsets.Length}.");
        }

        (long begin, long end) = (offsets[0], offsets[1]);
        if (begin > end)
        {
            throw new InvalidSafetensorsException(string.Create(
                CultureInfo.InvariantCulture, $"{tensor} begins at byte {begin}, behind its end at byte {end}."));
        }

        int count = CountOf(tensor, shape);
        bool isInteger = type == IntegerType;
        long bytes = (long)count * (isInteger ? sizeof(long) : sizeof(float));
        if (end - begin != bytes)
        {
            throw new InvalidSafetensorsException(string.Create(
                CultureInfo.InvariantCulture,
                $"{tensor} of shape {Describe(shape)} takes {bytes} bytes, "
                + $"but its offsets [{begin}, {end}] span {end - begin}."));
        }

        return new SafetensorsEntry(name, [.. shape.Select(size => (int)size)], count, begin, end, isInteger);
    }

    private static int CountOf(string tensor, ImmutableArray<long> shape)
    {
        foreach (long size in shape)
        {
            // A size of zero elsewhere can make such a tensor small, but nothing here could index it.
            if (size > Array.MaxLength)
            {
                throw TooLarge(tensor, shape);
            }
        }

        if (shape.Contains(0))
        {
            return 0;
        }

        // Both factors are below 2^31: the product fits 64 bits, and stays below the limit for the next one.
        long count = 1;
        foreach (long size in shape)
        {
            count *= size;
            if (count > Array.MaxLength)
            {
                throw TooLarge(tensor, shape);
            }
        }

        return (int)count;
    }

    private static InvalidSafetensorsException TooLarge(string tensor, ImmutableArray<long> shape) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{tensor} of shape {Describe(shape)} exceeds the {Array.MaxLength} values that a tensor may have."));

    private static string Describe(ImmutableArray<long> shape) =>
        $"[{string.Join(", ", shape.Take(8))}{(shape.Length > 8 ? ", …" : "")}]";
}
