namespace DropoutGen.TestSupport.Oracle;

/// <summary>
/// The end of a residual branch that is kept or dropped row by row: y = x + z / q F(x), or y = x + z F(x) and q F(x) at inference.
/// A site of one unit.
/// </summary>
public sealed record OracleDropPath(double Rate, DropoutScaling Scaling = DropoutScaling.Inverted, int RowsPerMask = 1, bool IsLinear = false)
    : OracleLayer
{
    /// <summary>Of several branches, from the first: of the rate as declared, or l / L of it.</summary>
    public OracleDropPath Of(int branch, int count) =>
        IsLinear && branch + 1 < count ? this with { Rate = Rate * (branch + 1) / count } : this;

    public override BoundLayer Bind(OracleBinder binder, int inputs)
    {
        int site = binder.AddSite(1, Rate, rowsPerMask: RowsPerMask);
        return new BoundLayer(inputs, (input, run) =>
        {
            double q = run.Masks.KeepProbability(site);
            double scale = (Scaling == DropoutScaling.Inverted, run.UsesMasks) switch
            {
                (true, true) => 1 / q,
                (false, false) => q,
                _ => 1,
            };
            Matrix Apply(Matrix values) => values.Map((row, column) =>
                run.UsesMasks && !run.Masks.Kept(site, row, 0) ? 0 : values[row, column] * scale);
            return new LayerPass(Apply(input).WithSignsOf(input), (gradient, _) => Apply(gradient));
        });
    }
}
