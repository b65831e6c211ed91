namespace DropoutGen;

/// <summary>
/// Variance of the initial weights, which are drawn uniformly from [-b, b] with b = sqrt(3 * variance). Biases start at 0.
/// </summary>
public enum Initialization
{
    /// <summary>
    /// <see cref="LeCun"/> in front of Selu, <see cref="Glorot"/> in front of Tanh, Sigmoid or no activation,
    /// <see cref="He"/> in front of all others.
    /// </summary>
    Automatic,

    /// <summary>Variance 2 / inputs. He, Zhang, Ren, Sun: Delving Deep into Rectifiers (2015), equation 10.</summary>
    He,

    /// <summary>Variance 2 / (inputs + units). Glorot, Bengio: Understanding the difficulty of training deep feedforward neural networks (2010), equation 16.</summary>
    Glorot,

    /// <summary>Variance 1 / inputs. LeCun, Bottou, Orr, Müller: Efficient BackProp (1998), section 4.6.</summary>
    LeCun,
}
