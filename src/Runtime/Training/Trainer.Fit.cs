using System.Diagnostics;
using DropoutGen.CompilerServices;

namespace DropoutGen;

/// <content>The usual loop: epochs of batches, with validation, early stopping and checkpoints.</content>
public sealed partial class Trainer<TNetwork, TTarget, TRule>
{
    private int _isFitting;

    /// <summary>Trains for some epochs, in batches of <see cref="TrainerOptions.BatchSize"/> rows.</summary>
    /// <remarks>
    /// Equal seeds and data give equal bits, however the batches are read ahead. Whatever ends it (cancellation, a failure
    /// of the data, of a file or of memory), trainer and network are those of the last finished step, and files are whole.
    /// </remarks>
    /// <param name="data">The rows.</param>
    /// <param name="options">Settings; the defaults if <see langword="null"/>.</param>
    /// <param name="progress">Told behind each epoch, and more often if the options say so.</param>
    /// <param name="cancellationToken">Ends the training between two steps.</param>
    /// <returns>The epochs and the best of them.</returns>
    /// <exception cref="ArgumentException">Rows do not fit the network, a setting is out of range, or the data have no rows.</exception>
    /// <exception cref="NonFiniteLossException">The loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; a read of the data in progress is waited for.</exception>
    /// <exception cref="FormatException">The checkpoint to go on from is damaged, another trainer's, or one of other batches.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written.</exception>
    /// <exception cref="InvalidOperationException">Another call is using the trainer.</exception>
    /// <exception cref="ObjectDisposedException">The trainer is disposed.</exception>
    public FitResult Fit(
        IDataSource<TTarget> data,
        FitOptions<TTarget>? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new FitOptions<TTarget>();
        options.Validate();
        DataArgument.Require(_definition, _loss, data, nameof(data));
        if (options.Validation is not null)
        {
            DataArgument.Require(_definition, _loss, options.Validation, nameof(FitOptions<TTarget>.Validation));
        }

        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Interlocked.CompareExchange(ref _isFitting, 1, 0) != 0)
        {
            throw new InvalidOperationException($"The trainer of {_definition.Name} is in another Fit; it takes one at a time.");
        }

        try
        {
            return RunEpochs(data, options, progress, cancellationToken);
        }
        finally
        {
            Volatile.Write(ref _isFitting, 0);
        }
    }

    private FitResult RunEpochs(
        IDataSource<TTarget> data, FitOptions<TTarget> options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        CheckpointFacts facts = BatchFacts(data, options);
        FitHistory history = options.Resume && File.Exists(options.Checkpoint) ? RestoreHistory(options, facts) : new FitHistory();
        while (history.Epochs.Count < options.Epochs && !history.HasStalled(options.Patience))
        {
            int number = history.Epochs.Count + 1;
            (double trainingLoss, long rows) = RunEpoch(data, options, number, progress, start, cancellationToken);
            Evaluation? validation = options.Validation is null
                ? null
                : Network.Evaluate(options.Validation, Options.Threads, cancellationToken);
            double score = options.Score is null ? validation?.Loss ?? trainingLoss : options.Score();
            var epoch = new FitEpoch(
                number, trainingLoss, validation, score, history.IsBetter(score, options.MinimumImprovement), LearningRate);
            history.Add(epoch);
            if (epoch.IsBest && options.RestoreBest)
            {
                history.BestNetwork = NetworkContent.Capture(_state);
            }

            if (epoch.IsBest && options.BestCheckpoint is not null)
            {
                SaveCheckpoint(options.BestCheckpoint, AddFit);
            }

            if (options.Checkpoint is not null)
            {
                SaveCheckpoint(options.Checkpoint, AddFit);
            }

            progress?.Report(new FitProgress(
                number, options.Epochs, rows, data.RowCount, trainingLoss, Stopwatch.GetElapsedTime(start), epoch));
        }

        history.BestNetwork?.Apply();
        return new FitResult(history.Epochs, history.Best!, history.HasStalled(options.Patience));

        void AddFit(SafetensorsContent content)
        {
            facts.AddTo(content);
            history.AddTo(content);
        }
    }

    // What the order of the rows and their batches hang on: with another, a resumed training would not be the one that was broken off.
    private CheckpointFacts BatchFacts(IDataSource<TTarget> data, FitOptions<TTarget> options)
    {
        var facts = new CheckpointFacts();
        facts.Add("fit.batchSize", "the BatchSize", Options.BatchSize);
        facts.Add("fit.shuffle", "Shuffle", options.Shuffle.ToString());
        facts.Add("fit.shuffleSeed", "the ShuffleSeed", options.ShuffleSeed ?? Options.Seed);
        facts.Add("fit.dropLastBatch", "DropLastBatch", options.DropLastBatch.ToString());
        facts.Add("fit.rows", "the number of rows", data.RowCount);
        return facts;
    }

    private (double Loss, long Rows) RunEpoch(
        IDataSource<TTarget> data,
        FitOptions<TTarget> options,
        int epoch,
        IProgress<FitProgress>? progress,
        long start,
        CancellationToken cancellationToken)
    {
        var order = new BatchOrder(options.Shuffle, options.ShuffleSeed ?? Options.Seed, epoch);
        using var batches = new BatchPipeline<TTarget>(data, order, Options.BatchSize, options.Prefetch);
        double loss = 0;
        long rows = 0;
        int steps = 0;
        while (batches.Next(cancellationToken) is { } batch)
        {
            if (options.DropLastBatch && batch.Rows < Options.BatchSize)
            {
                continue;
            }

            if (options.LearningRate is not null)
            {
                LearningRate = options.LearningRate(StepCount);
            }

            loss += (double)Step(batch.Inputs, batch.Targets, batch.SampleWeights) * batch.Rows;
            rows += batch.Rows;
            steps++;
            if (options.ReportSteps > 0 && steps % options.ReportSteps == 0)
            {
                progress?.Report(new FitProgress(
                    epoch, options.Epochs, rows, data.RowCount, loss / rows, Stopwatch.GetElapsedTime(start), Completed: null));
            }
        }

        return rows > 0
            ? (loss / rows, rows)
            : throw new ArgumentException(
                options.DropLastBatch
                    ? $"The data have fewer rows than a batch of {Options.BatchSize}, and DropLastBatch leaves them out."
                    : "The data have no rows.",
                nameof(data));
    }

    private FitHistory RestoreHistory(FitOptions<TTarget> options, CheckpointFacts facts)
    {
        FitHistory? history = null;
        using FileStream stream = File.OpenRead(options.Checkpoint!);
        RestoreCheckpoint(stream, file =>
        {
            history = FitHistory.Read(file, _state, options.RestoreBest);
            facts.Require(file, "this Fit");
        });
        return history!;
    }
}
