namespace DropoutGen.TestSupport.Oracle;

/// <summary>
/// Dropout, named apart from the runtime's class. A dropped unit is 0 whatever its value was. The mask source says which
/// units are dropped, and gives the keep probability q of the site.
/// </summary>
public sealed record OracleDropout(
    double Rate, DropoutScaling Scaling = DropoutScaling.Inverted, int RowsPerMask = 1, bool Balanced = false) : OracleLayer
{
    public override BoundLayer Bind(OracleBinder binder, int inputs)
    {
        int site = binder.AddSite(inputs, Rate, rowsPerMask: RowsPerMask, balanced: Balanced);
        return new BoundLayer(inputs, (input, run) =>
        {
            double q = run.Masks.KeepProbability(site);
            double scale = Scaling switch
            {
                DropoutScaling.Inverted => run.UsesMasks ? 1 / q : 1,
                DropoutScaling.Classic => run.UsesMasks ? 1 : q,
                _ => 1,
            };

            // Linear: the way back is the same map.
            Matrix Apply(Matrix values) => values.Map((row, unit) =>
                run.UsesMasks && !run.Masks.Kept(site, row, unit) ? 0 : values[row, unit] * scale);
            return new LayerPass(Apply(input).WithSignsOf(input), (gradient, _) => Apply(gradient));
        });
    }
}
