using DropoutGen.Samples.Theory.Data;
using DropoutGen.Samples.Theory.Networks;
using DropoutGen.Samples.Theory.Pictures;
using DropoutGen.Theory;
using ScottPlot;

namespace DropoutGen.Samples.Theory.Claims;

/// <summary>Dropout adds a positive semidefinite matrix to the Hessian of linear least squares; to that of deeper networks it does not.</summary>
internal sealed class HessianClaim : Claim
{
    private const int DataRows = 64;
    private const int FreshPasses = 20_000;

    private double[] _shift = [];
    private double[] _linear = [];
    private double[] _curved = [];

    public override string Name => "hessian";

    public override string Title => "Hessian of the expected loss = H + positive semidefinite";

    public override void Measure(ulong seed)
    {
        RegressionData data = RegressionData.Draw(DataRows, seed);
        var linear = new Linear(seed);
        Training.Run(linear, data.Inputs, data.Targets, 500, seed);

        // A quadratic loss bears any step.
        using (var surface = new LossSurface<Linear, float>(linear, data.Inputs, data.Targets, FreshPasses, seed) { DifferenceStep = 2 })
        {
            _shift = LinearDropout.HessianShift(
                data.Inputs, RegressionData.Columns, outputs: 1, linear.Dropouts[0].EffectiveKeepProbability);
            Spectrum added = surface.Eigenvalues(LossPart.Difference);
            _linear = [.. added.RitzValues];
            int steepest = Array.IndexOf(_shift, _shift.Max());
            var direction = new double[surface.ParameterCount];
            direction[steepest] = 1;
            Add(
                "linear: largest eigenvalue added, 2 p/(n q) sum x^2",
                _shift[steepest],
                surface.DifferenceAlong(direction, FreshPasses, seed + 1, Sample.Confidence));
        }

        var curved = new SmallCurved(seed);
        Training.Run(curved, data.Inputs, data.Targets, 500, seed);
        using (var surface = new LossSurface<SmallCurved, float>(curved, data.Inputs, data.Targets, 1_000, seed))
        {
            Spectrum added = surface.Eigenvalues(LossPart.Difference, steps: 40);
            _curved = [.. added.RitzValues];
            AddCurved("largest", added.Largest, surface, seed);
            AddCurved("smallest", added.Smallest, surface, seed);
        }
    }

    public override void Draw(string path)
    {
        var linear = new Chart("Linear least squares: eigenvalues added by dropout", "number", "eigenvalue");
        double[] expected = [0, .. _shift.Order()];
        linear.Dots("2 p / (n q) sum x^2, and 0 for the bias", Numbered(expected), expected, Palette.Dropout, 14);
        linear.Dots("Lanczos on sampled masks", Numbered(_linear), _linear, Palette.Plain, 7);
        linear.Line(null, [0, expected.Length + 1], [0, 0], Palette.Text, width: 1);

        var curved = new Chart("Two tanh layers: eigenvalues added by dropout", "number", "eigenvalue (Ritz value)");
        double[] numbers = Numbered(_curved);
        curved.Dots("positive", [.. numbers.Where((_, i) => _curved[i] >= 0)], [.. _curved.Where(static value => value >= 0)], Palette.Dropout);
        curved.Dots("negative: the claim fails", [.. numbers.Where((_, i) => _curved[i] < 0)], [.. _curved.Where(static value => value < 0)], Palette.Wrong);
        curved.Line(null, [0, _curved.Length + 1], [0, 0], Palette.Text, width: 1);
        Chart.Save(path, linear.WithLegend(Alignment.UpperLeft), curved.WithLegend(Alignment.UpperLeft));
    }

    private void AddCurved(string which, Eigenpair found, LossSurface<SmallCurved, float> surface, ulong seed)
    {
        Estimate fresh = surface.DifferenceAlong(found.Direction.AsSpan(), FreshPasses, seed + 1, Sample.Confidence);
        Add(
            $"two tanh layers: {which} eigenvalue added, fresh masks",
            which == "smallest" ? ">= 0" : "none",
            Numbers.Show(fresh.Value),
            Numbers.Interval(fresh),
            which == "smallest" && fresh.Upper < 0 ? "not for deeper ones" : which == "smallest" ? "not refuted" : "measured");
    }

    private static double[] Numbered(double[] values) => [.. Enumerable.Range(1, values.Length).Select(static i => (double)i)];
}
