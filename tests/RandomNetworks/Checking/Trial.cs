namespace DropoutGen.RandomNetworks.Tests.Checking;

/// <summary>How one network is tried: rows, masks, optimizer.</summary>
/// <param name="Seed">Of the masks and the sampling.</param>
/// <param name="Rows">Of the first batch, 1 to 40; the second has fewer.</param>
/// <param name="Rule">The optimizer.</param>
/// <param name="IsWeighted">Whether rows have weights.</param>
/// <param name="Clipping">Of the gradients.</param>
/// <param name="Threads">Of the trainer.</param>
/// <param name="Passes">Of the sampling.</param>
internal sealed record Trial(ulong Seed, int Rows, RuleEntry Rule, bool IsWeighted, Clipping Clipping, int Threads, int Passes)
{
    // Few enough for the oracle, which takes its time.
    private const long MostProducts = 2_000_000;

    /// <summary>Rows of the second step.</summary>
    public int SecondRows => (Rows + 2) / 3;

    public static Trial Draw(int seed, long products)
    {
        // Apart from the stream that the network was drawn from.
        var random = new Random(~seed);
        int rows = random.Next(4) == 0 ? random.Next(1, 4) : random.Next(1, 41);
        return new Trial(
            (ulong)random.NextInt64(),
            (int)Math.Clamp(MostProducts / products, 1, rows),
            RuleTable.All[random.Next(RuleTable.All.Count)],
            random.Next(2) == 0,
            random.Next(4) switch { 0 => Clipping.Norm, 1 => Clipping.Value, _ => Clipping.None },
            random.Next(4) == 0 ? 2 : 1,
            random.Next(2, 6));
    }

    public override string ToString() => FormattableString.Invariant(
        $"{Rows} rows, then {SecondRows}; {Rule.Name}; clipping: {Clipping}; weights: {IsWeighted}; threads: {Threads}; passes: {Passes}; masks: {Seed}");
}

/// <summary>How gradients are shortened.</summary>
internal enum Clipping
{
    None,
    Value,
    Norm,
}
