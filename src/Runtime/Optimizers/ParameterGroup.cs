namespace DropoutGen;

/// <summary>How an optimizer treats one parameter tensor, relative to its own settings.</summary>
/// <param name="LearningRateFactor">Multiplies the learning rate; 0 freezes the tensor.</param>
/// <param name="WeightDecayFactor">Multiplies the weight decay; 0 switches it off.</param>
public readonly record struct ParameterGroup(float LearningRateFactor, float WeightDecayFactor)
{
    /// <summary>Weights decay, biases do not: the default grouping.</summary>
    public static ParameterGroup Default(ParameterDefinition parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return new(1f, parameter.Kind == ParameterKind.Weight ? 1f : 0f);
    }
}
