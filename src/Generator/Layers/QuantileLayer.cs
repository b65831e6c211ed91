using System.Globalization;
using DropoutGen.Generator.Emit;
using DropoutGen.Generator.Model;

namespace DropoutGen.Generator.Layers;

/// <summary>The pinball loss of several levels: one block of outputs for each.</summary>
internal sealed record QuantileLayer(EquatableArray<double> Levels) : LossLayer
{
    public override string Title => $"Quantile({string.Join(", ", Levels.Select(static level => level.ToString(CultureInfo.InvariantCulture)))})";

    public override string TargetType => "float";

    public override string TargetDescription => Levels.Count == 1
        ? "rows x outputs target values"
        : string.Format(CultureInfo.InvariantCulture, "rows x outputs / {0} target values", Levels.Count);

    public override bool ChangesLogits => false;

    public override string PredictionDescription => Levels.Count == 1 ? "quantiles" : "quantiles, level by level";

    public override string RuntimeInstance => $"new {RuntimeType}([{string.Join(", ", Levels.Select(Literals.Double))}])";

    public static Layer Read(LayerArguments arguments) => new QuantileLayer(arguments.Reals(
        "levels", static level => (float)level > 0 && (float)level < 1, "above 0 and below 1, in single precision too").ToEquatableArray());

    public override string? Refusal(int outputs, string producer) => Levels.Count == 0 || outputs % Levels.Count == 0
        ? null
        : string.Format(
            CultureInfo.InvariantCulture,
            "{0} takes one output for each level and target, a multiple of {1} such as {4}; {2} in front gives {3}",
            Title,
            Levels.Count,
            producer,
            outputs,
            (outputs / Levels.Count + 1) * Levels.Count);
}
