using System.Collections.Immutable;
using System.ComponentModel;

namespace DropoutGen;

/// <summary>Name, shape and storage layout of one parameter tensor.</summary>
public sealed class ParameterDefinition
{
    /// <summary>Describes a parameter; called by generated code.</summary>
    /// <param name="name">Name, for example <c>dense0.weight</c>.</param>
    /// <param name="kind">Weight or bias.</param>
    /// <param name="units">Outputs of the layer.</param>
    /// <param name="inputs">Inputs of the layer; 1 for a bias.</param>
    /// <param name="panelWidth">Units in one storage panel; storage is [panel][input][unit in panel], padded with zeros.</param>
    /// <param name="panelInputs">Inputs in one storage panel, padding included.</param>
    /// <param name="initialVariance">Variance of the initial values; 0 for a bias.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ParameterDefinition(string name, ParameterKind kind, int units, int inputs, int panelWidth, int panelInputs, double initialVariance)
    {
        Name = name;
        Kind = kind;
        Units = units;
        Inputs = inputs;
        PanelWidth = panelWidth;
        PanelInputs = panelInputs;
        InitialVariance = initialVariance;
        Shape = kind == ParameterKind.Weight ? [units, inputs] : [units];
    }

    /// <summary>Name, for example <c>dense0.weight</c>.</summary>
    public string Name { get; }

    /// <summary>Weight or bias.</summary>
    public ParameterKind Kind { get; }

    /// <summary>[units, inputs] for a weight, [units] for a bias.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>Number of values.</summary>
    public int Count => Units * Inputs;

    internal int Units { get; }

    internal int Inputs { get; }

    internal int PanelWidth { get; }

    internal int PanelInputs { get; }

    internal double InitialVariance { get; }

    /// <summary>Floats in storage, padding included.</summary>
    internal int StorageLength => checked(((Units + PanelWidth - 1) / PanelWidth) * PanelWidth * PanelInputs);

    /// <summary>Where (unit, input) stands in storage.</summary>
    internal int StorageIndex(int unit, int input) =>
        (((unit / PanelWidth * PanelInputs) + input) * PanelWidth) + (unit % PanelWidth);
}
