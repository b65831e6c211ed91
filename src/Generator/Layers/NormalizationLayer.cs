using System.Globalization;
using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Layers;

/// <summary>
/// A layer that brings values to mean 0 and variance 1, of a column or of a row, and then to a learned deviation (weight) and
/// mean (bias). Given the moments it is an affine map of each value; they are the library's to compute.
/// </summary>
internal abstract record NormalizationLayer(double Epsilon, bool IsAffine) : Layer
{
    private const double DefaultEpsilon = 1e-5;

    public override string Title => string.Join(", ", Settings) is { Length: > 0 } settings ? $"{Name}({settings})" : Name;

    public override string KernelTitle => Name;

    public override IReadOnlyList<string> ParameterNames => IsAffine ? ["Weight", "Bias"] : [];

    /// <summary>Floating-point operations of the forward pass for each value.</summary>
    public abstract int OperationsPerValue { get; }

    /// <summary>Whether values that are no units, the padding, become zero whatever they were.</summary>
    public bool ClearsPadding => IsAffine;

    /// <summary>Settings that are not the default, as they are written.</summary>
    protected virtual IEnumerable<string> Settings
    {
        get
        {
            if (Epsilon != DefaultEpsilon)
            {
                yield return "Epsilon = " + Epsilon.ToString(CultureInfo.InvariantCulture);
            }

            if (!IsAffine)
            {
                yield return "Affine = false";
            }
        }
    }

    /// <summary>A value behind the layer, from one in front, in training.</summary>
    public abstract LaneValue Forward(NormalizationScope scope, LaneValue x);

    /// <summary>The gradient in front of the layer.</summary>
    /// <param name="scope">Moments and parameters.</param>
    /// <param name="x">The value in front.</param>
    /// <param name="gradient">The gradient behind.</param>
    public abstract LaneValue Backward(NormalizationScope scope, LaneValue x, LaneValue gradient);

    /// <summary>What is added to a variance before its root is taken; no smaller than single precision can say.</summary>
    protected static double ReadEpsilon(LayerArguments arguments) => arguments.Real(
        "Epsilon", DefaultEpsilon, static epsilon => epsilon >= 1e-30 && epsilon <= 1e30, "1E-30 to 1E+30");
}
