namespace DropoutGen;

/// <summary>What a tensor is to its layer.</summary>
public enum ParameterKind
{
    /// <summary>The matrix of a dense layer, shape [units, inputs].</summary>
    Weight,

    /// <summary>The vector added to a dense layer's product, shape [units].</summary>
    Bias,

    /// <summary>The weight of a normalisation: the deviation that it gives each unit, shape [units].</summary>
    Scale,

    /// <summary>The bias of a normalisation: the mean that it gives each unit, shape [units].</summary>
    Shift,

    /// <summary>The running mean of a batch normalisation, shape [units]; not trained by gradients.</summary>
    RunningMean,

    /// <summary>The running variance of a batch normalisation, shape [units]; not trained by gradients.</summary>
    RunningVariance,

    /// <summary>The logit log(p / (1 - p)) of a learned dropout rate p, shape [1].</summary>
    Logit,
}
