using System.Diagnostics;
using System.Globalization;

namespace DropoutGen.FaultPrograms;

/// <summary>Trains and predicts for a long time and prints the memory behind a warm-up and at the end.</summary>
internal static class Soak
{
    private const int WarmUp = 20_000;

    public static void Run(long steps)
    {
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, 4 * 8).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, 8).Select(_ => random.Next(3))];
        var outputs = new float[3 * 8];
        var network = new SoakedNetwork(seed: 1);
        using var trainer = network.CreateTrainer(new Adam(), new TrainerOptions { BatchSize = 8 });
        Steps(WarmUp);

        // Asking takes memory of its own, the first time.
        Memory();
        (long managed, long resident) = Memory();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        Console.Out.WriteLine(Line("start", managed, resident));
        Steps(steps);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        (managed, resident) = Memory();
        Console.Out.WriteLine(Line("end", managed, resident));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"allocated {allocated} bytes in {steps} steps"));

        void Steps(long count)
        {
            for (long i = 0; i < count; i++)
            {
                trainer.Step(inputs, labels);
                if (i % 10 == 0)
                {
                    network.Predict(inputs, outputs);
                    network.Predict(inputs.AsSpan(0, 4), outputs.AsSpan(0, 3));
                }
            }
        }
    }

    private static (long Managed, long Resident) Memory()
    {
        long managed = GC.GetTotalMemory(forceFullCollection: true);
        using Process process = Process.GetCurrentProcess();
        return (managed, process.WorkingSet64);
    }

    private static string Line(string when, long managed, long resident) =>
        string.Create(CultureInfo.InvariantCulture, $"{when}: {managed} bytes managed, {resident} bytes resident");
}
