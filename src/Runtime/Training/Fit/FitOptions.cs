namespace DropoutGen;

/// <summary>Settings of <see cref="Trainer{TNetwork, TTarget, TRule}.Fit"/>.</summary>
/// <typeparam name="TTarget"><see cref="int"/> for class indices, <see cref="float"/> for values.</typeparam>
public sealed class FitOptions<TTarget>
    where TTarget : unmanaged
{
    /// <summary>The most epochs: times that all rows are seen. Default: 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Whether each epoch has the rows in an order of its own. Default: yes.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Key of the orders; the trainer's <see cref="TrainerOptions.Seed"/> unless set.</summary>
    public ulong? ShuffleSeed { get; init; }

    /// <summary>Whether to leave out an epoch's last batch if it has fewer rows than the others. Default: no.</summary>
    public bool DropLastBatch { get; init; }

    /// <summary>Batches that are read ahead on a thread of their own; 0 reads each when it is needed. Default: 2.</summary>
    public int Prefetch { get; init; } = 2;

    /// <summary>Rows that are not trained on, to tell behind each epoch how the network does.</summary>
    public IDataSource<TTarget>? Validation { get; init; }

    /// <summary>
    /// What decides which epoch is the best, lower being better: computed behind each epoch, for example from predictions.
    /// Default: the validation loss, or the training loss if there is no <see cref="Validation"/>.
    /// </summary>
    public Func<double>? Score { get; init; }

    /// <summary>Training ends early behind this many epochs in a row without a better score. Default: it does not.</summary>
    public int? Patience { get; init; }

    /// <summary>A score is better only if it is lower by more than this. Default: 0.</summary>
    public double MinimumImprovement { get; init; }

    /// <summary>Whether the network ends with the parameters of its best epoch instead of its last. Default: no.</summary>
    public bool RestoreBest { get; init; }

    /// <summary>A file that gets a checkpoint behind each epoch with a better score.</summary>
    public string? BestCheckpoint { get; init; }

    /// <summary>A file that gets a checkpoint behind each epoch, from which <see cref="Resume"/> goes on.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>
    /// Whether to go on from <see cref="Checkpoint"/> if it is there: the run ends on the same bits as one without a break, so a
    /// program that was killed is simply started again. Another number of rows, or other batches, are refused. Default: no.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>The learning rate of a step, by its number (<see cref="Trainer{TNetwork, TTarget, TRule}.StepCount"/>, from 0). Default: the trainer's, as it is.</summary>
    public Func<long, float>? LearningRate { get; init; }

    /// <summary>Steps between two reports within an epoch; 0 reports behind epochs alone. Default: 0.</summary>
    public int ReportSteps { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1, nameof(Epochs));
        ArgumentOutOfRangeException.ThrowIfNegative(Prefetch, nameof(Prefetch));
        ArgumentOutOfRangeException.ThrowIfNegative(ReportSteps, nameof(ReportSteps));
        if (Patience is { } patience)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1, nameof(Patience));
        }

        if (!(double.IsFinite(MinimumImprovement) && MinimumImprovement >= 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(MinimumImprovement), MinimumImprovement, "MinimumImprovement must be finite and 0 or above.");
        }

        if (Resume && Checkpoint is null)
        {
            throw new ArgumentException("Resume needs a Checkpoint to go on from.");
        }
    }
}
