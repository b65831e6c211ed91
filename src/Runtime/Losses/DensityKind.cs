namespace DropoutGen.CompilerServices;

/// <summary>What says how targets scatter around a prediction.</summary>
internal enum DensityKind
{
    /// <summary>Nothing: there is no density.</summary>
    None,

    /// <summary>The prediction itself: probabilities, or a mean with its variance.</summary>
    Prediction,

    /// <summary>The precision of normal noise around the predicted value, which the user names.</summary>
    Precision,
}
