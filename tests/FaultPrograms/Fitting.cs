namespace DropoutGen.FaultPrograms;

/// <summary>Trains with a checkpoint behind each epoch, and goes on from one that is there; prints what it came to.</summary>
internal static class Fitting
{
    public static void Run(string path)
    {
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, 300 * 200).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, 300).Select(_ => random.Next(10))];
        var network = new SavedNetwork(seed: 2);
        using var trainer = network.CreateTrainer(new Adam(), new TrainerOptions { BatchSize = 32, Seed = 3 });
        trainer.Fit(
            Dataset.Create(inputs, labels, 200),
            new FitOptions<int> { Epochs = 40, Checkpoint = path, Resume = true },
            new Announcement());
        int hash = 17;
        foreach (float value in network.Parameters.SelectMany(static parameter => parameter.ToArray()))
        {
            hash = unchecked((hash * 31) + BitConverter.SingleToInt32Bits(value));
        }

        Console.Out.WriteLine($"finished {hash:x8}");
    }

    private sealed class Announcement : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => Console.Out.WriteLine($"epoch {value.Epoch}");
    }
}
