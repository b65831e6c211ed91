namespace DropoutGen.Samples.Uncertainty.Uci;

/// <summary>A set in work: what is done, what is left.</summary>
internal sealed class SetProgress
{
    private readonly UciData _data;
    private readonly ResultFile _file;
    private int _trainingsDone;

    public SetProgress(UciSet set, UciData data, int? splits, ResultFile file)
    {
        Set = set;
        _data = data;
        _file = file;
        Splits = Math.Min(splits ?? data.Splits, data.Splits);
        Open = [.. Enumerable.Range(0, Splits).Where(split => !file.Contains(split))];
        Trainings = Splits * Protocol.Trainings(data);
        _trainingsDone = (Splits - Open.Length) * Protocol.Trainings(data);
    }

    public UciSet Set { get; }

    public int Rows => _data.Rows;

    public int Features => _data.Features;

    public int Splits { get; }

    /// <summary>Splits that were not finished when the run began.</summary>
    public int[] Open { get; }

    /// <summary>Trainings of all splits.</summary>
    public int Trainings { get; }

    public int TrainingsDone => Volatile.Read(ref _trainingsDone);

    /// <summary>Finished splits of this run and of earlier ones.</summary>
    public SplitResult[] Results => [.. _file.Results.Where(result => result.Split < Splits)];

    public void Run(int split, ProtocolSettings settings) =>
        _file.Add(Set.RunSplit(_data, split, settings, () => Interlocked.Increment(ref _trainingsDone)));
}
