using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;

namespace DropoutGen;

/// <summary>One layer of a network as declared. The loss is no layer: it is <see cref="INetwork{TSelf}.Loss"/>.</summary>
public sealed class LayerDefinition
{
    /// <summary>Describes a layer; called by generated code.</summary>
    /// <param name="name">Name, for example <c>dense0</c>.</param>
    /// <param name="kind">Name of its attribute, for example <c>Dense</c>.</param>
    /// <param name="inputs">Values it takes for a row.</param>
    /// <param name="units">Values it gives for a row.</param>
    /// <param name="parameters">Names of its parameters, in declaration order.</param>
    /// <param name="arguments">Its arguments that are numbers and stand nowhere else.</param>
    /// <param name="dropout">Index among the network's dropouts; -1 for a layer that draws nothing.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public LayerDefinition(
        string name,
        string kind,
        int inputs,
        int units,
        ImmutableArray<string> parameters = default,
        ImmutableArray<LayerArgument> arguments = default,
        int dropout = -1)
    {
        Name = name;
        Kind = kind;
        Inputs = inputs;
        Units = units;
        Parameters = parameters.IsDefault ? [] : parameters;
        Arguments = arguments.IsDefault ? [] : arguments;
        Dropout = dropout;
    }

    /// <summary>Name, for example <c>dense0</c>: the kind, and its number among those of its kind.</summary>
    public string Name { get; }

    /// <summary>What it is: the name of its attribute, for example <c>LeakyRelu</c>.</summary>
    public string Kind { get; }

    /// <summary>Values it takes for a row.</summary>
    public int Inputs { get; }

    /// <summary>Values it gives for a row.</summary>
    public int Units { get; }

    /// <summary>Names of its parameters, in declaration order: <c>dense0.weight</c> before <c>dense0.bias</c>.</summary>
    public ImmutableArray<string> Parameters { get; }

    /// <summary>
    /// Its arguments that are numbers, with defaults filled in. What stands elsewhere is not repeated: sizes are in
    /// <see cref="Units"/>, rates in the network's dropouts.
    /// </summary>
    public ImmutableArray<LayerArgument> Arguments { get; }

    /// <summary>Index in <see cref="NetworkDefinition.Dropouts"/> for a layer of the dropout family; -1 for others.</summary>
    public int Dropout { get; }

    /// <summary>The value of an argument.</summary>
    /// <param name="name">Name as it is declared, for example <c>negativeSlope</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message lists the names.</exception>
    public double Argument(string name)
    {
        foreach (LayerArgument argument in Arguments)
        {
            if (argument.Name == name)
            {
                return argument.Value;
            }
        }

        string names = Arguments.IsEmpty ? "none" : string.Join(", ", Arguments.Select(static argument => argument.Name));
        throw new KeyNotFoundException($"{Name} has no argument '{name}'; there are {names}.");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name} [{Inputs}] -> [{Units}]");
}

/// <summary>A number that a layer was declared with.</summary>
/// <param name="Name">Name as it is declared, for example <c>negativeSlope</c>.</param>
/// <param name="Value">Its value.</param>
public readonly record struct LayerArgument(string Name, double Value);
