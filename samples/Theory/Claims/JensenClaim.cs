using DropoutGen.Samples.Theory.Data;
using DropoutGen.Samples.Theory.Networks;
using DropoutGen.Samples.Theory.Pictures;
using DropoutGen.Theory;
using ScottPlot;

namespace DropoutGen.Samples.Theory.Claims;

/// <summary>A quadratic unit's mean over masks exceeds its deterministic output by p / (1 - p) sum (w x)^2.</summary>
internal sealed class JensenClaim : Claim
{
    private const int Passes = 100_000;
    private static readonly double[] s_rates = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75];

    private readonly List<Estimate> _measured = [];
    private float[] _weights = [];
    private float[] _row = [];

    public override string Name => "jensen-bias";

    public override string Title => "Jensen bias of z^2: p / (1 - p) sum (w x)^2";

    public override void Measure(ulong seed)
    {
        RegressionData data = RegressionData.Draw(1, seed);
        var network = new QuadraticUnit(seed);
        _weights = network.Dense0Weight.ToArray();
        _row = data.Inputs;
        foreach (double rate in s_rates)
        {
            network.Dropouts.SetRates(rate);
            Estimate bias = DropoutExpectation.Measure(network, _row, Passes, seed, Sample.Confidence).Bias(0, 0);
            _measured.Add(bias);
            if (rate is 0.25 or 0.75)
            {
                Add($"quadratic unit, p = {rate}", Exact(rate), bias);
            }
        }
    }

    public override void Draw(string path)
    {
        var chart = new Chart("Mean over masks of a quadratic unit minus its deterministic output", "rate p", "bias");
        double[] rates = [.. Enumerable.Range(0, 79).Select(static i => 0.01 * i)];
        chart.Line("p / (1 - p) sum (w x)^2", rates, rates.Select(Exact), Palette.Dropout);
        chart.Points($"measured, {Passes:N0} masks", s_rates, _measured, Palette.Plain);
        Chart.Save(path, chart.WithLegend(Alignment.UpperLeft));
    }

    private double Exact(double rate) =>
        DropoutExpectation.BiasOfQuadraticUnit(_weights, _row, new KeepProbability(rate).Effective);
}
