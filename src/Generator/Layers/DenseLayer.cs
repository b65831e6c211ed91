using System.Globalization;

namespace DropoutGen.Generator.Layers;

/// <summary>A fully connected layer. Its product is a kernel of its own; what follows it elementwise becomes the epilogue.</summary>
internal sealed record DenseLayer(int Units, bool HasBias, Initialization Initialization) : Layer
{
    public const int MaximumUnits = 65536;

    public override string Title => HasBias
        ? string.Format(CultureInfo.InvariantCulture, "Dense({0})", Units)
        : string.Format(CultureInfo.InvariantCulture, "Dense({0}, Bias = false)", Units);

    public override IReadOnlyList<string> ParameterNames => HasBias ? ["Weight", "Bias"] : ["Weight"];

    public static Layer Read(LayerArguments arguments) => new DenseLayer(
        arguments.Integer("units", 1, MaximumUnits),
        arguments.Flag("Bias", true),
        arguments.Choice<Initialization>("Initialization", 4));

    /// <summary>Variance of the initial weights; see the runtime's enumeration for the sources.</summary>
    public double InitialVariance(int inputs, ActivationLayer? activation)
    {
        Initialization choice = Initialization == Initialization.Automatic
            ? activation?.Initialization ?? Initialization.Glorot
            : Initialization;
        return choice switch
        {
            Initialization.He => 2.0 / inputs,
            Initialization.Glorot => 2.0 / (inputs + Units),
            _ => 1.0 / inputs,
        };
    }
}

/// <summary>The values of the runtime's enumeration of the same name.</summary>
internal enum Initialization
{
    Automatic,
    He,
    Glorot,
    LeCun,
}
