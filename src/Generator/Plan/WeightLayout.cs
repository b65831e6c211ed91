namespace DropoutGen.Generator.Plan;

/// <summary>
/// How a parameter is stored: [panel][input][unit in panel], or, transposed, [panel][unit][input in panel]. The kernels are
/// the same with inputs and units exchanged: what is a product over one is a sum along the other.
/// </summary>
/// <param name="IsTransposed">Whether panels hold inputs rather than units.</param>
/// <param name="PanelWidth">Units, or inputs, in one panel.</param>
/// <param name="PanelRows">Inputs, or units, in one panel, padding included.</param>
internal sealed record WeightLayout(bool IsTransposed, int PanelWidth, int PanelRows)
{
    private const int Granularity = Layouts.Granularity;

    private const int TileColumns = 4;

    // Adding up four vectors takes about as long as ten multiply-adds.
    private const double SumCost = 2.5;

    // Fewer inputs are done before they are copied.
    private const int LeastPadded = 4 * Granularity;

    // A wider layer fills vectors well enough; tiles of sums have fewer multiply-adds a load than tiles of a product.
    private const int WidestTransposed = 2 * Granularity - 1;

    public static WeightLayout Ordinary(int inputs, int units) =>
        new(false, Layouts.PanelWidth(units), Layouts.PanelRows(inputs, units));

    public static WeightLayout Transposed(int inputs, int units) =>
        new(true, Layouts.PanelWidth(inputs), Layouts.PanelRows(PaddedUnits(units), inputs));

    /// <summary>
    /// Units of a transposed weight: filled up with zeros to whole tiles of sums, unless that would add a third or more.
    /// </summary>
    public static int PaddedUnits(int units)
    {
        int padded = (units + TileColumns - 1) / TileColumns * TileColumns;
        return 3 * (padded - units) < units ? padded : units;
    }

    /// <summary>
    /// Whether inputs that do not fill vectors are worth copying, with zeros behind them, so that the first weight can be transposed.
    /// </summary>
    public static bool PaysToPad(int inputs, int units) =>
        inputs >= LeastPadded && inputs != Layouts.Padded(inputs) && IsBetterTransposed(inputs, units);

    public static WeightLayout Bias(int units) => new(false, Layouts.Padded(units), 1);

    /// <summary>Floats in storage.</summary>
    public int Length(int inputs, int units) =>
        ((IsTransposed ? inputs : units) + PanelWidth - 1) / PanelWidth * PanelWidth * PanelRows;

    /// <summary>
    /// Whether a layer with few units needs fewer vector operations a row when it is stored transposed: forward, input
    /// gradient and weight gradient together. Ordinary storage pads the units, transposed storage the inputs; each has one
    /// direction of sums along the storage, the forward pass if it is transposed.
    /// </summary>
    public static bool IsBetterTransposed(int inputs, int units)
    {
        if (units > WidestTransposed)
        {
            return false;
        }

        double inputVectors = Layouts.Padded(inputs) / Granularity;
        double unitVectors = Layouts.Padded(units) / Granularity;
        int padded = (units + TileColumns - 1) / TileColumns * TileColumns;
        double transposed = (padded * (inputVectors + SumCost)) + (2 * units * inputVectors);
        double ordinary = (2 * inputs * unitVectors) + (units * inputVectors);
        return transposed < ordinary;
    }
}
