using System.Collections.Immutable;
using System.ComponentModel;

namespace DropoutGen;

/// <summary>Name, shape and storage layout of one parameter tensor.</summary>
public sealed class ParameterDefinition
{
    /// <summary>Describes a parameter; called by generated code.</summary>
    /// <param name="name">Name, for example <c>dense0.weight</c>.</param>
    /// <param name="kind">What it is to its layer.</param>
    /// <param name="units">Outputs of the layer.</param>
    /// <param name="inputs">Inputs of the layer; 1 for a vector.</param>
    /// <param name="panelWidth">Units in one storage panel; storage is [panel][input][unit in panel], padded with zeros.</param>
    /// <param name="panelRows">Inputs in one storage panel, padding included.</param>
    /// <param name="initialVariance">Variance of the initial values; 0 for a vector.</param>
    /// <param name="isTransposed">Whether inputs and units change places in storage: [panel][unit][input in panel].</param>
    /// <param name="initialValue">The initial values' mean.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ParameterDefinition(
        string name, ParameterKind kind, int units, int inputs, int panelWidth, int panelRows, double initialVariance, bool isTransposed = false, float initialValue = 0f)
    {
        Name = name;
        Kind = kind;
        Units = units;
        Inputs = inputs;
        PanelWidth = panelWidth;
        PanelRows = panelRows;
        InitialVariance = initialVariance;
        IsTransposed = isTransposed;
        InitialValue = initialValue;
        int panels = ((isTransposed ? inputs : units) + panelWidth - 1) / panelWidth;
        StorageLength = checked(panels * panelWidth * panelRows);
        Shape = kind == ParameterKind.Weight ? [units, inputs] : [units];
    }

    /// <summary>Name, for example <c>dense0.weight</c>.</summary>
    public string Name { get; }

    /// <summary>What it is to its layer.</summary>
    public ParameterKind Kind { get; }

    /// <summary>[units, inputs] for the matrix of a dense layer, [units] for anything else.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>Number of values.</summary>
    public int Count => Units * Inputs;

    internal int Units { get; }

    internal int Inputs { get; }

    internal int PanelWidth { get; }

    internal int PanelRows { get; }

    internal bool IsTransposed { get; }

    internal double InitialVariance { get; }

    internal float InitialValue { get; }

    /// <summary>Floats in storage, padding included.</summary>
    internal int StorageLength { get; }

    /// <summary>Where (unit, input) stands in storage.</summary>
    internal int StorageIndex(int unit, int input) => IsTransposed ? PanelIndex(unit, input) : PanelIndex(input, unit);

    private int PanelIndex(int row, int column) =>
        (((column / PanelWidth * PanelRows) + row) * PanelWidth) + (column % PanelWidth);
}
