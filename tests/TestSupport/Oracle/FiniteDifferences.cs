namespace DropoutGen.TestSupport.Oracle;

/// <summary>
/// Central differences of the loss. A coordinate is skipped when moving it moves some value across a kink or to within
/// the margin of one, where a difference says nothing about the derivative.
/// </summary>
public sealed class FiniteDifferences(OracleNetwork network, OracleTargets targets, OracleMode mode, MaskSource? masks)
{
    public double StepSize { get; init; } = 1e-5;

    public double KinkMargin { get; init; } = 1e-4;

    /// <summary>At most so many coordinates of a tensor, drawn by <see cref="Seed"/>.</summary>
    public int MaximumCoordinates { get; init; } = int.MaxValue;

    public int Seed { get; init; } = 1;

    /// <summary>One entry for the inputs, named "inputs", and one for every parameter.</summary>
    public IReadOnlyList<DifferenceQuotients> Compute(Matrix inputs)
    {
        Matrix moved = inputs.Clone();
        var result = new List<DifferenceQuotients> { Compute("inputs", moved.Values, moved) };
        foreach (OracleParameter parameter in network.Parameters)
        {
            result.Add(Compute(parameter.Name, parameter.Values, moved));
        }

        return result;
    }

    private DifferenceQuotients Compute(string name, double[] values, Matrix inputs)
    {
        var indices = new List<int>();
        var quotients = new List<double>();
        int skipped = 0;
        foreach (int index in Coordinates(values.Length))
        {
            double value = values[index];
            double above = value + StepSize;
            double below = value - StepSize;
            values[index] = above;
            (double lossAbove, IReadOnlyList<double> kinksAbove) = Evaluate(inputs);
            values[index] = below;
            (double lossBelow, IReadOnlyList<double> kinksBelow) = Evaluate(inputs);
            values[index] = value;
            if (IsNearKink(kinksAbove, kinksBelow))
            {
                skipped++;
                continue;
            }

            indices.Add(index);

            // Divided by the distance after rounding, not by the one that was meant.
            quotients.Add((lossAbove - lossBelow) / (above - below));
        }

        return new DifferenceQuotients(name, indices, [.. quotients], skipped);
    }

    private (double Loss, IReadOnlyList<double> Kinks) Evaluate(Matrix inputs)
    {
        OraclePass pass = network.Forward(inputs, mode, masks);
        LossResult loss = pass.Evaluate(targets);
        return (loss.Value, [.. pass.KinkDistances, .. loss.KinkDistances]);
    }

    // Values that do not move do not matter: dropout in front of an activation leaves many exactly on the kink.
    private bool IsNearKink(IReadOnlyList<double> above, IReadOnlyList<double> below)
    {
        for (int i = 0; i < above.Count; i++)
        {
            if (above[i] != below[i]
                && (above[i] > 0 != below[i] > 0 || Math.Min(Math.Abs(above[i]), Math.Abs(below[i])) < KinkMargin))
            {
                return true;
            }
        }

        return false;
    }

    private int[] Coordinates(int count)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        if (count <= MaximumCoordinates)
        {
            return all;
        }

        new Random(Seed).Shuffle(all);
        return [.. all.Take(MaximumCoordinates).Order()];
    }
}

/// <param name="Name">The tensor.</param>
/// <param name="Indices">The coordinates that were differenced.</param>
/// <param name="Values">The quotient of each.</param>
/// <param name="Skipped">How many coordinates were left out because of a kink.</param>
public sealed record DifferenceQuotients(string Name, IReadOnlyList<int> Indices, double[] Values, int Skipped)
{
    /// <summary>The same coordinates of another array of the tensor.</summary>
    public double[] Pick(double[] tensor) => [.. Indices.Select(index => tensor[index])];
}
