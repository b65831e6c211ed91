namespace DropoutGen.Generator.Plan;

/// <summary>What the penalty of a dropout is made of, and where it leaves what.</summary>
/// <param name="Site">The dropout.</param>
/// <param name="Weight">Index of the weight of the dense layer behind.</param>
/// <param name="Values">Buffer of the values behind the dropout.</param>
/// <param name="Factors">Buffer of what each input's weights are multiplied by, to be added to their gradients.</param>
/// <param name="Gradients">Buffer of gradients by the values.</param>
internal sealed record PenaltyPlan(int Site, int Weight, int Values, int Factors, int Gradients);
