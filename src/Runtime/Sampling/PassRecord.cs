namespace DropoutGen.CompilerServices;

/// <summary>All that is computed from the passes over a batch of rows.</summary>
internal sealed class PassRecord : IPassRecorder
{
    private readonly MonteCarloOptions _options;
    private readonly int _outputs;
    private readonly PassStatistics _statistics;
    private readonly QuantileLevels _levels;

    // Rows x outputs for each level.
    private readonly float[][] _quantiles;
    private readonly Slots<PassValues> _idleValues = new();

    public PassRecord(Loss loss, MonteCarloOptions options, int rows, int outputs)
    {
        _options = options;
        _outputs = outputs;
        _statistics = new PassStatistics(loss, rows, outputs);
        _levels = new QuantileLevels(options.QuantileLevels, options.Passes);
        _quantiles = [.. options.QuantileLevels.Select(_ => new float[rows * outputs])];
    }

    public int Passes => _options.Passes;

    /// <summary>The number by which masks are drawn for the first row of all.</summary>
    public int FirstMaskRow => _options.FirstRow;

    /// <summary>Takes the predictions beside the statistics, if there is a density to compute.</summary>
    public IPassRecorder? Density { get; init; }

    /// <summary>What the masks of a pass are drawn by.</summary>
    public MaskKey Key(ulong pass) => new(_options.Seed, pass, _options.MaskScope);

    public void Add(ReadOnlySpan<float> predictions, int stride, int firstRow, int count, int pass)
    {
        _statistics.Add(predictions, stride, firstRow, count, pass);
        Density?.Add(predictions, stride, firstRow, count, pass);
    }

    /// <summary>Runs all passes over a chunk of rows and takes what is wanted of them.</summary>
    /// <param name="passes">Runs the passes.</param>
    /// <param name="firstRow">Number of the chunk's first row.</param>
    /// <param name="rows">How many.</param>
    public void RunChunk<TPasses>(TPasses passes, int firstRow, int rows)
        where TPasses : IChunkPasses, allows ref struct
    {
        if (_levels.Count == 0)
        {
            passes.Run(this);
        }
        else if (PassValues.Fits(_outputs, Passes))
        {
            PassValues values = _idleValues.TryTake() ?? new PassValues(_outputs, Passes);
            values.Begin(firstRow);
            passes.Run(new Both(this, values));
            WriteQuantiles(firstRow, rows, (row, output, results) => values.Select(row, output, _levels.Ranks, results));
            _idleValues.Put(values);
        }
        else
        {
            var selection = new PassSelection(_outputs, firstRow, rows, _levels.Ranks);
            for (bool isFirst = true; !selection.IsDone; isFirst = false)
            {
                passes.Run(isFirst ? new Both(this, selection) : selection);
                selection.EndRound();
            }

            WriteQuantiles(firstRow, rows, selection.Select);
        }
    }

    public MonteCarloPrediction ToPrediction(float[] logPredictiveDensity) =>
        _statistics.ToPrediction(Passes, [.. _options.QuantileLevels], _quantiles, logPredictiveDensity);

    private void WriteQuantiles(int firstRow, int rows, OrderStatistics select)
    {
        Span<float> ofRanks = new float[_levels.Ranks.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int output = 0; output < _outputs; output++)
            {
                select(row, output, ofRanks);
                for (int level = 0; level < _levels.Count; level++)
                {
                    _quantiles[level][((firstRow + row) * _outputs) + output] = _levels.Interpolate(level, ofRanks);
                }
            }
        }
    }

    private delegate void OrderStatistics(int row, int output, Span<float> results);

    private sealed class Both(IPassRecorder first, IPassRecorder second) : IPassRecorder
    {
        public void Add(ReadOnlySpan<float> predictions, int stride, int firstRow, int count, int pass)
        {
            first.Add(predictions, stride, firstRow, count, pass);
            second.Add(predictions, stride, firstRow, count, pass);
        }
    }
}

/// <summary>The passes over a chunk of rows, which may be run more than once.</summary>
internal interface IChunkPasses
{
    void Run(IPassRecorder recorder);
}
