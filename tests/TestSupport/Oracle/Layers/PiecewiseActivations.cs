namespace DropoutGen.TestSupport.Oracle;

/// <summary>max(x, 0); NaN stays NaN.</summary>
public sealed record Relu : Activation
{
    public override bool HasKinkAtZero => true;

    public override double Forward(double x) => x <= 0 ? 0 : x;

    public override double Derivative(double x) => x <= 0 ? 0 : 1;
}

/// <summary>x above 0, slope * x otherwise.</summary>
public sealed record LeakyRelu(double NegativeSlope = 0.01) : Activation
{
    public override bool HasKinkAtZero => NegativeSlope != 1;

    public override double Forward(double x) => x > 0 ? x : NegativeSlope * x;

    public override double Derivative(double x) => x > 0 ? 1 : NegativeSlope;
}

/// <summary>x above 0, alpha * (exp(x) - 1) otherwise.</summary>
public sealed record Elu(double Alpha = 1) : Activation
{
    public override bool HasKinkAtZero => Alpha != 1;

    public override double Forward(double x) => x > 0 ? x : Alpha * OracleMath.ExpMinusOne(x);

    public override double Derivative(double x) => x > 0 ? 1 : Alpha * Math.Exp(x);
}

/// <summary>s * x above 0, s * a * (exp(x) - 1) otherwise.</summary>
public sealed record Selu : Activation
{
    private const double Scale = 1.0507009873554805;
    private const double Alpha = 1.6732632423543772;

    public override bool HasKinkAtZero => true;

    public override double Forward(double x) => Scale * (x > 0 ? x : Alpha * OracleMath.ExpMinusOne(x));

    public override double Derivative(double x) => Scale * (x > 0 ? 1 : Alpha * Math.Exp(x));
}
