using System.Runtime.InteropServices;
using DropoutGen.Runtime.Tests.Networks;

namespace DropoutGen.Runtime.Tests.Training;

/// <summary>The usual loop.</summary>
public sealed class FitTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dropoutgen");

    private string Target => Path.Combine(_directory.FullName, "checkpoint.safetensors");

    private string BestTarget => Path.Combine(_directory.FullName, "best.safetensors");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void It_is_the_loop_that_one_would_write()
    {
        Dataset<int> data = Rows(100, 1);
        (SmallClassifier fitted, var fitting) = Create();
        FitResult result = fitting.Fit(data, new FitOptions<int> { Epochs = 3, ShuffleSeed = 8 });

        (SmallClassifier looped, var looping) = Create();
        var losses = new List<double>();
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            int[] order = RandomOrder.Permutation(100, 8, epoch);
            double loss = 0;
            for (int row = 0; row < 100; row += 16)
            {
                Dataset<int> batch = data.Select(order.AsSpan(row, Math.Min(16, 100 - row)));
                loss += looping.Step(batch.Inputs, batch.Targets) * (double)batch.Count;
            }

            losses.Add(loss / 100);
        }

        Assert.Equal(Bits(looped), Bits(fitted));
        Assert.Equal(losses, result.History.Select(static epoch => epoch.TrainingLoss));
        Assert.Equal(21, fitting.StepCount);
        Assert.False(result.StoppedEarly);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Reading_ahead_changes_no_bit(int prefetch)
    {
        Assert.Equal(
            Fitted(new FitOptions<int> { Epochs = 2 }),
            Fitted(new FitOptions<int> { Epochs = 2, Prefetch = prefetch }));

        static int[] Fitted(FitOptions<int> options)
        {
            (SmallClassifier network, var trainer) = Create();
            trainer.Fit(Rows(100, 1), options);
            return Bits(network);
        }
    }

    [Fact]
    public void It_learns_and_tells_how_it_does()
    {
        var network = new SmallClassifier(2);
        using var trainer = network.CreateTrainer(new Adam(0.02f), new TrainerOptions { BatchSize = 16, Seed = 3 });
        Dataset<int> validation = Rows(200, 2);
        var reports = new Reports();
        FitResult result = trainer.Fit(
            Rows(400, 1), new FitOptions<int> { Epochs = 20, Validation = validation, ReportSteps = 10 }, reports);
        FitEpoch last = result.History[^1];
        Assert.InRange(last.Validation!.Accuracy!.Value, 0.95, 1);
        Assert.InRange(last.Validation.Loss, 0, result.History[0].Validation!.Loss * 0.7);
        Assert.Equal(network.Evaluate(validation), last.Validation);
        Assert.Equal(result.History.MinBy(static epoch => epoch.Score), result.Best);
        Assert.Equal(last.Validation.Loss, last.Score);

        // 25 steps: two reports within an epoch and one behind it.
        Assert.Equal(60, reports.All.Count);
        Assert.Equal([160, 320, 400], reports.All.Take(3).Select(static report => report.Rows));
        Assert.Equal(result.History, reports.All.Select(static report => report.Completed).Where(static epoch => epoch is not null));
        Assert.Equal((400, 20), (reports.All[0].RowsPerEpoch, reports.All[0].Epochs));
    }

    [Fact]
    public void Patience_ends_it_and_the_best_epoch_comes_back()
    {
        (SmallClassifier network, var trainer) = Create();
        double[] scores = [5, 4, 3.95, 4.5, 3.96, 3.9, 1];
        var atEpoch = new List<int[]>();
        FitResult result = trainer.Fit(Rows(50, 1), new FitOptions<int>
        {
            Epochs = 7,
            Patience = 3,
            MinimumImprovement = 0.5,
            RestoreBest = true,
            BestCheckpoint = BestTarget,
            Score = () =>
            {
                atEpoch.Add(Bits(network));
                return scores[atEpoch.Count - 1];
            },
        });
        Assert.True(result.StoppedEarly);
        Assert.Equal(5, result.History.Count);
        Assert.Equal(2, result.Best.Epoch);
        Assert.Equal([true, true, false, false, false], result.History.Select(static epoch => epoch.IsBest));
        Assert.Equal(atEpoch[1], Bits(network));
        Assert.NotEqual(atEpoch[4], Bits(network));
        Assert.Equal(atEpoch[1], Bits(SmallClassifier.Load(BestTarget)));
    }

    [Fact]
    public void A_score_that_is_no_number_is_never_better()
    {
        (_, var trainer) = Create();
        double[] scores = [double.NaN, 2, double.NaN];
        int epoch = 0;
        FitResult result = trainer.Fit(Rows(50, 1), new FitOptions<int> { Epochs = 3, Score = () => scores[epoch++] });
        Assert.Equal(2, result.Best.Epoch);
    }

    [Fact]
    public void A_run_that_is_broken_off_and_resumed_ends_on_the_same_bits()
    {
        Dataset<int> data = Rows(100, 1);
        Dataset<int> validation = Rows(60, 2);
        (SmallClassifier whole, var trainer) = Create();
        FitResult expected = trainer.Fit(data, Options(null));
        Assert.True(expected.StoppedEarly);

        for (int stop = 1; stop < expected.History.Count; stop++)
        {
            File.Delete(Target);
            using var cancellation = new CancellationTokenSource();
            (_, var broken) = Create();
            Assert.Throws<OperationCanceledException>(() => broken.Fit(
                data, Options(Target), new Reports { CancelAt = (stop + 1, cancellation) }, cancellation.Token));

            // Another process has another network to begin with.
            var resumed = new SmallClassifier(99);
            using var resuming = resumed.CreateTrainer(new Adam(0.5f), new TrainerOptions { BatchSize = 16, Seed = 4 });
            FitResult result = resuming.Fit(data, Options(Target));
            Assert.Equal(Bits(whole), Bits(resumed));
            Assert.Equal(expected.History, result.History);
            Assert.Equal(expected.Best, result.Best);
            Assert.Equal(expected.StoppedEarly, result.StoppedEarly);
        }

        FitOptions<int> Options(string? checkpoint) => new()
        {
            Epochs = 30,
            Validation = validation,
            Patience = 2,
            MinimumImprovement = 0.01,
            RestoreBest = true,
            Checkpoint = checkpoint,
            Resume = checkpoint is not null,
            ReportSteps = 3,
            LearningRate = static step => 0.02f / (1 + (step / 20)),
        };
    }

    [Fact]
    public void Resume_refuses_what_Fit_did_not_write()
    {
        (SmallClassifier network, var trainer) = Create();
        trainer.SaveCheckpoint(Target);
        int[] before = Bits(network);
        TrainerArgumentTests.RequireParts(
            Assert.Throws<CheckpointMismatchException>(() => trainer.Fit(Rows(20, 1), new FitOptions<int> { Checkpoint = Target, Resume = true })),
            "Fit");
        File.WriteAllBytes(Target, [1, 2, 3]);
        Assert.Throws<InvalidSafetensorsException>(() => trainer.Fit(Rows(20, 1), new FitOptions<int> { Checkpoint = Target, Resume = true }));
        Assert.Equal(before, Bits(network));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Target));
    }

    [Fact]
    public void Resume_refuses_other_batches()
    {
        (_, var trainer) = Create();
        trainer.Fit(Rows(100, 1), new FitOptions<int> { Epochs = 1, Checkpoint = Target });
        Refuse(100, new TrainerOptions { BatchSize = 32, Seed = 4 }, Options(), "BatchSize", "'16'", "'32'");
        Refuse(99, null, Options(), "number of rows", "'100'", "'99'");
        Refuse(100, null, Options(shuffle: false), "Shuffle", "'True'", "'False'");
        Refuse(100, null, Options(shuffleSeed: 5), "ShuffleSeed", "'4'", "'5'");
        Refuse(100, null, Options(dropLast: true), "DropLastBatch", "'False'", "'True'");

        FitOptions<int> Options(bool shuffle = true, ulong? shuffleSeed = null, bool dropLast = false) => new()
        {
            Epochs = 2, Checkpoint = Target, Resume = true, Shuffle = shuffle, ShuffleSeed = shuffleSeed, DropLastBatch = dropLast,
        };

        static void Refuse(int rows, TrainerOptions? trainerOptions, FitOptions<int> options, params string[] parts)
        {
            var network = new SmallClassifier(7);
            int[] before = Bits(network);
            using var other = network.CreateTrainer(new Adam(0.02f), trainerOptions ?? new TrainerOptions { BatchSize = 16, Seed = 4 });
            TrainerArgumentTests.RequireParts(Assert.Throws<CheckpointMismatchException>(() => other.Fit(Rows(rows, 1), options)), parts);
            Assert.Equal(before, Bits(network));
            Assert.Equal(0, other.StepCount);
        }
    }

    [Fact]
    public void A_regression_with_normalised_rows_and_targets()
    {
        // Two lines of the inputs, far from mean 0 and deviation 1.
        var random = new Random(5);
        float[] inputs = [.. Enumerable.Range(0, 3 * 200).Select(_ => 100 + (10 * random.NextSingle()))];
        float[] targets = [.. Enumerable.Range(0, 200).SelectMany(row => new[] { 5000 + inputs[3 * row] - inputs[(3 * row) + 1], -3 * inputs[(3 * row) + 2] })];
        var data = Dataset.Create(inputs, targets, 3);
        var rows = Normalization.Fit(data);
        var values = Normalization.FitTargets(data);
        var network = new SmallRegression(1) { InputNormalization = rows, TargetNormalization = values };
        network.Dropouts[0].Rate = 0;
        using var trainer = network.CreateTrainer(new Adam(0.02f), new TrainerOptions { BatchSize = 20 });
        FitResult result = trainer.Fit(data.Normalize(rows).NormalizeTargets(values), new FitOptions<float> { Epochs = 100, Checkpoint = Target });
        Assert.InRange(result.History[^1].TrainingLoss, 0, 1e-4);

        SmallRegression loaded = SmallRegression.Load(Target);
        float[] row = [103, 107, 101];
        float[] predicted = new float[2];
        loaded.InputNormalization!.Apply(row);
        loaded.Predict(row, predicted);
        loaded.TargetNormalization!.Undo(predicted);
        Assert.Equal([4996, -303], predicted.Select(static value => Math.Round(value)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, true)]
    public void Rows_are_read_on_another_thread(int prefetch, bool isAnother)
    {
        (_, var trainer) = Create();
        var threads = new HashSet<int>();
        var data = new StreamedDataset<int>(_ => Told(), 3);
        trainer.Fit(data, new FitOptions<int> { Epochs = 1, Shuffle = false, Prefetch = prefetch });
        Assert.Equal(isAnother, !threads.Contains(Environment.CurrentManagedThreadId));
        Assert.Single(threads);

        IEnumerable<DataRow<int>> Told()
        {
            for (int row = 0; row < 50; row++)
            {
                threads.Add(Environment.CurrentManagedThreadId);
                yield return new DataRow<int>(new float[3], new[] { row % 2 });
            }
        }
    }

    [Fact]
    public void The_last_batch_can_be_left_out()
    {
        (_, var trainer) = Create();
        trainer.Fit(Rows(100, 1), new FitOptions<int> { Epochs = 2, DropLastBatch = true });
        Assert.Equal(12, trainer.StepCount);
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => trainer.Fit(Rows(15, 1), new FitOptions<int> { DropLastBatch = true })), "16");
    }

    [Fact]
    public void Sample_weights_reach_the_steps()
    {
        Dataset<int> data = Rows(32, 1);
        (SmallClassifier weighted, var trainer) = Create();
        trainer.Fit(
            Dataset.Create(data.Inputs.ToArray(), data.Targets.ToArray(), 3, [.. Enumerable.Repeat(0f, 32)]),
            new FitOptions<int> { Epochs = 1 });

        // Nothing to learn from.
        Assert.Equal(Bits(new SmallClassifier(1)), Bits(weighted));
    }

    [Fact]
    public void Rows_and_settings_that_do_not_fit()
    {
        (_, var trainer) = Create();
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => trainer.Fit(Dataset.Create(new float[4], new int[2], 2))), "2 inputs", "3");
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => trainer.Fit(Dataset.Create(new float[3], new int[2], 3))), "2 targets", "1");
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentException>(() => trainer.Fit(Rows(9, 1), new FitOptions<int> { Validation = Dataset.Create(new float[4], new int[2], 2) })),
            "2 inputs", "3");
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(Rows(9, 1), new FitOptions<int> { Epochs = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(Rows(9, 1), new FitOptions<int> { Patience = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(Rows(9, 1), new FitOptions<int> { Prefetch = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(Rows(9, 1), new FitOptions<int> { MinimumImprovement = double.NaN }));
        Assert.Throws<ArgumentException>(() => trainer.Fit(Rows(9, 1), new FitOptions<int> { Resume = true }));
        Assert.Throws<ArgumentException>(() => trainer.Fit(new StreamedDataset<int>(static _ => [], 3)));
        Assert.Equal(0, trainer.StepCount);
    }

    [Fact]
    public void A_Fit_within_a_Fit()
    {
        (_, var trainer) = Create();
        Assert.Throws<InvalidOperationException>(() => trainer.Fit(Rows(9, 1), new FitOptions<int>
        {
            Score = () => trainer.Fit(Rows(9, 1)).Best.Score,
        }));

        // It can be used again.
        trainer.Fit(Rows(9, 1), new FitOptions<int> { Epochs = 1 });
    }

    [Fact]
    public void Evaluation_agrees_with_the_losses_definition()
    {
        var network = new SmallClassifier(5);
        Dataset<int> data = Rows(700, 3);
        var probabilities = new float[2 * data.Count];
        network.Predict(data.Inputs, probabilities);
        int[] labels = data.Targets.ToArray();
        Evaluation evaluation = network.Evaluate(data);
        Assert.Equal(labels.Index().Average(row => -Math.Log(probabilities[(2 * row.Index) + row.Item])), evaluation.Loss, 1e-5);

        // Rows whose hidden units are all off have equal logits: the first class is taken.
        double accuracy = labels.Index().Average(row => (probabilities[(2 * row.Index) + 1] > probabilities[2 * row.Index] ? 1 : 0) == row.Item ? 1.0 : 0.0);
        Assert.Equal(accuracy, evaluation.Accuracy!.Value, 1e-9);
        Assert.Equal(700, evaluation.Rows);
        Assert.Equal(evaluation, network.Evaluate(data, threads: 3));

        var answers = new SmallAnswers(5);
        float[] targets = [1, 0, 0, 1];
        var outputs = new float[4];
        answers.Predict([1, 2, 3, -1, -2, 0.5f], outputs);
        evaluation = answers.Evaluate(Dataset.Create([1, 2, 3, -1, -2, 0.5f], targets, 3));
        Assert.Equal(targets.Zip(outputs).Average(static pair => (pair.First > 0.5f) == (pair.Second > 0.5f) ? 1.0 : 0.0), evaluation.Accuracy);
        Assert.Null(new SmallRegression(1).Evaluate(Dataset.Create(new float[3], new float[2], 3)).Accuracy);
    }

    // The class is whether the first input is above the second.
    internal static Dataset<int> Rows(int count, int seed)
    {
        var random = new Random(seed);
        float[] inputs = [.. Enumerable.Range(0, 3 * count).Select(_ => (random.NextSingle() * 4) - 2)];
        return Dataset.Create(inputs, [.. Enumerable.Range(0, count).Select(row => inputs[3 * row] > inputs[(3 * row) + 1] ? 1 : 0)], 3);
    }

    internal static int[] Bits(SmallClassifier network) => MemoryMarshal.Cast<float, int>(
        network.Parameters.SelectMany(static parameter => parameter.ToArray()).ToArray()).ToArray();

    private static (SmallClassifier Network, Trainer<SmallClassifier, int, Adam> Trainer) Create()
    {
        var network = new SmallClassifier(1);
        return (network, network.CreateTrainer(new Adam(0.02f), new TrainerOptions { BatchSize = 16, Seed = 4 }));
    }

    /// <summary>Keeps reports; cancels within an epoch.</summary>
    internal sealed class Reports : IProgress<FitProgress>
    {
        public List<FitProgress> All { get; } = [];

        public (int Epoch, CancellationTokenSource Source)? CancelAt { get; init; }

        public void Report(FitProgress value)
        {
            All.Add(value);
            if (CancelAt is { } cancel && value.Epoch == cancel.Epoch && value.Completed is null)
            {
                cancel.Source.Cancel();
            }
        }
    }
}
