using DropoutGen.TestSupport.Networks;
using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.Runtime.Tests.Theory;

/// <summary>
/// Expectations over all masks of a tiny network, each with its probability, in double precision: exact, and by other code
/// than what is tested.
/// </summary>
internal sealed class Enumeration
{
    private readonly Matrix _inputs;
    private readonly OracleTargets _targets;

    public Enumeration(string declaration, float[] inputs, OracleTargets targets, int seed = 3)
    {
        Oracle = OracleDeclaration.Read(declaration);
        Oracle.RandomizeAsFloats(seed);
        _inputs = Matrix.FromRows(inputs, Oracle.Inputs);
        _targets = targets;
    }

    public OracleNetwork Oracle { get; }

    /// <summary>Logits without masks.</summary>
    public double[] Deterministic => Oracle.Forward(_inputs, OracleMode.Inference).Logits.Values;

    /// <summary>A network with the oracle's parameters.</summary>
    public TNetwork Create<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(0);
        Oracle.CopyTo(network.Parameters);
        return network;
    }

    /// <summary>Mean and variance over all masks of some values.</summary>
    /// <param name="values">The values with masks.</param>
    /// <param name="rates">Rates of the sites other than the declared ones.</param>
    public (double[] Mean, double[] Variance) Moments(Func<MaskSource, double[]> values, double[]? rates = null)
    {
        double[]? mean = null;
        double[] squares = [];
        foreach ((MaskSource masks, double probability) in All(rates))
        {
            double[] drawn = values(masks);
            mean ??= new double[drawn.Length];
            squares = squares.Length == 0 ? new double[drawn.Length] : squares;
            for (int i = 0; i < drawn.Length; i++)
            {
                mean[i] += probability * drawn[i];
                squares[i] += probability * drawn[i] * drawn[i];
            }
        }

        return (mean!, [.. squares.Select((square, i) => square - (mean![i] * mean[i]))]);
    }

    public double[] Logits(MaskSource masks) => Oracle.Forward(_inputs, OracleMode.Training, masks).Logits.Values;

    public double Loss(MaskSource? masks)
    {
        OraclePass pass = Oracle.Forward(_inputs, masks is null ? OracleMode.Inference : OracleMode.Training, masks);
        return Oracle.Loss.Evaluate(pass.Logits, _targets).Value;
    }

    /// <summary>The gradient, all parameters after each other.</summary>
    public double[] Gradient(MaskSource? masks)
    {
        OracleStep step = Oracle.Step(_inputs, _targets, masks is null ? OracleMode.Inference : OracleMode.Training, masks);
        return [.. Oracle.Parameters.SelectMany(parameter => step.Gradients[parameter])];
    }

    public double ExpectedLoss() => Moments(masks => [Loss(masks)]).Mean[0];

    /// <summary>The Hessian by central differences of a gradient, at the oracle's parameters.</summary>
    public double[,] Hessian(Func<double[]> gradient)
    {
        const double Step = 1e-4;
        int size = Oracle.Parameters.Sum(static parameter => parameter.Values.Length);
        var hessian = new double[size, size];
        int column = 0;
        foreach (OracleParameter parameter in Oracle.Parameters)
        {
            for (int i = 0; i < parameter.Values.Length; i++, column++)
            {
                double value = parameter.Values[i];
                parameter.Values[i] = value + Step;
                double[] above = gradient();
                parameter.Values[i] = value - Step;
                double[] below = gradient();
                parameter.Values[i] = value;
                for (int row = 0; row < size; row++)
                {
                    hessian[row, column] = (above[row] - below[row]) / (2 * Step);
                }
            }
        }

        return hessian;
    }

    /// <summary>The Hessian of the expected loss.</summary>
    public double[,] ExpectedHessian() => Hessian(() => Moments(Gradient).Mean);

    /// <summary>The Hessian of the loss without masks.</summary>
    public double[,] PlainHessian() => Hessian(() => Gradient(null));

    private IEnumerable<(MaskSource Masks, double Probability)> All(double[]? rates)
    {
        int[] firstBits = new int[Oracle.Sites.Count];
        int bits = 0;
        for (int site = 0; site < firstBits.Length; site++)
        {
            firstBits[site] = bits;
            bits += Oracle.Sites[site].Units * _inputs.Rows;
        }

        Assert.InRange(bits, 0, 16);
        double[] keep = [.. Oracle.Sites.Select((site, i) => rates is null ? site.KeepProbability : 1 - rates[i])];
        for (int drawn = 0; drawn < 1 << bits; drawn++)
        {
            int mask = drawn;
            bool Kept(int site, int row, int unit) =>
                (mask >> (firstBits[site] + (row * Oracle.Sites[site].Units) + unit) & 1) == 1;
            double probability = 1;
            for (int site = 0; site < firstBits.Length; site++)
            {
                for (int bit = 0; bit < Oracle.Sites[site].Units * _inputs.Rows; bit++)
                {
                    probability *= (mask >> (firstBits[site] + bit) & 1) == 1 ? keep[site] : 1 - keep[site];
                }
            }

            yield return (MaskSource.From(Kept, site => keep[site]), probability);
        }
    }
}
