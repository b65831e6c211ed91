using System.Globalization;
using DropoutGen.Generator.Emit;

namespace DropoutGen.Generator.Layers;

/// <summary>Squared difference up to delta, a line beyond.</summary>
internal sealed record HuberLayer(double Delta) : LossLayer
{
    public override string Title => string.Format(CultureInfo.InvariantCulture, "Huber({0})", Delta);

    public override string TargetType => "float";

    public override string TargetDescription => "rows x outputs target values";

    public override bool ChangesLogits => false;

    public override string PredictionDescription => "values";

    public override string RuntimeInstance => $"new {RuntimeType}({Literals.Double(Delta)})";

    public static Layer Read(LayerArguments arguments) => new HuberLayer(arguments.Real(
        "delta", 1, static delta => (float)delta > 0 && !float.IsInfinity((float)delta), "finite and above 0, in single precision too"));
}
