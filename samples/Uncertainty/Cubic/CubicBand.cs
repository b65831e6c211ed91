namespace DropoutGen.Samples.Uncertainty.Cubic;

/// <summary>What the network predicts at some x, in the unit of y: mean, deviation of the noise, deviation of the model.</summary>
internal sealed record CubicBand(float[] X, float[] Mean, float[] Noise, float[] Model)
{
    public static CubicBand Predict(CubicNetwork network, float[] x, int passes, ulong seed)
    {
        MonteCarloPrediction prediction = network.PredictMonteCarlo(
            Array.ConvertAll(x, static value => value / CubicData.InputScale),
            new MonteCarloOptions { Passes = passes, Seed = seed, Threads = Environment.ProcessorCount });
        UncertaintyDecomposition parts = prediction.Decompose();
        var mean = new float[x.Length];
        var noise = new float[x.Length];
        var model = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            mean[i] = CubicData.TargetScale * prediction.Mean[2 * i];
            noise[i] = CubicData.TargetScale * MathF.Sqrt(parts.Aleatoric[i]);
            model[i] = CubicData.TargetScale * MathF.Sqrt(parts.Epistemic[i]);
        }

        return new CubicBand(x, mean, noise, model);
    }

    /// <summary>Mean plus and minus so many deviations of both kinds together.</summary>
    public (float[] Lower, float[] Upper) Interval(double deviations)
    {
        float[] reach = [.. Noise.Zip(Model, (noise, model) => (float)(deviations * Math.Sqrt((noise * noise) + (model * model))))];
        return ([.. Mean.Zip(reach, static (mean, by) => mean - by)], [.. Mean.Zip(reach, static (mean, by) => mean + by)]);
    }

    /// <summary>The deviations at the nearest x.</summary>
    public (float Noise, float Model) At(float x)
    {
        int nearest = Enumerable.Range(0, X.Length).MinBy(i => Math.Abs(X[i] - x));
        return (Noise[nearest], Model[nearest]);
    }
}
