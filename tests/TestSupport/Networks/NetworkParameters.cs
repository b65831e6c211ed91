using DropoutGen.TestSupport.Oracle;

namespace DropoutGen.TestSupport.Networks;

/// <summary>Carries parameters between oracles and networks.</summary>
public static class NetworkParameters
{
    /// <summary>Seeded parameters that are floats, so that both sides start from the same values.</summary>
    public static void RandomizeAsFloats(this OracleNetwork oracle, int seed)
    {
        oracle.Randomize(seed);
        foreach (OracleParameter parameter in oracle.Parameters)
        {
            for (int i = 0; i < parameter.Values.Length; i++)
            {
                parameter.Values[i] = (float)parameter.Values[i];
            }
        }
    }

    public static void CopyTo(this OracleNetwork oracle, ParameterCollection parameters)
    {
        foreach (OracleParameter parameter in oracle.Parameters)
        {
            parameters[parameter.Name].CopyFrom(Array.ConvertAll(parameter.Values, static value => (float)value));
        }
    }

    /// <summary>All values, tensor by tensor.</summary>
    public static float[] Flatten(this ParameterCollection parameters) =>
        [.. parameters.SelectMany(static parameter => parameter.ToArray())];
}
