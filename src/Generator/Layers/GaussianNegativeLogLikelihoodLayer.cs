using System.Globalization;
using DropoutGen.Generator.Emit;

namespace DropoutGen.Generator.Layers;

/// <summary>Likelihood of a target under the mean (first half of the outputs) and log-variance (second half) of the network.</summary>
internal sealed record GaussianNegativeLogLikelihoodLayer(bool IsFull) : LossLayer
{
    public override string Title => IsFull ? "GaussianNegativeLogLikelihood(Full = true)" : "GaussianNegativeLogLikelihood";

    public override string TargetType => "float";

    public override string TargetDescription => "rows x outputs / 2 target values";

    public override string PredictionDescription => "means, then variances";

    public override string RuntimeInstance => $"new {RuntimeType}({Literals.Boolean(IsFull)})";

    public static Layer Read(LayerArguments arguments) =>
        new GaussianNegativeLogLikelihoodLayer(arguments.Flag("Full", false));

    public override string? Refusal(int outputs, string producer) => outputs % 2 == 0
        ? null
        : string.Format(
            CultureInfo.InvariantCulture,
            "GaussianNegativeLogLikelihood takes a mean and a log-variance for each target, an even number of outputs such as {2}; {0} in front gives {1}",
            producer,
            outputs,
            outputs + 1);
}
