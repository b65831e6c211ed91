namespace DropoutGen.TestSupport.Oracle;

/// <summary>A function of each value by itself, with its derivative beside it.</summary>
public abstract record Activation : OracleLayer
{
    /// <summary>Whether the derivative jumps at 0.</summary>
    public virtual bool HasKinkAtZero => false;

    /// <summary>Whether no value of the function is negative; otherwise its sign changes where that of its argument does.</summary>
    public virtual bool IsNeverNegative => false;

    public abstract double Forward(double x);

    /// <summary>The derivative at <paramref name="x"/>; at a kink that of the lower side, as in PyTorch.</summary>
    public abstract double Derivative(double x);

    public override BoundLayer Bind(OracleBinder binder, int inputs) => new(inputs, (input, run) =>
    {
        if (HasKinkAtZero)
        {
            run.KinkDistances.AddRange(input.SignDistances);
        }

        Matrix output = input.Map(Forward);
        return new LayerPass(
            IsNeverNegative
                ? output.WithSignDistances(static (_, _) => double.PositiveInfinity)
                : output.WithSignsOf(input),
            (gradient, _) => input.Map((row, unit) => Derivative(input[row, unit]) * gradient[row, unit]));
    });
}
