using DropoutGen.Samples.Theory.Data;
using DropoutGen.Samples.Theory.Networks;
using DropoutGen.Samples.Theory.Pictures;
using DropoutGen.Theory;
using ScottPlot;

namespace DropoutGen.Samples.Theory.Claims;

/// <summary>In a linear network dropout is an L2 penalty, and sampled training ends at its minimum.</summary>
internal sealed class AdaptiveL2Claim : Claim
{
    private const int DataRows = 128;
    private const int Steps = 40_000;
    private static readonly double[] s_rates = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9];

    private readonly List<double[]> _trained = [];
    private RegressionData? _data;

    public override string Name => "adaptive-l2";

    public override string Title => "Dropout is L2: + p / (n q) sum w^2 x^2 on the squared error";

    public override void Measure(ulong seed)
    {
        _data = RegressionData.Draw(DataRows, seed);
        AddPenalty(new Linear(seed), "linear, inverted", DropoutScaling.Inverted, seed);
        AddPenalty(new ClassicLinear(seed), "linear, classic", DropoutScaling.Classic, seed + 1);

        double farthest = 0;
        foreach (double rate in s_rates)
        {
            double[] weights = MeanOfIterates(rate, seed);
            double[] exact = Exact(rate);
            farthest = Math.Max(farthest, Distance(weights, exact));
            _trained.Add(weights);
        }

        double farthestExpected = s_rates.Max(rate => Distance(Marginalized(rate, seed), Exact(rate)));

        // Iterates depend on each other: their mean has no interval that is simply told, so a bound is.
        const double Bound = 0.02;
        Add(
            $"sampled training's weights against the minimum, {s_rates.Length} rates",
            "0",
            $"{Numbers.Show(farthest)} of |w|",
            $"bound: {Numbers.Show(Bound)}",
            farthest < Bound ? "holds" : "NO");

        // Nothing but single precision is between them.
        const double ExpectedBound = 1e-4;
        Add(
            $"marginalised training's weights against the minimum, {s_rates.Length} rates",
            "0",
            $"{Numbers.Show(farthestExpected)} of |w|",
            $"bound: {Numbers.Show(ExpectedBound)}",
            farthestExpected < ExpectedBound ? "holds" : "NO");
    }

    private static double Distance(double[] weights, double[] exact) =>
        Math.Sqrt(weights.Zip(exact, static (left, right) => (left - right) * (left - right)).Sum())
        / Math.Sqrt(exact.Sum(static weight => weight * weight));

    private double[] Marginalized(double rate, ulong seed)
    {
        var network = new MarginalizedLinear(seed);
        network.Dropouts.SetRates(rate);
        using var trainer = network.CreateTrainer(
            new Sgd((float)(0.1 * (1 - rate)), momentum: 0.9f), new TrainerOptions { BatchSize = DataRows, Seed = seed });
        for (int step = 0; step < Steps / 10; step++)
        {
            trainer.Step(_data!.Inputs, _data.Targets);
        }

        return Array.ConvertAll(network.Dense0Weight.ToArray(), static weight => (double)weight);
    }

    public override void Draw(string path)
    {
        var chart = new Chart(
            $"Linear weights: exact minimum (lines), {Steps:N0} sampled steps (dots)", "rate p", "weight");
        double[] rates = [.. Enumerable.Range(0, 95).Select(static i => 0.01 * i)];
        double[][] exact = [.. rates.Select(Exact)];
        for (int i = 0; i < RegressionData.Columns; i++)
        {
            Color color = Chart.Colors[i % Chart.Colors.Length].WithAlpha(i < Chart.Colors.Length ? 1 : 0.55);
            chart.Line(null, rates, exact.Select(weights => weights[i]), color);
            chart.Dots(null, s_rates, [.. _trained.Select(weights => weights[i])], color);
        }

        Chart.Save(path, chart);
    }

    private void AddPenalty<TNetwork>(TNetwork network, string label, DropoutScaling scaling, ulong seed)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        Training.Run(network, _data!.Inputs, _data.Targets, 500, seed);
        double penalty = LinearDropout.Penalty(
            network.Parameters[0].ToArray(),
            _data.Inputs,
            RegressionData.Columns,
            network.Dropouts[0].EffectiveKeepProbability,
            scaling);
        Add($"penalty: {label}", penalty, AdaptiveL2.Measure(
            network, _data.Inputs, _data.Targets, 20_000, seed, Sample.Confidence).Penalty);
    }

    private double[] Exact(double rate) =>
    [
        .. LinearDropout.Minimize(
            _data!.Inputs, _data.Targets, RegressionData.Columns, new KeepProbability(rate).Effective).Weights,
    ];

    // Polyak, Juditsky: Acceleration of stochastic approximation by averaging (1992).
    private double[] MeanOfIterates(double rate, ulong seed)
    {
        var network = new Linear(seed);
        network.Dropouts.SetRates(rate);
        using var trainer = network.CreateTrainer(
            new Sgd((float)(0.1 * (1 - rate))), new TrainerOptions { BatchSize = DataRows, Seed = seed });
        var mean = new double[RegressionData.Columns];
        const int First = Steps / 4;
        for (int step = 0; step < Steps; step++)
        {
            trainer.Step(_data!.Inputs, _data.Targets);
            for (int i = 0; i < mean.Length && step >= First; i++)
            {
                mean[i] += network.Dense0Weight[0, i] / (double)(Steps - First);
            }
        }

        return mean;
    }
}
