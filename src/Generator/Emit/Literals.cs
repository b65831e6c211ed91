using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace DropoutGen.Generator.Emit;

/// <summary>C# literals, bit-exact and independent of the culture.</summary>
internal static class Literals
{
    public static string Float(float value)
    {
        // G9 restores every float.
        string digits = value.ToString("G9", CultureInfo.InvariantCulture);
        return digits == "-0" || (value == 0 && 1 / value < 0) ? "-0f" : digits + "f";
    }

    public static string Double(double value)
    {
        // G17 restores every double; where fewer digits do, fewer are printed.
        string shorter = value.ToString("G15", CultureInfo.InvariantCulture);
        string digits = double.Parse(shorter, CultureInfo.InvariantCulture).Equals(value)
            ? shorter
            : value.ToString("G17", CultureInfo.InvariantCulture);
        return digits.IndexOfAny(['.', 'E']) < 0 ? digits + ".0" : digits;
    }

    public static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    public static string Boolean(bool value) => value ? "true" : "false";
}
