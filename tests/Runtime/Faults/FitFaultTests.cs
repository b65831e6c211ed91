using DropoutGen.Runtime.Tests.Networks;
using DropoutGen.Runtime.Tests.Training;

namespace DropoutGen.Runtime.Tests.Faults;

/// <summary>Whatever ends a training, trainer and network are those of the last finished step, and can be used on.</summary>
public sealed class FitFaultTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Cancellation_within_an_epoch(int prefetch)
    {
        using var cancellation = new CancellationTokenSource();
        var reports = new FitTests.Reports { CancelAt = (2, cancellation) };
        (SmallClassifier network, var trainer) = Create();
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(
            FitTests.Rows(100, 1), new FitOptions<int> { Prefetch = prefetch, ReportSteps = 3 }, reports, cancellation.Token));
        RequireSteps(network, trainer, 7 + 3);
    }

    [Fact]
    public void Cancellation_before_it_begins()
    {
        (SmallClassifier network, var trainer) = Create();
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(FitTests.Rows(100, 1), cancellationToken: new CancellationToken(canceled: true)));
        RequireSteps(network, trainer, 0);
    }

    [Fact]
    public async Task Cancellation_while_the_data_keep_one_waiting()
    {
        using var cancellation = new CancellationTokenSource();
        using var waiting = new ManualResetEventSlim();
        (_, var trainer) = Create();
        var data = new StreamedDataset<int>(
            _ => Rows().Concat(Wait()), inputsPerRow: 3, shuffleWindow: 1);
        Task cancel = Task.Run(() =>
        {
            waiting.Wait();
            cancellation.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(
            data, new FitOptions<int> { Shuffle = false }, null, cancellation.Token));
        await cancel;
        Assert.InRange(trainer.StepCount, 0, 2);

        // A source that listens to the same token: its wait ends, too.
        IEnumerable<DataRow<int>> Wait()
        {
            waiting.Set();
            cancellation.Token.WaitHandle.WaitOne();
            yield break;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Data_that_fail(int prefetch)
    {
        (SmallClassifier network, var trainer) = Create();
        foreach (Exception failure in (Exception[])[new IOException("lost"), new OutOfMemoryException("gone")])
        {
            (network, trainer) = Create();
            var data = new StreamedDataset<int>(_ => Rows().Concat(Fail(failure)), inputsPerRow: 3);
            Exception? thrown = Record.Exception(() => trainer.Fit(data, new FitOptions<int> { Prefetch = prefetch, Shuffle = false }));
            Assert.Same(failure, thrown);
            RequireSteps(network, trainer, 2);
        }

        static IEnumerable<DataRow<int>> Fail(Exception failure)
        {
            throw failure;
#pragma warning disable CS0162 // What makes this an iterator.
            yield break;
#pragma warning restore CS0162
        }
    }

    [Fact]
    public void Targets_out_of_range()
    {
        (SmallClassifier network, var trainer) = Create();
        float[] inputs = FitTests.Rows(48, 1).Inputs.ToArray();
        int[] labels = [.. Enumerable.Range(0, 48).Select(static row => row == 40 ? 2 : 0)];
        TrainerArgumentTests.RequireParts(
            Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(Dataset.Create(inputs, labels, 3), new FitOptions<int> { Shuffle = false })),
            "row 8", "0 to 1");
        Assert.Equal((2, 2), (trainer.StepCount, trainer.PassCount));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Evaluate(Dataset.Create(inputs, labels, 3)));
    }

    [Fact]
    public void A_loss_that_is_not_finite()
    {
        (SmallClassifier network, var trainer) = Create();
        float[] inputs = FitTests.Rows(48, 1).Inputs.ToArray();
        inputs[3 * 40] = float.NaN;
        Assert.Throws<NonFiniteLossException>(() => trainer.Fit(Dataset.Create(inputs, new int[48], 3), new FitOptions<int> { Shuffle = false }));
        Assert.Equal((2, 2), (trainer.StepCount, trainer.PassCount));
        Assert.All(network.Parameters.SelectMany(static parameter => parameter.ToArray()), static value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_callback_that_fails()
    {
        (SmallClassifier network, var trainer) = Create();
        Assert.Throws<NotSupportedException>(() => trainer.Fit(FitTests.Rows(32, 1), new FitOptions<int> { Score = static () => throw new NotSupportedException() }));
        RequireSteps(network, trainer, 2);
    }

    [Fact]
    public void Cancelled_again_and_again_it_takes_a_step_each_time_and_closes_its_data()
    {
        int open = 0;
        (_, var trainer) = Create();
        for (int i = 0; i < 20; i++)
        {
            using var cancellation = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => trainer.Fit(
                new StreamedDataset<int>(_ => Endless(), inputsPerRow: 3, shuffleWindow: 100),
                new FitOptions<int> { ReportSteps = 1 },
                new FitTests.Reports { CancelAt = (1, cancellation) },
                cancellation.Token));
            Assert.Equal((i + 1, 0), (trainer.StepCount, open));
        }

        trainer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => trainer.Fit(FitTests.Rows(500, 1)));

        IEnumerable<DataRow<int>> Endless()
        {
            open++;
            try
            {
                while (true)
                {
                    yield return new DataRow<int>(new float[3], new int[1]);
                }
            }
            finally
            {
                open--;
            }
        }
    }

    private static IEnumerable<DataRow<int>> Rows() => Enumerable.Range(0, 32).Select(static row =>
        new DataRow<int>(new[] { row * 0.1f, 1f, -1f }, new[] { row % 2 }));

    private static (SmallClassifier Network, Trainer<SmallClassifier, int, Adam> Trainer) Create()
    {
        var network = new SmallClassifier(1);
        return (network, network.CreateTrainer(new Adam(0.02f), new TrainerOptions { BatchSize = 16, Seed = 4 }));
    }

    private static void RequireSteps(SmallClassifier network, Trainer<SmallClassifier, int, Adam> trainer, int steps)
    {
        Assert.Equal((steps, steps), (trainer.StepCount, trainer.PassCount));
        if (steps > 0)
        {
            Assert.NotEqual(FitTests.Bits(new SmallClassifier(1)), FitTests.Bits(network));
        }

        // It goes on.
        trainer.Fit(FitTests.Rows(100, 1), new FitOptions<int> { Epochs = 1 });
        Assert.Equal(steps + 7, trainer.StepCount);
    }
}
