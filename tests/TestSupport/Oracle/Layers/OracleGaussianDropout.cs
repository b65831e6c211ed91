namespace DropoutGen.TestSupport.Oracle;

/// <summary>Each value times 1 + sqrt(rate / (1 - rate)) z with a standard normal z of its own.</summary>
public sealed record OracleGaussianDropout(double Rate) : OracleLayer
{
    public override BoundLayer Bind(OracleBinder binder, int inputs)
    {
        int site = binder.AddSite(inputs, Rate, isRounded: false);
        return new BoundLayer(inputs, (input, run) =>
        {
            double q = run.Masks.KeepProbability(site);
            Matrix Apply(Matrix values) => values.Map((row, unit) => run.UsesMasks
                ? values[row, unit] * (1 + (Math.Sqrt((1 - q) / q) * run.Masks.Normal(site, row, unit)))
                : values[row, unit]);
            return new LayerPass(Apply(input), (gradient, _) => Apply(gradient));
        });
    }
}
