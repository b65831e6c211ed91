using DropoutGen.Generator.Layers;

namespace DropoutGen.Analyzers.Hazards;

/// <summary>
/// How far the mean over masks of an activation of dropped values is from the activation at inference:
/// q f(x/q) + (1 - q) f(0) - f(x) for inverted scaling, q f(x) + (1 - q) f(0) - f(q x) for classic scaling; the root
/// of its mean square over standard normal x, by the trapezoid rule.
/// </summary>
internal static class JensenBias
{
    private const double Range = 8;
    private const int Intervals = 1600;

    /// <summary>The bias, or null where there is none because the activation is positively homogeneous, f(a x) = a f(x) for a > 0.</summary>
    public static double? Of(ActivationLayer activation, DropoutLayer dropout)
    {
        if (Function(activation) is not { } function)
        {
            return null;
        }

        double keep = 1 - dropout.Rate;
        double zero = dropout.Rate * function(0);
        double sum = 0;
        double step = 2 * Range / Intervals;
        for (int i = 0; i <= Intervals; i++)
        {
            double x = -Range + (i * step);
            double bias = dropout.Scaling == DropoutScaling.Classic
                ? (keep * function(x)) + zero - function(keep * x)
                : (keep * function(x / keep)) + zero - function(x);
            sum += bias * bias * Math.Exp(-0.5 * x * x) * step;
        }

        return Math.Sqrt(sum / Math.Sqrt(2 * Math.PI));
    }

    /// <summary>The function, or null for activations that are positively homogeneous.</summary>
    internal static Func<double, double>? Function(ActivationLayer activation) => activation switch
    {
        TanhLayer => Math.Tanh,
        SigmoidLayer => Sigmoid,
        SiluLayer => static x => x * Sigmoid(x),
        GeluLayer => static x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        EluLayer elu => x => x > 0 ? x : elu.Alpha * (Math.Exp(x) - 1),
        SeluLayer => static x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1)),
        SoftplusLayer softplus => x => Math.Log(1 + Math.Exp(softplus.Beta * x)) / softplus.Beta,
        _ => null,
    };

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
