using System.Globalization;
using System.Runtime.CompilerServices;

namespace DropoutGen.RandomNetworks.Tests;

/// <summary>
/// Everything here, generator, analyzers and kernels, runs under the culture that finds most mistakes: its decimal point is
/// a comma and its capital i has a dot.
/// </summary>
internal static class Turkish
{
    private const string Name = "tr-TR";

    [ModuleInitializer]
    internal static void Begin()
    {
        CultureInfo.DefaultThreadCurrentCulture = new CultureInfo(Name);
        CultureInfo.CurrentCulture = new CultureInfo(Name);
    }
}

/// <summary>Whether the culture is the real one.</summary>
public sealed class TurkishTests
{
    [Fact]
    public void Numbers_and_letters_are_Turkish() => Assert.Equal(
        ("1,5", "\u0130"), (1.5.ToString(CultureInfo.CurrentCulture), "i".ToUpper(CultureInfo.CurrentCulture)));
}
