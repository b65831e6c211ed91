using System.Collections.Immutable;
using System.Globalization;

namespace DropoutGen.RandomNetworks.Tests.Declarations;

/// <summary>A layer with its arguments.</summary>
/// <param name="Name">Of the attribute, without its ending.</param>
/// <param name="Arguments">In order, properties last.</param>
internal sealed record DeclaredLayer(string Name, ImmutableArray<DeclaredArgument> Arguments)
{
    /// <summary>The parameter of <c>Dense</c> that sets the number of outputs.</summary>
    public const string Units = "units";

    /// <summary>The block that it names; empty for a layer that names none.</summary>
    public string Block { get; init; } = string.Empty;

    /// <summary>The block in brackets.</summary>
    public string TypeArgument => Block.Length == 0 ? string.Empty : $"<{Block}>";

    /// <summary>As the oracle reads it.</summary>
    public string Plain => Arguments.IsEmpty
        ? Name + TypeArgument
        : $"{Name}{TypeArgument}({string.Join(", ", Arguments.Select(static argument => argument.Write(isPlain: true, isNamed: false)))})";

    /// <summary>The number of outputs, or null if the layer leaves it.</summary>
    public int? Outputs => Arguments.FirstOrDefault(static argument => argument.Name == Units) is { } units
        ? int.Parse(units.Value, CultureInfo.InvariantCulture)
        : null;

    /// <summary>The layer with another number of outputs.</summary>
    public DeclaredLayer WithOutputs(int outputs) => this with
    {
        Arguments =
        [
            .. Arguments.Select(argument => argument.Name == Units
                ? new DeclaredArgument(Units, outputs.ToString(CultureInfo.InvariantCulture))
                : argument),
        ],
    };
}
