using System.Globalization;

namespace DropoutGen.RandomNetworks.Tests;

/// <summary>Numbers that a longer run sets in the environment.</summary>
internal static class Setting
{
    public static int Of(string variable, int fallback) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.TryParse(text, CultureInfo.InvariantCulture, out int value) && value >= 0
                ? value
                : throw new FormatException($"{variable} is '{text}', not a number.")
            : fallback;
}
