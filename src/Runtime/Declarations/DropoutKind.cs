namespace DropoutGen;

/// <summary>What a layer of the dropout family does to a value.</summary>
public enum DropoutKind
{
    /// <summary>Sets it to zero, or keeps and scales it: <see cref="DropoutAttribute"/>.</summary>
    Standard,

    /// <summary>Sets it to Selu's negative saturation, then scales and shifts: <see cref="AlphaDropoutAttribute"/>.</summary>
    Alpha,

    /// <summary>Multiplies it by a normal number around 1: <see cref="GaussianDropoutAttribute"/>.</summary>
    Gaussian,

    /// <summary>As <see cref="Standard"/>, whole features of the inputs at a time: <see cref="FeatureDropoutAttribute"/>.</summary>
    Feature,

    /// <summary>As <see cref="Standard"/>, weights of a layer rather than values: <see cref="DropConnectAttribute"/>.</summary>
    Connect,

    /// <summary>Multiplies it by a number that is nearly 0 or 1 / (1 - rate), a smooth function of a rate that is learned: <see cref="ConcreteDropoutAttribute"/>.</summary>
    Concrete,

    /// <summary>As <see cref="Standard"/>, a residual branch as a whole: <see cref="ResidualAttribute{TBlock}.DropPath"/>.</summary>
    Path,
}
