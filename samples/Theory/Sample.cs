using System.Diagnostics;
using DropoutGen.Samples.Theory.Claims;
using DropoutGen.Samples.Theory.Reporting;

namespace DropoutGen.Samples.Theory;

/// <summary>Measures every claim, prints a table and writes a picture of each.</summary>
internal static class Sample
{
    /// <summary>Probability with which an interval contains the exact value: of some twenty rows none should miss by chance.</summary>
    public const double Confidence = 0.999;

    public static void Run(ulong seed, string output)
    {
        // Before the measurements, so that a folder that cannot be made is noticed at once.
        Directory.CreateDirectory(output);
        PictureFont.Choose();
        Stopwatch clock = Stopwatch.StartNew();
        Claim[] claims =
        [
            new ExpectationClaim(),
            new AmbiguityClaim(),
            new ActivePathsClaim(),
            new AdaptiveL2Claim(),
            new GradientNoiseClaim(),
            new JensenClaim(),
            new MonteCarloVarianceClaim(),
            new HessianClaim(),
            new LandscapeClaim(),
            new RemovedUnitsClaim(),
            new BatchNormShiftClaim(),
        ];

        // Claims are independent of each other, and each keeps one core busy.
        Parallel.ForEach(
            claims,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            claim => claim.Measure(seed));
        ClaimTable.Write(claims);
        foreach (Claim claim in claims)
        {
            string path = Path.Combine(output, claim.Name + ".png");
            claim.Draw(path);
            Console.Out.WriteLine($"wrote {path}");
        }

        Console.Out.WriteLine($"All in {Durations.Show(clock.Elapsed)}, with kernels of the width {VectorWidths.Default}.");
    }
}
