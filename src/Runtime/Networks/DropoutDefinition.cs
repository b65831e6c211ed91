using System.ComponentModel;

namespace DropoutGen;

/// <summary>One dropout of a network as declared. Its site, the number in the mask contract, is its index.</summary>
public sealed class DropoutDefinition
{
    /// <summary>Describes a dropout; called by generated code.</summary>
    /// <param name="name">Name, for example <c>dropout0</c>.</param>
    /// <param name="units">Number of units it acts on.</param>
    /// <param name="rate">Declared probability to drop a unit.</param>
    /// <param name="scaling">Where kept units are scaled.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public DropoutDefinition(string name, int units, double rate, DropoutScaling scaling)
    {
        Name = name;
        Units = units;
        Rate = rate;
        Scaling = scaling;
    }

    /// <summary>Name, for example <c>dropout0</c>.</summary>
    public string Name { get; }

    /// <summary>Number of units it acts on.</summary>
    public int Units { get; }

    /// <summary>The declared probability to drop a unit: the default of the network's state.</summary>
    public double Rate { get; }

    /// <summary>Where kept units are scaled.</summary>
    public DropoutScaling Scaling { get; }
}
