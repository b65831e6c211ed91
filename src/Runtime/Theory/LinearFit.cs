using System.Collections.Immutable;

namespace DropoutGen.Theory;

/// <summary>Weights and biases of a dense layer that minimise an expected loss.</summary>
/// <param name="Weights">Outputs x inputs values.</param>
/// <param name="Biases">A value for each output; empty for a layer without bias.</param>
public sealed record LinearFit(ImmutableArray<double> Weights, ImmutableArray<double> Biases);
