namespace DropoutGen;

/// <summary>What a parameter tensor is to its layer.</summary>
public enum ParameterKind
{
    /// <summary>The matrix of a dense layer, shape [units, inputs].</summary>
    Weight,

    /// <summary>The vector added to a dense layer's product, shape [units].</summary>
    Bias,
}
