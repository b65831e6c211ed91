namespace DropoutGen.CompilerServices;

/// <summary>Checks of row counts and span lengths; the exceptions say what was given and what belongs there.</summary>
internal static class RowArgument
{
    /// <summary>Number of whole rows in <paramref name="inputs"/>.</summary>
    public static int Rows(NetworkDefinition definition, ReadOnlySpan<float> inputs)
    {
        if (inputs.Length == definition.Inputs)
        {
            return 1;
        }

        if (inputs.IsEmpty)
        {
            throw new ArgumentException(
                $"There are no input rows; {definition.Name} takes rows of {definition.Inputs} values.", nameof(inputs));
        }

        if (inputs.Length % definition.Inputs != 0)
        {
            throw new ArgumentException(
                $"{inputs.Length} input values are not a whole number of rows: {definition.Name} takes rows of " +
                $"{definition.Inputs} values.",
                nameof(inputs));
        }

        return inputs.Length / definition.Inputs;
    }

    public static void RequireLength(int actual, int rows, int perRow, string name)
    {
        if (actual != (long)rows * perRow)
        {
            throw new ArgumentException(
                $"{name} has {actual} values; {rows} rows of {perRow} make {(long)rows * perRow}.", name);
        }
    }
}
