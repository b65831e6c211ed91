namespace DropoutGen;

/// <summary>Some rows with their targets and weights, copied together; used again and again.</summary>
/// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
public sealed class Batch<TTarget>
    where TTarget : unmanaged
{
    private readonly float[] _inputs;
    private readonly TTarget[] _targets;
    private readonly float[] _sampleWeights;
    private bool _hasWeights;

    /// <summary>Makes an empty batch.</summary>
    /// <param name="capacity">The most rows, 1 or more.</param>
    /// <param name="inputsPerRow">Values in one input row, 1 or more.</param>
    /// <param name="targetsPerRow">Targets that belong to one row, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public Batch(int capacity, int inputsPerRow, int targetsPerRow)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputsPerRow, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetsPerRow, 1);
        Capacity = capacity;
        InputsPerRow = inputsPerRow;
        TargetsPerRow = targetsPerRow;
        _inputs = new float[checked(capacity * inputsPerRow)];
        _targets = new TTarget[checked(capacity * targetsPerRow)];
        _sampleWeights = new float[capacity];
    }

    /// <summary>The most rows.</summary>
    public int Capacity { get; }

    /// <summary>Values in one input row.</summary>
    public int InputsPerRow { get; }

    /// <summary>Targets that belong to one row.</summary>
    public int TargetsPerRow { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether no further row fits.</summary>
    public bool IsFull => Rows == Capacity;

    /// <summary>Rows x inputs values; they may be changed.</summary>
    public Span<float> Inputs => _inputs.AsSpan(0, Rows * InputsPerRow);

    /// <summary>Rows x targets; they may be changed.</summary>
    public Span<TTarget> Targets => _targets.AsSpan(0, Rows * TargetsPerRow);

    /// <summary>A factor for each row's loss; empty if all are 1.</summary>
    public ReadOnlySpan<float> SampleWeights => _hasWeights ? _sampleWeights.AsSpan(0, Rows) : default;

    /// <summary>Adds a row.</summary>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="targets">Its targets.</param>
    /// <param name="sampleWeight">The factor of its loss.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing is added.</exception>
    /// <exception cref="InvalidOperationException">The batch is full.</exception>
    public void Add(ReadOnlySpan<float> inputs, ReadOnlySpan<TTarget> targets, float sampleWeight = 1f)
    {
        if (IsFull)
        {
            throw new InvalidOperationException($"The batch has its {Capacity} rows.");
        }

        if (inputs.Length != InputsPerRow)
        {
            throw new ArgumentException($"The row has {inputs.Length} inputs; the batch takes {InputsPerRow}.", nameof(inputs));
        }

        if (targets.Length != TargetsPerRow)
        {
            throw new ArgumentException($"The row has {targets.Length} targets; the batch takes {TargetsPerRow}.", nameof(targets));
        }

        inputs.CopyTo(_inputs.AsSpan(Rows * InputsPerRow));
        targets.CopyTo(_targets.AsSpan(Rows * TargetsPerRow));
        _sampleWeights[Rows] = sampleWeight;
        _hasWeights |= sampleWeight != 1f;
        Rows++;
    }

    /// <summary>Takes all rows out.</summary>
    public void Clear()
    {
        Rows = 0;
        _hasWeights = false;
    }
}
