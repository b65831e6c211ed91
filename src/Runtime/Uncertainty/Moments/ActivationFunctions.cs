namespace DropoutGen.CompilerServices;

/// <summary>The activations in double precision, as normal inputs see them.</summary>
internal static class ActivationFunctions
{
    private const double SeluScale = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543772;

    /// <summary>The activation of a layer, or <see langword="null"/> for a layer that is none.</summary>
    public static IActivationCoefficients? Find(LayerDefinition layer)
    {
        switch (layer.Kind)
        {
            case "Relu":
                return new LeakyReluCoefficients(0);
            case "LeakyRelu":
                return new LeakyReluCoefficients(layer.Argument("negativeSlope"));
            case "Elu":
                double alpha = layer.Argument("alpha");
                return new QuadratureCoefficients(x => x > 0 ? x : alpha * ExpMinusOne(x));
            case "Selu":
                return new QuadratureCoefficients(static x => SeluScale * (x > 0 ? x : SeluAlpha * ExpMinusOne(x)));
            case "Gelu":
                return new QuadratureCoefficients(static x => x * NormalDistribution.Cumulative(x));
            case "Silu":
                return new QuadratureCoefficients(static x => x / (1 + Math.Exp(-x)));
            case "Tanh":
                return new QuadratureCoefficients(Math.Tanh);
            case "Sigmoid":
                return new QuadratureCoefficients(static x => 1 / (1 + Math.Exp(-x)));
            case "Softplus":
                double beta = layer.Argument("beta");
                return new QuadratureCoefficients(x => (Math.Max(beta * x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(beta * x)))) / beta);
            case "Square":
                return new QuadratureCoefficients(static x => x * x);
            default:
                return null;
        }
    }

    // exp(x) - 1 without cancellation near 0 (Kahan).
    public static double ExpMinusOne(double x)
    {
        double power = Math.Exp(x);
        if (power == 1)
        {
            return x;
        }

        double difference = power - 1;
        return difference == -1 ? -1 : difference * x / Math.Log(power);
    }
}
