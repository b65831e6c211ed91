using DropoutGen.Generator.Infer;

namespace DropoutGen.Generator.Emit;

/// <summary>What the documentation of the public members says about this network.</summary>
/// <param name="Inputs">Values in an input row.</param>
/// <param name="Outputs">Values in an output row.</param>
/// <param name="Prediction">What a prediction is.</param>
/// <param name="Targets">What the targets of a batch are.</param>
/// <param name="PathCount">Paths from an input to an output, as a literal.</param>
/// <param name="ActivePathCount">Paths that are active on average in a training step, as a literal.</param>
internal sealed record MemberTexts(
    string Inputs, string Outputs, string Prediction, string Targets, string PathCount, string ActivePathCount)
{
    public static MemberTexts For(ShapedNetwork network) => new(
        Literals.Integer(network.Inputs),
        Literals.Integer(network.Outputs),
        network.Loss.PredictionDescription,
        network.Loss.TargetDescription,
        Literals.Double(network.Paths.Count),
        Literals.Double(network.Paths.Active));

    /// <summary>For a declaration with errors, whose sizes are not known.</summary>
    public static MemberTexts Unknown { get; } =
        new("inputs", "outputs", "predictions", "targets", "double.NaN", "double.NaN");
}
