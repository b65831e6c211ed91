using System.Runtime.CompilerServices;
using DropoutGen.Runtime.Tests.Networks;

namespace DropoutGen.Runtime.Tests.Training;

/// <summary>
/// A checkpoint of the present version that an earlier build wrote: it is restored, and what is written again is the same. Where the
/// format has to change, the version does, and the file of the version before stays and must still be read or refused.
/// <c>DROPOUTGEN_ACCEPT=1</c> writes a file that is not there.
/// </summary>
public sealed class StoredCheckpointTests
{
    [Fact]
    public void Version_2_is_restored_to_the_bit()
    {
        string path = Stored("SmallClassifier.2.safetensors");
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("DROPOUTGEN_ACCEPT") == "1")
        {
            using Trainer<SmallClassifier, int, Adam> maker = Create(1);
            maker.Network.InputNormalization = new Normalization([0.5f, -1, 2], [1, 2, 3]);
            maker.Fit(FitTests.Rows(40, 1), new FitOptions<int> { Epochs = 2, Checkpoint = path });
        }

        byte[] stored = File.ReadAllBytes(path);
        using Trainer<SmallClassifier, int, Adam> trainer = Create(9);
        trainer.RestoreCheckpoint(path);
        Assert.Equal((6, 0.02f), (trainer.StepCount, trainer.LearningRate));
        Assert.Equal([0.5f, -1, 2], trainer.Network.InputNormalization!.Mean.ToArray());

        // Fit wrote it, and finds its two epochs in it; there is none left to train.
        string copy = Path.GetTempFileName();
        File.WriteAllBytes(copy, stored);
        FitResult result = trainer.Fit(FitTests.Rows(40, 1), new FitOptions<int> { Epochs = 2, Checkpoint = copy, Resume = true });
        Assert.Equal(2, result.History.Count);
        File.Delete(copy);

        using var again = new MemoryStream();
        trainer.SaveCheckpoint(again);
        SafetensorsFile before = SafetensorsReader.Read(new MemoryStream(stored));
        SafetensorsFile behind = SafetensorsReader.Read(new MemoryStream(again.ToArray()));
        Assert.Equal(
            before.Metadata.Where(static pair => !pair.Key.StartsWith("fit.", StringComparison.Ordinal) && pair.Key != ContentChecksum.Key).OrderBy(static pair => pair.Key, StringComparer.Ordinal),
            behind.Metadata.Where(static pair => pair.Key != ContentChecksum.Key).OrderBy(static pair => pair.Key, StringComparer.Ordinal));
        Assert.Equal(
            before.Tensors.Select(static tensor => (tensor.Name, string.Join(' ', tensor.Values))),
            behind.Tensors.Select(static tensor => (tensor.Name, string.Join(' ', tensor.Values))));
    }

    private static Trainer<SmallClassifier, int, Adam> Create(ulong seed) =>
        new SmallClassifier(seed).CreateTrainer(new Adam(0.02f), new TrainerOptions { BatchSize = 16, Seed = 4 });

    private static string Stored(string name, [CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "Stored", name);
}
