namespace DropoutGen;

/// <summary>Checks that rows fit a network.</summary>
internal static class DataArgument
{
    /// <exception cref="ArgumentException">The rows have another number of inputs or targets than the network.</exception>
    public static void Require<TTarget>(NetworkDefinition definition, Loss<TTarget> loss, IDataSource<TTarget> data, string name)
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data, name);
        if (data.InputsPerRow != definition.Inputs)
        {
            throw new ArgumentException(
                $"Rows have {data.InputsPerRow} inputs; {definition.Name} takes {definition.Inputs}.", name);
        }

        int targets = loss.TargetsPerRow(definition.Outputs);
        if (data.TargetsPerRow != targets)
        {
            throw new ArgumentException($"Rows have {data.TargetsPerRow} targets; {loss.Name} of {definition.Name} takes {targets}.", name);
        }
    }
}
