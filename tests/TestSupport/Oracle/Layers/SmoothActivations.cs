namespace DropoutGen.TestSupport.Oracle;

/// <summary>x * Φ(x), exact.</summary>
public sealed record Gelu : Activation
{
    public override double Forward(double x) => x * OracleMath.NormalCumulative(x);

    public override double Derivative(double x) =>
        OracleMath.NormalCumulative(x) + (x * OracleMath.NormalDensity(x));
}

/// <summary>x * sigmoid(x).</summary>
public sealed record Silu : Activation
{
    public override double Forward(double x) => x * OracleMath.Sigmoid(x);

    // 1 - sigmoid(x) is sigmoid(-x), without the cancellation.
    public override double Derivative(double x) => OracleMath.Sigmoid(x) * (1 + (x * OracleMath.Sigmoid(-x)));
}

public sealed record Tanh : Activation
{
    public override double Forward(double x) => Math.Tanh(x);

    // 1 - tanh², written without the cancellation of large |x|.
    public override double Derivative(double x) => 4 * OracleMath.Sigmoid(2 * x) * OracleMath.Sigmoid(-2 * x);
}

public sealed record Sigmoid : Activation
{
    public override bool IsNeverNegative => true;

    public override double Forward(double x) => OracleMath.Sigmoid(x);

    public override double Derivative(double x) => OracleMath.Sigmoid(x) * OracleMath.Sigmoid(-x);
}

/// <summary>log(1 + exp(beta * x)) / beta, without overflow and hence without PyTorch's threshold.</summary>
public sealed record Softplus(double Beta = 1) : Activation
{
    public override bool IsNeverNegative => true;

    public override double Forward(double x) =>
        Math.Max(x, 0) + (OracleMath.LogOnePlus(Math.Exp(-Math.Abs(Beta * x))) / Beta);

    public override double Derivative(double x) => OracleMath.Sigmoid(Beta * x);
}

/// <summary>x².</summary>
public sealed record Square : Activation
{
    public override bool IsNeverNegative => true;

    public override double Forward(double x) => x * x;

    public override double Derivative(double x) => 2 * x;
}
