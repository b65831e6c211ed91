namespace DropoutGen.Samples.Uncertainty;

/// <summary>What the command line asked for.</summary>
/// <param name="Data">Folder of the UCI sets, or null to learn the cubic.</param>
/// <param name="Sets">Names of the sets, separated by commas.</param>
/// <param name="Splits">The most splits of a set; all if null.</param>
/// <param name="Passes">Masks for each row.</param>
/// <param name="EpochFactor">Multiplies each set's number of epochs.</param>
/// <param name="Moments">Whether to compare moments without sampling and Monte-Carlo passes instead.</param>
/// <param name="Seed">Seed of weights, order and masks.</param>
/// <param name="Output">Folder for pictures and results.</param>
internal sealed record Settings(
    string? Data, string Sets, int? Splits, int Passes, int EpochFactor, bool Moments, ulong Seed, string Output);
