namespace DropoutGen.Samples.Uncertainty.Uci;

/// <summary>Rows of inputs with a target each.</summary>
/// <param name="Features">Values in a row of inputs.</param>
/// <param name="Inputs">Rows x features values.</param>
/// <param name="Targets">One value a row.</param>
internal sealed record Samples(int Features, double[] Inputs, double[] Targets)
{
    public int Count => Targets.Length;

    /// <summary>The first rows, and the others.</summary>
    public (Samples First, Samples Others) Cut(int count) =>
        (new(Features, Inputs[..(count * Features)], Targets[..count]), new(Features, Inputs[(count * Features)..], Targets[count..]));
}
