using DropoutGen.Samples.Theory.Data;
using DropoutGen.Samples.Theory.Networks;
using DropoutGen.Samples.Theory.Pictures;
using DropoutGen.Theory;
using ScottPlot;

namespace DropoutGen.Samples.Theory.Claims;

/// <summary>Behind dropout a batch normalisation sees another variance in training than at inference, and, where nothing is scaled, another mean.</summary>
internal sealed class BatchNormShiftClaim : Claim
{
    private const int DataRows = 1024;
    private const int Passes = 50;
    private static readonly double[] s_rates = [0.1, 0.2, 0.35, 0.5, 0.65, 0.8];

    // What 50 masks for each of 1,024 rows leave to chance.
    private const double Bound = 0.02;

    private readonly List<BatchNormShift> _inverted = [];
    private BatchNormShift? _unscaled;

    public override string Name => "batch-norm";

    public override string Title => "Batch norm under dropout: in training Var + (1 - q) / q sum w^2 E[x^2]";

    public override void Measure(ulong seed)
    {
        RegressionData data = RegressionData.Draw(DataRows, seed);
        var network = new Normalized(seed);
        Training.Run(network, data.Inputs, data.Targets, 300, seed);
        foreach (double rate in s_rates)
        {
            network.Dropouts.SetRates(rate);
            BatchNormShift shift = BatchNormShift.Measure(network, data.Inputs, seed + 1, Passes)[0];
            _inverted.Add(shift);
            if (rate is 0.2 or 0.5)
            {
                AddRow(
                    $"variance in training over inference, p = {Numbers.Show(rate)}",
                    shift.PredictedVarianceRatio,
                    shift.VarianceRatio,
                    Math.Abs((shift.VarianceRatio / shift.PredictedVarianceRatio) - 1));
            }
        }

        double moved = Size(_inverted[3].MeanShift);
        Add("mean shift, inverted, p = 0.5, root mean square", "0", Numbers.Show(moved), $"bound: {Numbers.Show(Bound)}", moved < Bound ? "holds" : "NO");

        var unscaled = new UnscaledNormalized(seed);
        Training.Run(unscaled, data.Inputs, data.Targets, 300, seed);
        _unscaled = BatchNormShift.Measure(unscaled, data.Inputs, seed + 2, Passes)[0];
        double[] delta = Delta(_unscaled, unscaled.Dropouts[0].EffectiveKeepProbability);
        AddRow(
            "mean shift without scaling, p = 0.5, root mean square",
            Size(delta),
            Size(_unscaled.MeanShift),
            Size([.. delta.Zip(_unscaled.MeanShift, static (left, right) => left - right)]));
    }

    public override void Draw(string path)
    {
        var ratios = new Chart("Variance in training over inference, inverted scaling", "rate p", "ratio");
        ratios.Line("predicted", s_rates, _inverted.Select(static shift => shift.PredictedVarianceRatio), Palette.Plain);
        ratios.Dots("measured", s_rates, [.. _inverted.Select(static shift => shift.VarianceRatio)], Palette.Dropout);
        double[] delta = Delta(_unscaled!, 0.5);
        double[] ends = [0, delta.Max()];
        var shifts = new Chart("Mean shift of each unit without scaling, p = 0.5", "predicted", "measured");
        shifts.Line(null, ends, ends, Palette.Plain);
        shifts.Dots(null, delta, _unscaled!.MeanShift, Palette.Dropout);
        Chart.Save(path, ratios.WithLegend(Alignment.UpperLeft), shifts);
    }

    // Of a unit with mean mu and variance s without dropout: mu (1 - q) / sqrt(q s + q (1 - q) mu^2 + epsilon).
    private static double[] Delta(BatchNormShift shift, double q)
    {
        var delta = new double[shift.InferenceMean.Length];
        for (int unit = 0; unit < delta.Length; unit++)
        {
            double mean = shift.InferenceMean[unit];
            delta[unit] = mean * (1 - q) / Math.Sqrt((q * shift.InferenceVariance[unit]) + (q * (1 - q) * mean * mean) + shift.Normalization.Epsilon);
        }

        return delta;
    }

    private static double Size(double[] values) => Math.Sqrt(values.Average(static value => value * value));

    private void AddRow(string what, double predicted, double measured, double error) => Add(
        what, Numbers.Show(predicted), Numbers.Show(measured), $"bound: {Numbers.Show(Bound)} off", error < Bound ? "holds" : "NO");
}
