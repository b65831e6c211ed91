namespace DropoutGen.TestSupport.Oracle;

/// <summary>
/// What rounding to single precision may do to a pass: every value behind a layer and every gradient in front of one is
/// off by up to half a unit in the last place, of its own size or, if a layer works value by value, of what it came from.
/// Passes with different noise tell how well conditioned a network is.
/// </summary>
/// <param name="seed">Equal seeds give equal noise.</param>
public sealed class OracleNoise(int seed)
{
    private const double HalfUnit = 1.0 / (1 << 24);

    private readonly Random _random = new(seed);

    /// <summary>The pass of a layer over a batch, disturbed both ways.</summary>
    public LayerPass Disturb(Matrix input, LayerPass pass) => new(
        Disturb(pass.Output, input),
        (gradient, gradients) => Disturb(pass.Backward(gradient, gradients), gradient));

    /// <summary>A value inside a layer that came from values of the given size.</summary>
    public double Disturb(double value, double size) => value + (HalfUnit * size * ((2 * _random.NextDouble()) - 1));

    /// <summary>Values that came from others.</summary>
    public Matrix Disturb(Matrix values, Matrix origin)
    {
        // 1 - y of an output y near 1 has the error of y: the error is of the larger one's size.
        bool isElementwise = values.Rows == origin.Rows && values.Columns == origin.Columns;
        return values.Map((row, column) =>
        {
            double value = values[row, column];
            double size = isElementwise ? Math.Max(Math.Abs(value), Math.Abs(origin[row, column])) : Math.Abs(value);
            return Disturb(value, size);
        });
    }
}
