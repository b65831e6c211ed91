namespace DropoutGen.CompilerServices;

/// <summary>An activation as seen through normal inputs.</summary>
internal interface IActivationCoefficients
{
    /// <summary>Applies the function itself to values that do not vary.</summary>
    void Apply(Span<double> values);

    /// <summary>Returns the variance of f(mean + deviation z).</summary>
    /// <param name="mean">Mean of the input.</param>
    /// <param name="deviation">Its standard deviation, 0 or above.</param>
    /// <param name="coefficients">Receives E[f He_k] / sqrt(k!) from k = 0 on.</param>
    double Evaluate(double mean, double deviation, Span<double> coefficients);
}
