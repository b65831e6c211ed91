namespace DropoutGen;

/// <summary>How an optimizer treats one parameter tensor, relative to its own settings.</summary>
/// <param name="LearningRateFactor">Multiplies the learning rate; 0 freezes the tensor.</param>
/// <param name="WeightDecayFactor">Multiplies the weight decay; 0 switches it off.</param>
public readonly record struct ParameterGroup(float LearningRateFactor, float WeightDecayFactor)
{
    /// <summary>
    /// The default grouping: biases of dense layers and logits of learned rates do not decay, all else does, the parameters of normalisations too, as in
    /// PyTorch. Groups can say otherwise by <see cref="ParameterDefinition.Kind"/> or by name.
    /// </summary>
    public static ParameterGroup Default(ParameterDefinition parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return new(1f, parameter.Kind is ParameterKind.Bias or ParameterKind.Logit ? 0f : 1f);
    }
}
