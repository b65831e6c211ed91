using System.Globalization;

namespace DropoutGen.RandomNetworks.Tests.Declarations;

/// <summary>
/// Every layer attribute, with one entry: networks are drawn from it, and so is garbage. A new layer is one line here; a
/// test fails while the line is missing.
/// </summary>
internal static class LayerTable
{
    public static IReadOnlyList<LayerEntry> All { get; } =
    [
        new("Dense", LayerRole.Product, static (random, units) =>
            [new(DeclaredLayer.Units, Text(units)), .. Maybe(random, 4, "Bias", "false"), .. Maybe(random, 4, "Initialization", Initial(random))]),

        new("Dropout", LayerRole.Between, static (random, _) => [Rate(random), .. Maybe(random, 2, "Scaling", Scaling(random))], Weight: 3),

        new("Relu", LayerRole.Between, None, Weight: 3),
        new("LeakyRelu", LayerRole.Between, static (random, _) => Optional(random, "negativeSlope", -1, 1.5)),
        new("Elu", LayerRole.Between, static (random, _) => Optional(random, "alpha", -1.5, 2.5)),
        new("Selu", LayerRole.Between, None),
        new("Gelu", LayerRole.Between, None),
        new("Silu", LayerRole.Between, None),
        new("Tanh", LayerRole.Between, None),
        new("Sigmoid", LayerRole.Between, None),
        new("Softplus", LayerRole.Between, static (random, _) => Optional(random, "beta", 0.1, 8)),

        new("SoftmaxCrossEntropy", LayerRole.Loss, None),
        new("SigmoidCrossEntropy", LayerRole.Loss, None),
        new("MeanSquaredError", LayerRole.Loss, None),
    ];

    /// <summary>The entries of a role.</summary>
    public static IEnumerable<LayerEntry> Of(LayerRole role) => All.Where(entry => entry.Role == role);

    /// <summary>One of some entries, by weight.</summary>
    public static LayerEntry Pick(Random random, IReadOnlyCollection<LayerEntry> entries)
    {
        double left = random.NextDouble() * entries.Sum(static entry => entry.Weight);
        foreach (LayerEntry entry in entries)
        {
            left -= entry.Weight;
            if (left < 0)
            {
                return entry;
            }
        }

        return entries.Last();
    }

    private static IEnumerable<DeclaredArgument> None(Random random, int units) => [];

    // The usual rates, awkward ones, and the ends.
    private static DeclaredArgument Rate(Random random) => DeclaredArgument.Real(random, "rate", random.Next(12) switch
    {
        0 => 0,
        1 => 0.999,
        2 => 1e-5,
        3 or 4 => 0.25,
        5 or 6 or 7 => 0.5,
        _ => Math.Round(random.NextDouble() * 0.9, 6),
    });

    private static string Scaling(Random random) =>
        "DropoutScaling." + Enum.GetName((DropoutScaling)random.Next(Enum.GetValues<DropoutScaling>().Length));

    private static string Initial(Random random) =>
        "Initialization." + Enum.GetName((Initialization)random.Next(Enum.GetValues<Initialization>().Length));

    private static IEnumerable<DeclaredArgument> Maybe(Random random, int inverseChance, string property, string value) =>
        random.Next(inverseChance) == 0 ? [new DeclaredArgument(property, value, IsProperty: true)] : [];

    // The default, a whole number, or any between two bounds.
    private static IEnumerable<DeclaredArgument> Optional(Random random, string parameter, double lower, double upper) => random.Next(4) switch
    {
        0 => [],
        1 => [new DeclaredArgument(parameter, "1")],
        _ => [DeclaredArgument.Real(random, parameter, Math.Round(lower + (random.NextDouble() * (upper - lower)), 5))],
    };

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
