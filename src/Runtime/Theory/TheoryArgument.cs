using System.Runtime.CompilerServices;

namespace DropoutGen.Theory;

/// <summary>Checks that several measurements have in common.</summary>
internal static class TheoryArgument
{
    public static void RequireConfidence(double confidence)
    {
        if (!(confidence is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence must lie between 0 and 1.");
        }
    }

    public static void RequireAtLeast(
        int least, int value, string what, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{what} takes at least {least} {name}.");
        }
    }

    public static void RequireKeepProbability(double keepProbability)
    {
        if (!(keepProbability is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(keepProbability), keepProbability, "A keep probability must be above 0 and at most 1.");
        }
    }

    /// <summary>Refuses what is no batch for the network.</summary>
    /// <returns>Number of rows.</returns>
    public static int RequireBatch<TTarget>(
        NetworkDefinition definition, Loss<TTarget> loss, ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets)
        where TTarget : unmanaged
    {
        int rows = CompilerServices.RowArgument.Rows(definition, inputs);
        CompilerServices.RowArgument.RequireLength(targets.Length, rows, loss.TargetsPerRow(definition.Outputs), nameof(targets));
        loss.Validate(targets, rows, definition.Outputs);
        return rows;
    }
}
