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

    public static void CopyTo(this OracleNetwork oracle, ParameterCollection parameters) => Copy(oracle.Parameters, parameters);

    /// <summary>Copies the running statistics.</summary>
    public static void CopyStatisticsTo(this OracleNetwork oracle, ParameterCollection statistics) => Copy(oracle.Statistics, statistics);

    private static void Copy(IEnumerable<OracleParameter> from, ParameterCollection parameters)
    {
        foreach (OracleParameter parameter in from)
        {
            parameters[parameter.Name].CopyFrom(Array.ConvertAll(parameter.Values, static value => (float)value));
        }
    }

    /// <summary>Seeded running statistics that are floats, for networks that are not trained first.</summary>
    public static void RandomizeStatistics(this OracleNetwork oracle, int seed)
    {
        var random = new Random(seed);
        foreach (OracleParameter statistic in oracle.Statistics)
        {
            bool isMean = statistic.Name.EndsWith("mean", StringComparison.Ordinal);
            for (int i = 0; i < statistic.Values.Length; i++)
            {
                statistic.Values[i] = (float)(isMean ? random.NextDouble() - 0.5 : 0.25 + (1.5 * random.NextDouble()));
            }
        }
    }

    /// <summary>All values, tensor by tensor.</summary>
    public static float[] Flatten(this ParameterCollection parameters) =>
        [.. parameters.SelectMany(static parameter => parameter.ToArray())];
}
