using System.ComponentModel;

namespace DropoutGen.CompilerServices;

/// <summary>What a dropout adds to the loss in training, of the values behind it and the weight that takes them; made by generated code.</summary>
/// <param name="weight">Index of the weight of the Dense right behind.</param>
/// <param name="values">Buffer of the values behind the dropout.</param>
/// <param name="factors">Buffer for what each input's weights are multiplied by, to be added to their gradients.</param>
/// <param name="gradients">Buffer of gradients by the values: what is added to them, or, of a learned rate, what they are.</param>
/// <param name="logit">Index of the logit of a learned rate; -1 where the dropout is marginalised.</param>
/// <param name="weightRegularizer">Factor of the weight's penalty, of a learned rate.</param>
/// <param name="dropoutRegularizer">Factor of the rate's penalty, of a learned rate.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DropoutPenalty(
    int weight, int values, int factors, int gradients, int logit = -1, double weightRegularizer = 0, double dropoutRegularizer = 0)
{
    internal int Weight { get; } = weight;

    internal int Values { get; } = values;

    internal int Factors { get; } = factors;

    internal int Gradients { get; } = gradients;

    internal int Logit { get; } = logit;

    internal double WeightRegularizer { get; } = weightRegularizer;

    internal double DropoutRegularizer { get; } = dropoutRegularizer;
}
