namespace DropoutGen.TestSupport.Oracle;

/// <summary>
/// A dropped unit takes alpha' = -1.7580993408473766; then all are mapped by a x + b, which gives values of mean 0 and
/// variance 1 these back.
/// </summary>
public sealed record OracleAlphaDropout(double Rate) : OracleLayer
{
    private const double Saturation = -1.7580993408473766;

    public override BoundLayer Bind(OracleBinder binder, int inputs)
    {
        int site = binder.AddSite(inputs, Rate);
        return new BoundLayer(inputs, (input, run) =>
        {
            if (!run.UsesMasks)
            {
                return new LayerPass(input.Clone(), (gradient, _) => gradient);
            }

            // Mean and variance of what is there before the map.
            double q = run.Masks.KeepProbability(site);
            double mean = (1 - q) * Saturation;
            double variance = q + ((1 - q) * Saturation * Saturation) - (mean * mean);
            double a = 1 / Math.Sqrt(variance);
            return new LayerPass(
                input.Map((row, unit) => a * ((run.Masks.Kept(site, row, unit) ? input[row, unit] : Saturation) - mean)),
                (gradient, _) => gradient.Map((row, unit) => run.Masks.Kept(site, row, unit) ? a * gradient[row, unit] : 0));
        });
    }
}
