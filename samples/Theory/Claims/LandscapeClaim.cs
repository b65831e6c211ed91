using DropoutGen.Samples.Theory.Data;
using DropoutGen.Samples.Theory.Networks;
using DropoutGen.Samples.Theory.Pictures;
using DropoutGen.Theory;
using ScottPlot;

namespace DropoutGen.Samples.Theory.Claims;

/// <summary>The loss around a trained network, along the direction that dropout bends up most and the one that it bends down.</summary>
internal sealed class LandscapeClaim : Claim
{
    private const double Reach = 1.5;
    private const int Side = 41;

    private readonly double[,] _deterministic = new double[Side, Side];
    private readonly double[,] _expected = new double[Side, Side];

    public override string Name => "landscape";

    public override string Title => "The landscape of the loss, around a network trained with dropout";

    public override void Measure(ulong seed)
    {
        RegressionData data = RegressionData.Draw(64, seed);
        var network = new SmallCurved(seed);
        Training.Run(network, data.Inputs, data.Targets, 500, seed);
        using var surface = new LossSurface<SmallCurved, float>(network, data.Inputs, data.Targets, 300, seed);
        Spectrum added = surface.Eigenvalues(LossPart.Difference, steps: 40);
        for (int i = 0; i < Side; i++)
        {
            for (int j = 0; j < Side; j++)
            {
                double[] displacement =
                [
                    .. added.Smallest.Direction.Zip(added.Largest.Direction, (down, up) => (At(i) * down) + (At(j) * up)),
                ];
                _deterministic[j, i] = surface.Loss(LossPart.Deterministic, displacement);
                _expected[j, i] = surface.Loss(LossPart.Expected, displacement);
            }
        }

        (int without, int with) = (Lowest(_deterministic), Lowest(_expected));
        Add("distance from the lowest point without dropout", "none", Numbers.Show(Distance(without)), "grid of 0.075", "measured");
        Add("distance from the lowest point with dropout", "0", Numbers.Show(Distance(with)), "grid of 0.075", Distance(with) < 0.2 ? "trained there" : "NO");
    }

    public override void Draw(string path)
    {
        double[] places = [.. Enumerable.Range(0, Side).Select(At)];
        var plain = new LandscapePicture("Loss without dropout", _deterministic, Reach);
        var masked = new LandscapePicture("Expected loss with dropout", _expected, Reach);
        var slice = new Chart("Through the trained network", "along what dropout bends most", "loss");
        slice.Line("expected, bent up", places, places.Select((_, i) => _expected[i, Side / 2]), Palette.Dropout);
        slice.Line("without, the same way", places, places.Select((_, i) => _deterministic[i, Side / 2]), Palette.Dropout, dashed: true);
        slice.Line("expected, bent down", places, places.Select((_, i) => _expected[Side / 2, i]), Palette.Plain);
        slice.Line("without, the same way", places, places.Select((_, i) => _deterministic[Side / 2, i]), Palette.Plain, dashed: true);
        Chart.Save(path, plain.Chart, masked.Chart, slice.WithLegend(Alignment.UpperCenter));
    }

    private static double At(int step) => Reach * ((2.0 * step / (Side - 1)) - 1);

    private static int Lowest(double[,] losses)
    {
        double[] flat = [.. losses.Cast<double>()];
        return Array.IndexOf(flat, flat.Min());
    }

    private static double Distance(int place) => double.Hypot(At(place / Side), At(place % Side));
}
