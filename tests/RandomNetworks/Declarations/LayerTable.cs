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
            [new(DeclaredLayer.Units, Text(units)), .. Maybe(random, 4, "Bias", "false"), .. Maybe(random, 4, "Initialization", Initial(random)), .. Maybe(random, 3, "MaxNorm", Norm(random))]),

        new("Dropout", LayerRole.Between, static (random, _) => random.Next(6) == 0
            ? [Balanced(random), .. Maybe(random, 2, "Scaling", Scaling(random)), .. Maybe(random, 2, "RowsPerMask", RowsPerMask(random)), new("Balanced", "true", IsProperty: true)]
            : [Rate(random), .. Maybe(random, 2, "Scaling", Scaling(random)), .. Maybe(random, 3, "RowsPerMask", RowsPerMask(random)), .. Maybe(random, 12, "Marginalized", "true")], Weight: 3),

        new("AlphaDropout", LayerRole.Between, static (random, _) => [Rate(random)]),
        new("GaussianDropout", LayerRole.Between, static (random, _) => [Rate(random)]),
        new("FeatureDropout", LayerRole.OnInputs, static (random, inputs) => [Rate(random), .. Features(random, inputs)], Weight: 2),

        new("ConcreteDropout", LayerRole.BeforeProduct, static (random, _) =>
            [new("initialRate", Number(random, 0.05, 0.9)), .. Maybe(random, 2, "WeightRegularizer", Number(random, 0, 0.01)), .. Maybe(random, 2, "DropoutRegularizer", Number(random, 0, 0.01))]),

        new("DropConnect", LayerRole.BeforeProduct, static (random, _) => [Rate(random)]),

        new("BatchNorm", LayerRole.Between, static (random, _) => [.. Maybe(random, 2, "Momentum", Number(random, 0, 1)), Epsilon(random), .. Maybe(random, 4, "Affine", "false")], Weight: 1.5),
        new("LayerNorm", LayerRole.Between, static (random, _) => [Epsilon(random), .. Maybe(random, 4, "Affine", "false")]),

        new("Repeat", LayerRole.Block, static (random, _) => [new("count", Text(random.Next(1, 4)))]),
        new("Residual", LayerRole.Block, static (random, _) => [.. Maybe(random, 2, "Repeat", Text(random.Next(1, 4))), .. random.Next(2) == 0 ? DropPath(random) : []]),

        new("Relu", LayerRole.Between, None, Weight: 3),
        new("LeakyRelu", LayerRole.Between, static (random, _) => Optional(random, "negativeSlope", -1, 1.5)),
        new("Elu", LayerRole.Between, static (random, _) => Optional(random, "alpha", -1.5, 2.5)),
        new("Selu", LayerRole.Between, None),
        new("Gelu", LayerRole.Between, None),
        new("Silu", LayerRole.Between, None),
        new("Tanh", LayerRole.Between, None),
        new("Sigmoid", LayerRole.Between, None),
        new("Softplus", LayerRole.Between, static (random, _) => Optional(random, "beta", 0.1, 8)),

        // Rarely: the square of a square of a square is no number to compare.
        new("Square", LayerRole.Between, None, Weight: 0.3) { GrowsFast = true },

        new("SoftmaxCrossEntropy", LayerRole.Loss, None),
        new("SigmoidCrossEntropy", LayerRole.Loss, None),
        new("MeanSquaredError", LayerRole.Loss, None),
        new("Huber", LayerRole.Loss, static (random, _) => Optional(random, "delta", 0.1, 2)),
        new("Quantile", LayerRole.Loss, static (random, _) => Levels(random)) { OutputMultiple = static loss => loss.Arguments.Length },
        new("GaussianNegativeLogLikelihood", LayerRole.Loss, static (random, _) => Maybe(random, 2, "Full", "true")) { OutputMultiple = static _ => 2, Exponentiates = true },
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

    // Not as small as usual: what is left of a gradient by a deviation that a normalisation takes away again is of its size, and
    // should be more than rounding.
    private static DeclaredArgument Epsilon(Random random) => new("Epsilon", Number(random, 0.05, 1), IsProperty: true);

    private static string Number(Random random, double lower, double upper) =>
        Math.Round(lower + (random.NextDouble() * (upper - lower)), 4).ToString(CultureInfo.InvariantCulture);

    private static DeclaredArgument Balanced(Random random) => DeclaredArgument.Real(random, "rate", 0.5);

    private static string RowsPerMask(Random random) => Text(random.Next(4) switch
    {
        0 => 1,
        1 => 32,
        2 => 16 * random.Next(1, 9),
        _ => 16,
    });

    // Often for the whole batch, so that dropped branches are not computed.
    private static IEnumerable<DeclaredArgument> DropPath(Random random) =>
    [
        new("DropPath", random.Next(4) == 0 ? Rate(random).Value : "0.5", IsProperty: true),
        .. Maybe(random, 2, "DropPathSchedule", "DropPathSchedule.Linear"),
        .. Maybe(random, 3, "DropPathScaling", "DropoutScaling.Classic"),
        .. Maybe(random, 2, "DropPathRowsPerMask", random.Next(2) == 0 ? "1024" : RowsPerMask(random)),
    ];

    private static string Scaling(Random random) =>
        "DropoutScaling." + Enum.GetName((DropoutScaling)random.Next(Enum.GetValues<DropoutScaling>().Length));

    // What is drawn for a unit's weights has a norm of about 1.
    private static string Norm(Random random) => Math.Round(0.4 + random.NextDouble(), 5).ToString("R", CultureInfo.InvariantCulture);

    private static string Initial(Random random) =>
        "Initialization." + Enum.GetName((Initialization)random.Next(Enum.GetValues<Initialization>().Length));

    private static IEnumerable<DeclaredArgument> Maybe(Random random, int inverseChance, string property, string value) =>
        random.Next(inverseChance) == 0 ? [new DeclaredArgument(property, value, IsProperty: true)] : [];

    private static IEnumerable<DeclaredArgument> Levels(Random random) => Enumerable.Range(0, random.Next(1, 5))
        .Select(_ => DeclaredArgument.Real(random, string.Empty, Math.Round(0.01 + (random.NextDouble() * 0.98), 4)));

    // Columns in any order, single ones and ranges; what is left over belongs to no feature.
    private static IEnumerable<DeclaredArgument> Features(Random random, int inputs)
    {
        var starts = new List<string>();
        for (int column = random.Next(2); column < inputs && starts.Count < 6; column += random.Next(1, 4))
        {
            int last = Math.Min(inputs - 1, column + (random.Next(2) * random.Next(40)));
            starts.Add(last == column ? Text(column) : $"{Text(column)}-{Text(last)}");
            column = last + 1;
        }

        string[] ranges = [.. starts.Count == 0 ? ["0"] : starts];
        random.Shuffle(ranges);
        int number = 0;
        return ranges.Chunk(random.Next(1, 3)).Select(columns =>
            new DeclaredArgument(string.Empty, $"\"feature {Text(number++)}: {string.Join(", ", columns)}\""));
    }

    // The default, a whole number, or any between two bounds.
    private static IEnumerable<DeclaredArgument> Optional(Random random, string parameter, double lower, double upper) => random.Next(4) switch
    {
        0 => [],
        1 => [new DeclaredArgument(parameter, "1")],
        _ => [DeclaredArgument.Real(random, parameter, Math.Round(lower + (random.NextDouble() * (upper - lower)), 5))],
    };

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
