using System.Globalization;
using DropoutGen.Theory;

namespace DropoutGen.Samples.Theory;

/// <summary>How numbers are shown.</summary>
internal static class Numbers
{
    public static string Show(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    public static string Interval(Estimate estimate) => $"{Show(estimate.Lower)} .. {Show(estimate.Upper)}";
}
