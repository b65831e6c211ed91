namespace DropoutGen.TestSupport.Oracle;

/// <summary>The columns of a feature are kept, and divided by the keep probability, or are zero together; others stay.</summary>
/// <param name="Rate">The rate.</param>
/// <param name="Features">The columns of each feature.</param>
public sealed record OracleFeatureDropout(double Rate, params int[][] Features) : OracleLayer
{
    public override BoundLayer Bind(OracleBinder binder, int inputs)
    {
        int site = binder.AddSite(Features.Length, Rate);
        return new BoundLayer(inputs, (input, run) =>
        {
            double q = run.Masks.KeepProbability(site);
            double Apply(Matrix values, int row, int column)
            {
                int feature = Array.FindIndex(Features, columns => columns.Contains(column));
                return feature < 0 || !run.UsesMasks ? values[row, column]
                    : run.Masks.Kept(site, row, feature) ? values[row, column] / q
                    : 0;
            }

            return new LayerPass(
                input.Map((row, column) => Apply(input, row, column)),
                (gradient, _) => gradient.Map((row, column) => Apply(gradient, row, column)));
        });
    }
}
