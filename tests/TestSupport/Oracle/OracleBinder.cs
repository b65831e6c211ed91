namespace DropoutGen.TestSupport.Oracle;

/// <summary>Numbers what the layers of one network own.</summary>
public sealed class OracleBinder
{
    private Dictionary<string, int> _counters = [];
    private string _path = string.Empty;
    private readonly List<OracleParameter> _parameters = [];
    private readonly List<OracleParameter> _statistics = [];
    private readonly List<DropoutSite> _sites = [];

    public IReadOnlyList<OracleParameter> Parameters => _parameters;

    public IReadOnlyList<DropoutSite> Sites => _sites;

    /// <summary>The next name of a kind of layer: dense0, dense1, ...</summary>
    public string NextName(string kind)
    {
        int index = _counters.GetValueOrDefault(kind);
        _counters[kind] = index + 1;
        return $"{_path}{kind}{index}";
    }

    /// <summary>Binds the layers of a block, which are numbered anew behind its path.</summary>
    public IReadOnlyList<BoundLayer> BindBlock(string path, IReadOnlyList<OracleLayer> layers, int inputs)
    {
        (Dictionary<string, int> counters, string outer) = (_counters, _path);
        (_counters, _path) = ([], path + ".");
        var bound = new List<BoundLayer>();
        foreach (OracleLayer layer in layers)
        {
            bound.Add(layer.Bind(this, inputs));
            inputs = bound[^1].Outputs;
        }

        (_counters, _path) = (counters, outer);
        return bound;
    }

    /// <summary>What layers keep beside what they learn.</summary>
    public IReadOnlyList<OracleParameter> Statistics => _statistics;

    public OracleParameter AddParameter(string name, params int[] shape) => AddParameter(new OracleParameter(name, shape));

    public OracleParameter AddParameter(OracleParameter parameter)
    {
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>A vector of a normalisation, spread around a value.</summary>
    public OracleParameter AddVector(string name, double center, int units)
    {
        var parameter = new OracleParameter(name, [units]) { Center = center, IsOfNormalization = true };
        _parameters.Add(parameter);
        return parameter;
    }

    public OracleParameter AddStatistic(string name, double initial, int units)
    {
        var statistic = new OracleParameter(name, [units]);
        Array.Fill(statistic.Values, initial);
        _statistics.Add(statistic);
        return statistic;
    }

    /// <summary>The number of a new dropout site.</summary>
    /// <param name="units">Number of bits that are drawn for a row, or of normal numbers.</param>
    /// <param name="rate">The declared rate.</param>
    /// <param name="isRounded">Whether the keep probability is one that masks can be drawn with.</param>
    /// <param name="rowsPerMask">How many consecutive rows share a mask.</param>
    /// <param name="balanced">Whether exactly 8 of each 16 units are kept.</param>
    public int AddSite(int units, double rate, bool isRounded = true, int rowsPerMask = 1, bool balanced = false)
    {
        _sites.Add(new DropoutSite(units, rate, isRounded, rowsPerMask, balanced));
        return _sites.Count - 1;
    }
}

/// <summary>A place where units are dropped, numbered in layer order.</summary>
public sealed record DropoutSite(int Units, double Rate, bool IsRounded = true, int RowsPerMask = 1, bool Balanced = false)
{
    /// <summary>The probability by which values are scaled.</summary>
    public double KeepProbability => IsRounded ? KeepThreshold.Probability(Rate) : 1 - Rate;
}
