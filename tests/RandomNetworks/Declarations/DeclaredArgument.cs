using System.Globalization;

namespace DropoutGen.RandomNetworks.Tests.Declarations;

/// <summary>One argument of an attribute.</summary>
/// <param name="Name">Of the parameter, or of the property; empty if it cannot be written by name.</param>
/// <param name="Value">As the oracle reads it.</param>
/// <param name="IsProperty">Whether it sets a property.</param>
internal sealed record DeclaredArgument(string Name, string Value, bool IsProperty = false)
{
    /// <summary>The value as the compiler reads it.</summary>
    public string Spelled { get; init; } = Value;

    /// <summary>A real number, written in one of several ways.</summary>
    public static DeclaredArgument Real(Random random, string name, double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return new DeclaredArgument(name, text)
        {
            Spelled = random.Next(5) switch
            {
                0 => value.ToString("E16", CultureInfo.InvariantCulture),
                1 => text + "d",
                2 => $"({text})",
                _ => text,
            },
        };
    }

    /// <summary>As it is written: by position or by name.</summary>
    public string Write(bool isPlain, bool isNamed)
    {
        string value = isPlain ? Value : Spelled;
        return IsProperty ? $"{Name} = {value}" : isNamed && Name.Length > 0 ? $"{Name}: {value}" : value;
    }
}
