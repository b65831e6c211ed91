namespace DropoutGen.TestSupport.Oracle;

/// <summary>The gradients of one backward pass: of every parameter, by name, and of the inputs.</summary>
public sealed class OracleGradients
{
    private readonly Dictionary<string, double[]> _parameters = [];

    internal OracleGradients(IEnumerable<OracleParameter> parameters)
    {
        foreach (OracleParameter parameter in parameters)
        {
            _parameters.Add(parameter.Name, new double[parameter.Values.Length]);
        }

        Inputs = new Matrix(0, 0);
    }

    public Matrix Inputs { get; internal set; }

    public double[] this[string parameter] => _parameters[parameter];

    public double[] this[OracleParameter parameter] => _parameters[parameter.Name];
}
