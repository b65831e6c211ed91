namespace DropoutGen.FaultPrograms;

/// <summary>
/// Runs out of memory, under a limit of the heap that the caller sets: while data are read ahead, and in the buffers of a
/// first step, at whichever of them. Prints what each left behind.
/// </summary>
internal static class ScarceMemory
{
    public static void Run()
    {
        Reading(prefetch: 0);
        Reading(prefetch: 2);

        // Each next size runs out a little earlier within its step.
        for (int rows = 20_000; rows <= 400_000; rows += 20_000)
        {
            Stepping(rows);
        }
    }

    private static void Reading(int prefetch)
    {
        var network = new SoakedNetwork(seed: 1);
        using var trainer = network.CreateTrainer(new Adam(), new TrainerOptions { BatchSize = 8 });
        string outcome = Outcome(() => trainer.Fit(
            new StreamedDataset<int>(Rows, inputsPerRow: 4), new FitOptions<int> { Shuffle = false, Prefetch = prefetch }));
        trainer.Step(new float[4], new int[1]);
        using var file = new MemoryStream();
        trainer.SaveCheckpoint(file);
        Console.Out.WriteLine($"reading {prefetch} ahead: {outcome}, {trainer.StepCount} steps");

        static IEnumerable<DataRow<int>> Rows(int epoch)
        {
            var kept = new List<byte[]>();
            for (int row = 0; ; row++)
            {
                if (row >= 24)
                {
                    kept.Add(new byte[32 << 20]);
                }

                yield return new DataRow<int>(new float[4], new int[1]);
            }
        }
    }

    private static void Stepping(int rows)
    {
        GC.Collect();
        var network = new DeepNetwork(seed: 1);
        float[] before = Values(network);
        string outcome = Outcome(() =>
        {
            using var trainer = network.CreateTrainer(new Sgd(0.1f), new TrainerOptions { BatchSize = rows });
            trainer.Step([.. Enumerable.Range(0, 32).Select(static i => i * 0.1f)], [0, 1]);
        });
        Console.Out.WriteLine($"step of {rows}: {outcome}, {(before.SequenceEqual(Values(network)) ? "as before" : "updated")}");
    }

    private static float[] Values(DeepNetwork network) => [.. network.Parameters.SelectMany(static parameter => parameter.ToArray())];

    private static string Outcome(Action action)
    {
        try
        {
            action();
            return "done";
        }
        catch (OutOfMemoryException)
        {
            return "out of memory";
        }
    }
}
