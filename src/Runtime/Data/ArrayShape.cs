namespace DropoutGen;

/// <summary>Checks of the sizes that a file states.</summary>
internal static class ArrayShape
{
    /// <summary>Number of values; it must be what the file holds.</summary>
    /// <exception cref="InvalidDataException">The sizes cannot be, or the file holds another number of values.</exception>
    public static int Count(string source, IEnumerable<int> shape, long found, bool hasRest = false)
    {
        string sizes = string.Join(" x ", shape);
        long count = 1;
        foreach (int size in shape)
        {
            // No overflow: the product is checked before it can leave 62 bits.
            if (size < 0 || (count *= size) > Array.MaxLength)
            {
                throw new InvalidDataException($"{source}: the header states {sizes} values, which cannot be.");
            }
        }

        if (found != count || hasRest)
        {
            string fault = found < count ? "truncated" : "too long";
            throw new InvalidDataException(
                $"{source}: {fault}: the header states {sizes} = {count} values, the file holds {found}{(hasRest ? " and a part of one" : "")}.");
        }

        return (int)count;
    }
}
