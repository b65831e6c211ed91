using DropoutGen.Generator.Kernels;
using DropoutGen.Generator.Plan;

namespace DropoutGen.Generator.Layers;

/// <summary>Layer normalisation: by the moments of each row over its units, in training and at inference alike.</summary>
internal sealed record LayerNormLayer(double Epsilon, bool IsAffine) : NormalizationLayer(Epsilon, IsAffine)
{
    public override IEnumerable<(string Name, double Value)> Arguments => [("Epsilon", Epsilon)];

    public override int OperationsPerValue => 8;

    public static Layer Read(LayerArguments arguments) => new LayerNormLayer(ReadEpsilon(arguments), arguments.Flag("Affine", true));

    public override LaneValue Forward(NormalizationScope scope, LaneValue x)
    {
        LaneValue normal = Normal(scope, x);
        return IsAffine ? LaneValue.MultiplyAdd(normal, scope.Weight(), scope.Bias()) : normal;
    }

    // (w g - mean(w g) - y mean(w g y)) / sqrt(variance + epsilon), means over the units.
    public override LaneValue Backward(NormalizationScope scope, LaneValue x, LaneValue gradient)
    {
        LaneValue normal = Normal(scope, x);
        LaneValue weighted = IsAffine ? gradient * scope.Weight() : gradient;
        return (weighted - scope.Row(RowMoment.Gradient) - (normal * scope.Row(RowMoment.Product)))
            * scope.Row(RowMoment.InverseDeviation);
    }

    private static LaneValue Normal(NormalizationScope scope, LaneValue x) =>
        (x - scope.Row(RowMoment.Mean)) * scope.Row(RowMoment.InverseDeviation);
}
