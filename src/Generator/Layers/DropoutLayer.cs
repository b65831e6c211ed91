using System.Globalization;

namespace DropoutGen.Generator.Layers;

/// <summary>Dropout. The rate is data: only its scaling shapes the kernels.</summary>
internal sealed record DropoutLayer(double Rate, DropoutScaling Scaling) : Layer
{
    public override string Title => Scaling == DropoutScaling.Inverted
        ? string.Format(CultureInfo.InvariantCulture, "Dropout({0})", Rate)
        : string.Format(CultureInfo.InvariantCulture, "Dropout({0}, Scaling = DropoutScaling.{1})", Rate, Scaling);

    public override bool KeepsZero => true;

    public static Layer Read(LayerArguments arguments) => new DropoutLayer(
        arguments.Real("rate", 0, static rate => rate >= 0 && rate < 1, "0 or above and below 1"),
        arguments.Choice<DropoutScaling>("Scaling", 3));
}

/// <summary>The values of the runtime's enumeration of the same name.</summary>
internal enum DropoutScaling
{
    Inverted,
    Classic,
    None,
}
