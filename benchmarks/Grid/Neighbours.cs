namespace DropoutGen.Benchmarks.Grid;

/// <summary>What a shape reaches against its neighbours: the shapes of the same batch with the next less and the next more work.</summary>
internal static class Neighbours
{
    /// <summary>A shape below this much of its neighbours stands out.</summary>
    public const double Limit = 0.7;

    /// <summary>Each share over the geometric mean of its neighbours; at an end over the only neighbour's.</summary>
    /// <param name="shares">Shares of the peak, above 0, in the order of work; at least two.</param>
    /// <exception cref="ArgumentException">There are fewer than two shares.</exception>
    public static double[] Ratios(IReadOnlyList<double> shares)
    {
        if (shares.Count < 2)
        {
            throw new ArgumentException($"{shares.Count} shares have no neighbours.", nameof(shares));
        }

        return
        [
            .. shares.Select((share, index) =>
            {
                double before = shares[index == 0 ? 1 : index - 1];
                double behind = shares[index == shares.Count - 1 ? index - 1 : index + 1];
                return share / Math.Sqrt(before * behind);
            }),
        ];
    }
}
