namespace DropoutGen.TestSupport.Oracle;

/// <summary>
/// y = x z / (1 - p), z = 1 - sigmoid((logit p + logit u) / 0.1), with logit p learned; adds c ||W||^2 / (1 - p) of the weight of the
/// dense layer right behind and d K (p log p + (1 - p) log(1 - p)) to the loss.
/// </summary>
public sealed record OracleConcreteDropout(double InitialRate, double WeightRegularizer = 1e-6, double DropoutRegularizer = 1e-5) : OracleLayer
{
    private const double Temperature = 0.1;

    public override BoundLayer Bind(OracleBinder binder, int inputs)
    {
        string name = binder.NextName("concretedropout");
        OracleParameter logit = binder.AddParameter(new OracleParameter($"{name}.logit", [1])
        {
            Center = Math.Log(InitialRate / (1 - InitialRate)),
        });
        logit.Values[0] = logit.Center;
        int site = binder.AddSite(inputs, InitialRate, isRounded: false);
        int weightIndex = binder.Parameters.Count;
        return new BoundLayer(inputs, (input, run) =>
        {
            OracleParameter weight = binder.Parameters[weightIndex];
            double p = Sigmoid(logit.Values[0]);
            double q = Sigmoid(-logit.Values[0]);

            // The temperature makes rounding of the argument ten times as large, in both directions alike.
            Matrix? kept = run.UsesMasks
                ? input.Map((row, unit) => Sigmoid(-Argument(run, logit.Values[0], run.Masks.UniformLogit(site, row, unit)) / Temperature))
                : null;
            Matrix output = kept is null ? input : input.Map((row, unit) => input[row, unit] * kept[row, unit] / q);
            if (run.Mode == OracleMode.Training)
            {
                run.Penalties.Add(() => (WeightRegularizer * Squares(weight) / q)
                    + (DropoutRegularizer * inputs * ((p * Math.Log(p)) + (q * Math.Log(q)))));
            }

            return new LayerPass(output, (gradient, gradients) =>
            {
                if (kept is null)
                {
                    return gradient;
                }

                double sum = 0;
                Matrix before = gradient.Map((row, unit) =>
                {
                    double z = kept[row, unit];
                    double dropped = run.Noise?.Disturb(1 - z, 1) ?? 1 - z;

                    // d(z / q) = z / q (p - (1 - z) / temperature), by dp = p q and dq = -p q.
                    sum += gradient[row, unit] * input[row, unit] * z / q * (p - (dropped / Temperature));
                    return gradient[row, unit] * z / q;
                });
                gradients[logit][0] += sum;
                if (run.Mode == OracleMode.Training)
                {
                    gradients[logit][0] += (WeightRegularizer * Squares(weight) * p / q) + (DropoutRegularizer * inputs * logit.Values[0] * p * q);
                    for (int i = 0; i < weight.Values.Length; i++)
                    {
                        gradients[weight][i] += 2 * WeightRegularizer * weight.Values[i] / q;
                    }
                }

                return before;
            });
        });
    }

    private static double Argument(OracleRun run, double logit, double uniform) =>
        run.Noise?.Disturb(logit + uniform, Math.Abs(logit) + Math.Abs(uniform)) ?? logit + uniform;

    private static double Squares(OracleParameter weight) => weight.Values.Sum(static value => value * value);

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
