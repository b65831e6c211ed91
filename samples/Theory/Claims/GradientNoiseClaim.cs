using DropoutGen.Samples.Theory.Data;
using DropoutGen.Samples.Theory.Networks;
using DropoutGen.Samples.Theory.Pictures;
using DropoutGen.Theory;
using ScottPlot;

namespace DropoutGen.Samples.Theory.Claims;

/// <summary>Masks make gradients noisy, each layer in its own measure.</summary>
internal sealed class GradientNoiseClaim : Claim
{
    private const int Passes = 2_000;
    private static readonly double[] s_rates = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];

    private readonly List<GradientNoiseReport> _reports = [];

    public override string Name => "gradient-noise";

    public override string Title => "Masks are noise on the gradient";

    public override void Measure(ulong seed)
    {
        RegressionData data = RegressionData.Draw(64, seed);
        var network = new Curved(seed);
        Training.Run(network, data.Inputs, data.Targets, 300, seed);
        foreach (double rate in s_rates)
        {
            network.Dropouts.SetRates(rate);
            _reports.Add(GradientNoise.Measure(network, data.Inputs, data.Targets, Passes, seed, Sample.Confidence));
        }

        GradientNoiseReport half = _reports[Array.IndexOf(s_rates, 0.5)];
        foreach (ParameterNoise noise in half.Parameters.Where(static noise => noise.Name.EndsWith("weight", StringComparison.Ordinal)))
        {
            Add(
                $"variance of {noise.Name}'s gradient, p = 0.5",
                "none",
                Numbers.Show(noise.Variance.Value),
                Numbers.Interval(noise.Variance),
                $"{Numbers.Show(noise.NoiseScale)} times |mean|^2");
        }
    }

    public override void Draw(string path)
    {
        var chart = new Chart(
            "Variance of the gradient over masks, summed over each weight", "rate p", "variance", logarithmicY: true);
        for (int i = 0; i < 3; i++)
        {
            // Weights stand in front of their biases.
            Estimate[] variances = [.. _reports.Select(report => report.Parameters[2 * i].Variance)];
            chart.Line(null, s_rates, variances.Select(static variance => variance.Value), Chart.Colors[i], width: 1);
            chart.Points(_reports[0].Parameters[2 * i].Name, s_rates, variances, Chart.Colors[i]);
        }

        double scale = _reports[0].Parameters[2].Variance.Value / (s_rates[0] / (1 - s_rates[0]));
        chart.Line("in proportion to p / (1 - p)", s_rates, s_rates.Select(rate => scale * rate / (1 - rate)), Palette.Text, dashed: true, width: 1.5f);
        Chart.Save(path, chart.WithLegend(Alignment.LowerRight));
    }
}
