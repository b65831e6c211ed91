namespace DropoutGen.Theory;

/// <summary>Quantiles of the standard normal distribution.</summary>
/// <remarks>Wichura: Algorithm AS 241 (1988), PPND7, about seven digits.</remarks>
internal static class NormalQuantile
{
    /// <summary>The z for which a standard normal number lies in [-z, z] with the given probability.</summary>
    public static double TwoSided(double probability) => -Lower((1 - probability) / 2);

    /// <summary>The z below which a standard normal number lies with the given probability, between 0 and 1.</summary>
    public static double Lower(double probability)
    {
        double centred = probability - 0.5;
        if (Math.Abs(centred) <= 0.425)
        {
            double r = 0.180625 - (centred * centred);
            return centred
                * ((((((59.109374720 * r) + 159.29113202) * r) + 50.434271938) * r) + 3.3871327179)
                / ((((((67.187563600 * r) + 78.757757664) * r) + 17.895169469) * r) + 1);
        }

        double tail = Math.Sqrt(-Math.Log(centred < 0 ? probability : 1 - probability));
        double magnitude = tail <= 5 ? Middle(tail - 1.6) : Far(tail - 5);
        return centred < 0 ? -magnitude : magnitude;
    }

    private static double Middle(double r) =>
        ((((((0.17023821103 * r) + 1.3067284816) * r) + 2.7568153900) * r) + 1.4234372777)
        / ((((0.12021132975 * r) + 0.73700164250) * r) + 1);

    private static double Far(double r) =>
        ((((((0.017337203997 * r) + 0.42868294337) * r) + 3.0812263860) * r) + 6.6579051150)
        / ((((0.012258202635 * r) + 0.24197894225) * r) + 1);
}
