using DropoutGen.Runtime.Tests.Networks;
using DropoutGen.Runtime.Tests.Training;

namespace DropoutGen.Runtime.Tests.Faults;

public sealed class ManyThreadsTests
{
    private const int Threads = 64;
    private const int Rounds = 20;

    [Fact]
    public async Task Predictions_of_64_threads_are_those_of_one_while_another_network_trains()
    {
        var network = new SmallFamily(4);
        int[] rowCounts = [1, 3, 64, 65, 200];
        float[][] inputs = [.. rowCounts.Select(static rows => FitTests.Rows(rows, rows).Inputs.ToArray())];
        float[][] alone = [.. inputs.Select(batch => Predict(network, batch))];
        float[][] sampledAlone = [.. inputs.Select(batch => Sample(network, batch))];

        using var trainer = new SmallFamily(5).CreateTrainer(new Adam(), new TrainerOptions { BatchSize = 32, Threads = 2 });
        using var stop = new CancellationTokenSource();
        Task training = Task.Run(() => Assert.Throws<OperationCanceledException>(
            () => trainer.Fit(FitTests.Rows(1000, 1), new FitOptions<int> { Epochs = int.MaxValue }, null, stop.Token)));

        using var start = new Barrier(Threads);
        int wrong = 0;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            for (int round = 0; round < Rounds; round++)
            {
                int batch = (number + round) % inputs.Length;
                if (!Predict(network, inputs[batch]).AsSpan().SequenceEqual(alone[batch])
                    || !Sample(network, inputs[batch]).AsSpan().SequenceEqual(sampledAlone[batch]))
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        stop.Cancel();
        await training;
        Assert.Equal(0, wrong);
        Assert.True(trainer.StepCount > 0, "The other network did not train.");
    }

    private static float[] Predict(SmallFamily network, float[] inputs)
    {
        var outputs = new float[inputs.Length / 3 * 2];
        network.Predict(inputs, outputs);
        return outputs;
    }

    private static float[] Sample(SmallFamily network, float[] inputs)
    {
        MonteCarloPrediction sampled = network.PredictMonteCarlo(inputs, passes: 3, seed: 6);
        return [.. sampled.Mean, .. sampled.Variance];
    }
}
