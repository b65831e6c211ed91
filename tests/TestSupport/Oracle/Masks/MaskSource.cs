namespace DropoutGen.TestSupport.Oracle;

/// <summary>Says which units dropout keeps.</summary>
public abstract class MaskSource
{
    public abstract bool Kept(int site, int row, int unit);

    /// <summary>A standard normal number, for sites that draw these.</summary>
    public virtual double Normal(int site, int row, int unit) => throw new NotSupportedException("Bits only.");

    /// <summary>Logit of a number uniform on (0, 1), for sites that draw these.</summary>
    public virtual double UniformLogit(int site, int row, int unit) => throw new NotSupportedException("Bits only.");

    /// <summary>The probability with which the site really keeps a unit: the one to scale by.</summary>
    public abstract double KeepProbability(int site);

    public static MaskSource From(Func<int, int, int, bool> kept, Func<int, double> keepProbability) =>
        new Delegates(kept, keepProbability);

    private sealed class Delegates(Func<int, int, int, bool> kept, Func<int, double> keepProbability) : MaskSource
    {
        public override bool Kept(int site, int row, int unit) => kept(site, row, unit);

        public override double KeepProbability(int site) => keepProbability(site);
    }
}
