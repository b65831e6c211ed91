namespace DropoutGen.Samples.Uncertainty.Uci;

/// <summary>What can be changed about the protocol.</summary>
/// <param name="EpochFactor">Multiplies the number of epochs in the set's file; 100 in the authors' code.</param>
/// <param name="Passes">Masks that each row is evaluated with; 10,000 in the authors' code.</param>
/// <param name="Seed">Seed of weights, order and masks.</param>
internal sealed record ProtocolSettings(int EpochFactor, int Passes, ulong Seed);
