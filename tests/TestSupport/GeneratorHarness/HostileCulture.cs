using System.Globalization;

namespace DropoutGen.TestSupport.GeneratorHarness;

/// <summary>
/// A culture that writes numbers as no C# compiler reads them: minus U+2212, decimal comma, points between thousands.
/// Made from the invariant culture, because the real ones are not there under invariant globalization.
/// </summary>
public static class HostileCulture
{
    private static readonly CultureInfo s_culture = Make();

    /// <summary>Runs a function under the culture.</summary>
    public static T Run<T>(Func<T> function)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = s_culture;
        try
        {
            return function();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static CultureInfo Make()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = new NumberFormatInfo
        {
            NegativeSign = "\u2212",
            PositiveSign = "\uFF0B",
            NumberDecimalSeparator = ",",
            NumberGroupSeparator = ".",
            PercentDecimalSeparator = ",",
            NaNSymbol = "not a number",
            PositiveInfinitySymbol = "\u221E",
        };
        return culture;
    }
}
